"""Somebody at a browser without scripts: opens pages, follows links, fills in the forms that the pages hold."""

from io import BytesIO
from typing import Any

from flask import Flask, g, has_app_context
from lxml import html
from werkzeug.test import TestResponse

from legislation_hub.models.database import db

BLOCKS = "//p|//li|//dt|//dd|//h1|//h2|//h3|//td|//th|//label|//option|//textarea|//button|//div|//blockquote"


class Page:
    """What came back: its status, what a person reads on it, and what can be pressed."""

    def __init__(self, answer: TestResponse) -> None:
        self.status = answer.status_code
        self.path = answer.request.full_path.rstrip("?") if answer.request else ""
        self.source = answer.text
        self.tree = html.document_fromstring(self.source)

    @property
    def text(self) -> str:
        """All that is written on the page, line by line, without what is hidden."""
        tree = html.document_fromstring(self.source)
        for unseen in tree.xpath("//script|//style|//head|//*[@hidden and not(self::button)]"):
            unseen.drop_tree()
        for block in tree.xpath(BLOCKS):
            block.tail = f"\n{block.tail or ''}"
        lines = (" ".join(line.split()) for line in tree.text_content().splitlines())
        return "\n".join(line for line in lines if line)

    def says(self, *texts: str) -> None:
        """Hold that a person can read all this here."""
        for text in texts:
            assert text in self.text, f"“{text}” is not on {self.path}:\n{self.text}"

    def address(self, text: str, nth: int = 0) -> str:
        """The address of the link that reads like this."""
        found = [one for one in self.tree.xpath("//a[@href]") if text in " ".join(one.text_content().split())]
        shown = [" ".join(one.text_content().split()) for one in self.tree.xpath("//main//a")]
        assert len(found) > nth, f"no link “{text}” on {self.path}: {shown}"
        return str(found[nth].get("href"))

    def button(self, text: str, within: str = "") -> html.HtmlElement:
        """The button that reads like this; ``within`` is something that stands in the same form or row."""
        found = [
            one
            for one in self.tree.xpath("//form//button")
            if text == " ".join(one.text_content().split()) and within in _surroundings(one, within)
        ]
        shown = [" ".join(one.text_content().split()) for one in self.tree.xpath("//main//form//button")]
        assert found, f"no button “{text}” on {self.path}: {shown}"
        return found[0]

    def value(self, name: str, label: str) -> str:
        """The value of the choice in ``name`` whose label says this."""
        for one in self.tree.xpath("//input[@name=$name]", name=name):
            told = self.tree.xpath("//label[@for=$id]", id=one.get("id", ""))
            if told and label in told[0].text_content():
                return str(one.get("value"))
        for one in self.tree.xpath("//select[@name=$name]/option", name=name):
            if label in one.text_content():
                return str(one.get("value"))
        raise AssertionError(f"no choice “{label}” for {name} on {self.path}")

    def values(self, name: str) -> list[str]:
        """Every value that can be ticked under this name."""
        return [str(one.get("value")) for one in self.tree.xpath("//input[@name=$name]", name=name)]


def _surroundings(button: html.HtmlElement, within: str) -> str:
    if not within:
        return ""
    row = next(button.iterancestors("li", "tr", "section", "form"), button)
    return str(html.tostring(row, encoding="unicode"))


class Walker:
    """One person's browser; ``page`` is what it shows now."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.page: Page

    def open(self, path: str, status: int = 200) -> Page:
        """Open an address."""
        _forget()
        return self._show(self.client.get(path, follow_redirects=True), status)

    def follow(self, text: str, nth: int = 0) -> Page:
        """Press the link that reads like this."""
        return self.open(self.page.address(text, nth))

    def download(self, text: str, nth: int = 0) -> bytes:
        """Take the file behind a link."""
        _forget()
        answer = self.client.get(self.page.address(text, nth), follow_redirects=True)
        return _file(answer)

    def press(self, text: str, /, status: int = 200, within: str = "", **fields: Any) -> Page:
        """Fill in the form of a button, as it came from the server but for ``fields``, and press the button."""
        return self._show(self._send(text, within, fields), status)

    def press_for_file(self, text: str, /, within: str = "", **fields: Any) -> bytes:
        """Press a button that gives a file."""
        return _file(self._send(text, within, fields))

    def _send(self, text: str, within: str, fields: dict[str, Any]) -> TestResponse:
        _forget()
        button = self.page.button(text, within)
        form = next(button.iterancestors("form"))
        files = _fill(form, fields)
        sent = [(name, value.replace("\r\n", "\n").replace("\n", "\r\n")) for name, value in form.form_values()]
        if button.get("name"):
            sent.append((button.get("name"), button.get("value", "")))
        data: dict[str, Any] = {}
        for name, value in sent:
            data.setdefault(name, []).append(value)
        where = button.get("formaction") or form.get("action") or self.page.path
        said = {"Referer": f"http://localhost{self.page.path}", "Origin": "http://localhost"}
        options = {"headers": said, "follow_redirects": True}
        if form.get("method", "get").lower() == "get":
            return self.client.get(where, query_string=data, **options)
        return self.client.post(where, data=data | files, **options)

    def _show(self, answer: TestResponse, status: int) -> Page:
        self.page = Page(answer)
        assert self.page.status == status, f"{self.page.path}: {self.page.status}\n{self.page.text[:3000]}"
        return self.page


def _forget() -> None:
    """Let no request see what an earlier one left in the context that a test may hold open."""
    if has_app_context():
        db.session.remove()
        for name in list(g):
            g.pop(name)


def _fill(form: html.FormElement, fields: dict[str, Any]) -> dict[str, Any]:
    """Put the values into the form's own fields, and return those that are files."""
    files = {}
    for name, value in fields.items():
        assert name in form.fields, f"no field {name} in the form: {sorted(form.fields)}"
        element = form.inputs[name]
        if isinstance(value, tuple):
            files[name] = (BytesIO(value[1]), value[0])
        elif isinstance(value, bool):
            element.checked = value
        elif isinstance(value, list):
            # One box alone is no group to lxml.
            boxes = form.xpath(".//input[@name=$name]", name=name)
            assert set(value) <= {one.get("value") for one in boxes}, f"no such choice in {name}"
            for one in boxes:
                one.checked = one.get("value") in value
        else:
            form.fields[name] = str(value)
    return files


def _file(answer: TestResponse) -> bytes:
    assert answer.status_code == 200, Page(answer).text
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return answer.data

"""HTML as lines: what a browser would show, one line for each block."""

import re
from html.parser import HTMLParser

BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt",
        "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
        "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
    }
)  # fmt: skip
CELLS = frozenset({"td", "th"})
HIDDEN = frozenset({"head", "script", "style", "template", "title"})


def text_of_html(markup: str) -> str:
    """Return the visible text; rows of a table become ``| a | b |``, items of a numbered list keep numbers."""
    page = _Page()
    page.feed(markup)
    page.close()
    return "".join(page.pieces)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0
        self.printed = 0
        self.lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in HIDDEN:
            self.hidden += 1
        elif tag in BLOCKS:
            self.pieces.append("\n")
        if tag == "pre":
            self.printed += 1
        if tag == "ol":
            start = dict(attrs).get("start") or ""
            self.lists.append(int(start) if start.isdecimal() else 1)
        elif tag == "ul":
            self.lists.append(None)
        elif tag == "li" and self.lists and (number := self.lists[-1]) is not None:
            self.pieces.append(f"{number}. ")
            self.lists[-1] = number + 1
        elif tag == "tr" or tag in CELLS:
            self.pieces.append("| " if tag == "tr" else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag in CELLS:
            self.pieces.append(" | ")
        elif tag in BLOCKS:
            self.pieces.append("\n")
        if tag == "pre":
            self.printed = max(0, self.printed - 1)
        if tag in {"ol", "ul"} and self.lists:
            self.lists.pop()

    def handle_data(self, data: str) -> None:
        if self.printed:
            self.pieces.append(data)
        elif not self.hidden:
            # A line break in the markup is a space; between two Chinese signs it is nothing.
            text = re.sub(r"(?<=[^\x00-\x7f])[\r\n]+(?=[^\x00-\x7f])", "", data)
            self.pieces.append(re.sub(r"[\r\n]+", " ", text))

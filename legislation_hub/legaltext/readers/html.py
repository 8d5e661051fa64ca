"""HTML as lines: what a browser would show, one line for each block."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from typing import Any

from lxml import etree

from legislation_hub.legaltext.readers.plain import decoded
from legislation_hub.legaltext.source import Found, Telling
from legislation_hub.problems import FileNotWhatItSays, FileUnsafe
from legislation_hub.vocabulary import N_

BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
        "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "table", "tbody", "tfoot", "thead",
        "tr", "ul",
    }
)  # fmt: skip
CELLS = frozenset({"td", "th"})
UNSHOWN = frozenset({"head", "script", "style", "template", "title", "noscript", "select", "rp"})
READINGS = frozenset({"rt", "textarea"})
TABLES = frozenset({"caption", "table", "tbody", "tfoot", "thead", "tr"})
PICTURES = frozenset({"img", "svg", "canvas", "object", "embed", "iframe", "video"})
AROUND = frozenset({"nav", "header", "footer", "aside", "form", "button"})
NOISE = 30
# A cell of more paragraphs holds a page, not a figure: then the table only lays the page out.
CELL_BLOCKS = 30
HEAD = 4096
FIGURES = 5
# An element takes a hundred times the memory of its tag.
TAGS = 400_000

PICTURED = N_("Pictures or frames were left out (%(count)s); a text inside them has to be typed.")
SURROUNDED = N_("The page's menus and margins are among the lines (about %(count)s signs); take them out.")
HIDDEN_TEXT = N_("Hidden text was left out (%(count)s).")

_CHARSET = re.compile(rb"""<meta[^<>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_XML = re.compile(rb"""<\?xml[^<>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""")
_MHT = re.compile(
    rb"\A\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?(?:MIME-Version|Content-Type):", re.IGNORECASE
)
# The parser takes quadratic time for them.
_MANY_ATTRIBUTES = re.compile(r"<[A-Za-z][^<>\s]*+\s++(?:[^<>\s]++\s++){2000}")
_ROW, _SPACES = re.compile(r"^\|.*$", re.MULTILINE), re.compile(" {2,}")
# What stands around the text, by the names that pages give to their parts.
_AROUND = re.compile(r"(?:^|\s)(?:nav|menu|footer|header|breadcrumb|crumb|sidebar|copyright)", re.IGNORECASE)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)


def read_html(name: str, content: bytes, encoding: str = "") -> Found:
    """Return the visible text of a .html file; rows of a table are ``| a | b |``, numbered items keep numbers.

    The encoding is the one given, that of a byte order mark, that of the page's own head, or a guess. Raises
    FileNotWhatItSays or FileUnsafe.
    """
    head = content[:HEAD]
    named = _CHARSET.search(head) or _XML.search(head)
    page = decoded(name, content, ".html", encoding or (named[1].decode("ascii") if named else ""))
    telling = Telling()
    return Found(_text(name, page.text, telling), (*page.remarks, *telling.remarks()))


def read_mht(name: str, content: bytes) -> Found:
    """Return the visible text of a web page saved in one file (.mht); raises as ``read_html`` does."""
    found = []
    for part in message_from_bytes(content).walk():
        payload = part.get_payload(decode=True)
        if part.get_content_type() in {"text/html", "application/xhtml+xml"} and isinstance(payload, bytes):
            found.append(read_html(name, payload, part.get_content_charset() or ""))
    if not found:
        raise FileNotWhatItSays(name=name, kind=".mht")
    return Found("\n".join(one.text for one in found), tuple(remark for one in found for remark in one.remarks))


def is_mht(content: bytes) -> bool:
    """Tell whether ``content`` begins like a mail or a web page saved in one file."""
    return _MHT.match(content[:HEAD]) is not None


def _text(name: str, markup: str, telling: Telling) -> str:
    if markup.count("<") > TAGS or _MANY_ATTRIBUTES.search(markup):
        raise FileUnsafe(name=name)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_pis=True)
    try:
        page = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise FileNotWhatItSays(name=name, kind=".html") from error
    if any(entry.level >= etree.ErrorLevels.FATAL or "LIMIT" in entry.type_name for entry in parser.error_log):
        raise FileUnsafe(name=name)
    text = "" if page is None else "".join(_Page(telling).pieces(page))
    return _ROW.sub(lambda row: _SPACES.sub(" ", row[0]), text)


class _Page:
    """Walks one page in reading order, without recursion: markup may nest deep."""

    def __init__(self, telling: Telling) -> None:
        self.telling = telling
        self.printed = 0
        self.lists: list[int | None] = []
        self.framed: list[bool] = []
        self.around = 0
        self.noise = 0

    def pieces(self, page: Any) -> Iterator[str]:
        """Yield the text of everything that is shown."""
        walk = etree.iterwalk(page, events=("start", "end", "comment"))
        hidden: Any = None
        for event, element in walk:
            if event == "start" and self.is_hidden(element):
                hidden = element
                walk.skip_subtree()
            elif event == "start":
                yield from self.open(element)
                yield self.data(element.text)
            else:
                if event == "end" and element is not hidden:
                    yield from self.close(element)
                yield self.data(element.tail)
        if self.noise > NOISE:
            self.telling.tell(SURROUNDED, times=self.noise)

    def is_hidden(self, element: Any) -> bool:
        """Tell whether nothing of ``element`` is shown, and say what is lost by it."""
        if element.tag in PICTURES:
            self.telling.tell(PICTURED)
            return True
        unseen = "hidden" in element.attrib or _UNSEEN.search(element.get("style", "")) is not None
        if (unseen or element.tag in READINGS) and "".join(element.itertext()).strip():
            self.telling.tell(HIDDEN_TEXT)
        return unseen or element.tag in UNSHOWN or element.tag in READINGS

    def open(self, element: Any) -> Iterator[str]:
        """Yield what a tag prints when it begins."""
        tag = element.tag
        if tag == "table":
            self.framed.append(_is_frame(element))
        if tag in BLOCKS:
            yield self.break_before(tag)
        self.around += _is_around(element)
        self.printed += tag == "pre"
        match tag:
            case "ol":
                start = element.get("start", "")
                self.lists.append(int(start) if start.isdecimal() and len(start) <= FIGURES else 1)
            case "ul":
                self.lists.append(None)
            case "li" if self.lists and (number := self.lists[-1]) is not None:
                yield f"{number}. "
                self.lists[-1] = number + 1
            case "tr" if self.framed and not self.framed[-1]:
                yield "| "

    def close(self, element: Any) -> Iterator[str]:
        """Yield what a tag prints when it ends."""
        tag = element.tag
        if tag in CELLS:
            yield "\n" if not self.framed or self.framed[-1] else " | "
        elif tag in BLOCKS:
            yield self.break_before(tag)
        self.around -= _is_around(element)
        self.printed -= tag == "pre"
        if tag in {"ol", "ul"}:
            self.lists.pop()
        elif tag == "table":
            self.framed.pop()

    def break_before(self, tag: str) -> str:
        """Return what parts ``tag`` from its neighbours: in a row of a table all stands in one line."""
        return "\n" if tag in TABLES or not self.framed or self.framed[-1] else " "

    def data(self, text: str | None) -> str:
        """Return running text as it is shown."""
        if not text:
            return ""
        if self.around:
            self.noise += len("".join(text.split()))
        if self.printed:
            return text
        # A line break in the markup is a space; between two Chinese signs it is nothing.
        text = re.sub(r"(?<=[^\x00-\x7f])[ \t]*[\r\n]+[ \t]*(?=[^\x00-\x7f])", "", text)
        return re.sub(r"[\r\n]+", " ", text)


def _is_around(element: Any) -> bool:
    if element.tag in AROUND or not element.attrib:
        return element.tag in AROUND
    return any(_AROUND.search(element.get(name, "")) for name in ("class", "id", "role"))


def _is_frame(table: Any) -> bool:
    """Tell whether a table only lays out a page: it holds tables, pages in cells, or one cell a row."""
    if table.find(".//table") is not None:
        return True
    rows = [[cell for cell in row if cell.tag in CELLS] for row in table.iter("tr")]
    if all(len(row) <= 1 for row in rows):
        return True
    return any(sum(one.tag in BLOCKS for one in cell.iter()) > CELL_BLOCKS for row in rows for cell in row)

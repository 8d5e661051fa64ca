"""A law as Akoma Ntoso 3.0, valid against the strict schema, with the eIds by which everything else knows it.

Which of our levels is which of its elements is told in docs/akn.md. Nothing is added to the text and nothing left
out: the same tree can be read from the file again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from lxml import etree

from legislation_hub.legaltext.contents import depth, targets
from legislation_hub.legaltext.tables import cells_of
from legislation_hub.legaltext.tree import Annex, LegalText, Provision
from legislation_hub.vocabulary import Level

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
MEDIA_TYPE = "application/akn+xml"
LANGUAGE = "zho"

ELEMENTS: Mapping[Level, str] = {
    Level.PART: "part",
    Level.SUBPART: "subpart",
    Level.CHAPTER: "chapter",
    Level.SECTION: "section",
    Level.ARTICLE: "article",
    Level.CLAUSE: "clause",
    Level.PARAGRAPH: "paragraph",
    Level.ITEM: "point",
    Level.SUBITEM: "indent",
}

# What XML 1.0 cannot hold and a text may; the mark for a broken sign stands for it.
BROKEN = {0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD, **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)}


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a reading is beyond its own words: of which draft, the how-manieth, when, and who sent it out.

    ``work`` names the draft for good. ``begun`` is the day of the draft, ``dated`` that of this reading.
    """

    work: str
    title: str
    begun: date
    reading: str
    ordinal: int
    dated: date
    station: str


def akoma(law: LegalText, imprint: Imprint) -> bytes:
    """Return ``law`` as an Akoma Ntoso bill in UTF-8, the same bytes for the same law and imprint."""
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})
    bill = _add(root, "bill", name=law.genre.value)
    references = _add(_meta(bill, imprint, "main"), "references", source="#station")
    organization = "/akn/ontology/organization/cn/station"
    _add(references, "TLCOrganization", eId="station", href=organization, showAs=imprint.station)
    _add(references, "TLCRole", eId="editor", href="/akn/ontology/role/cn/editor", showAs="editor")
    _preface(bill, law)
    if law.preface:
        _blocks(_add(bill, "preamble"), law.preface)
    body = _add(bill, "body")
    _provisions(body, law.provisions)
    if not law.provisions:
        # The schema wants something in a body; what has no eId is no provision.
        _add(body, "hcontainer", name="empty")
    if law.closing:
        _blocks(_add(bill, "conclusions"), law.closing)
    if law.annexes:
        attachments = _add(bill, "attachments")
        for number, annex in enumerate(law.annexes, start=1):
            _annex(attachments, annex, imprint, f"annex_{number}")
    etree.indent(root, space=" ")
    xml: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return xml + b"\n"


def _meta(parent: Any, imprint: Imprint, component: str) -> Any:
    work = f"/akn/cn/bill/{imprint.begun}/{imprint.work}"
    expression = f"{work}/{LANGUAGE}@{imprint.dated}.v{imprint.ordinal}"
    meta = _add(parent, "meta")
    identification = _add(meta, "identification", source="#station")
    frbr = _frbr(identification, "FRBRWork", work, component, imprint.begun, "draft")
    _add(frbr, "FRBRcountry", value="cn")
    _add(frbr, "FRBRname", value=imprint.title)
    frbr = _frbr(identification, "FRBRExpression", expression, component, imprint.dated, imprint.reading)
    _add(frbr, "FRBRversionNumber", value=str(imprint.ordinal))
    _add(frbr, "FRBRlanguage", language=LANGUAGE)
    frbr = _frbr(identification, "FRBRManifestation", f"{expression}.akn", component, imprint.dated, "markup")
    _add(frbr, "FRBRformat", value=MEDIA_TYPE)
    return meta


def _frbr(parent: Any, name: str, uri: str, component: str, day: date, what: str) -> Any:
    frbr = _add(parent, name)
    _add(frbr, "FRBRthis", value=f"{uri}/!{component}")
    _add(frbr, "FRBRuri", value=uri)
    _add(frbr, "FRBRdate", date=day.isoformat(), name=what)
    _add(frbr, "FRBRauthor", href="#station", **{"as": "#editor"})
    return frbr


def _preface(bill: Any, law: LegalText) -> None:
    if not (law.title or law.note or law.contents):
        return
    preface = _add(bill, "preface")
    if law.title:
        _add(_add(_add(preface, "longTitle"), "p"), "docTitle").text = _legible(law.title)
    if law.note:
        _blocks(_add(preface, "container", name="note"), law.note.split("\n"))
    if law.contents:
        toc = _add(preface, "toc")
        for line, heading in zip(law.contents, targets(law), strict=True):
            eid, level = (heading.eid, depth(heading)) if heading else ("", 1)
            _add(toc, "tocItem", href=f"#{eid}", level=str(level)).text = _legible(line)


def _provisions(parent: Any, provisions: Iterable[Provision]) -> None:
    for one in provisions:
        element = _add(parent, ELEMENTS[one.level], eId=one.eid)
        _head(element, one)
        if one.children:
            if one.text:
                _blocks(_add(element, "intro"), one.text.split("\n"))
            _provisions(element, one.children)
        elif one.text or not one.is_heading:
            _blocks(_add(element, "content"), one.text.split("\n") if one.text else ())


def _annex(parent: Any, annex: Annex, imprint: Imprint, name: str) -> None:
    attachment = _add(parent, "attachment", eId=name)
    _head(attachment, annex)
    doc = _add(attachment, "doc", name="annex")
    _meta(doc, imprint, name)
    body = _add(doc, "mainBody")
    _blocks(body, annex.text.split("\n") if annex.text else ())
    _provisions(body, annex.provisions)
    if not len(body):
        _add(body, "p")


def _head(element: Any, one: Provision | Annex) -> None:
    for name, text in (("num", one.label), ("heading", one.heading)):
        if text:
            _add(element, name).text = _legible(text)


def _blocks(parent: Any, lines: Sequence[str]) -> None:
    """Write a line as a ``p``, and rows that follow each other as a table."""
    for is_row, group in groupby(((line, cells_of(line)) for line in lines), lambda one: bool(one[1])):
        table = _add(parent, "table") if is_row else None
        for line, cells in group:
            if table is None:
                _add(parent, "p").text = _legible(line)
                continue
            row = _add(table, "tr")
            for cell in cells:
                _add(_add(row, "td"), "p").text = _legible(cell)


def _add(parent: Any, tag: str, /, **attributes: str) -> Any:
    legible = {key: _legible(value) for key, value in attributes.items()}
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", legible)


def _legible(text: str) -> str:
    return text.translate(BROKEN)

"""An Akoma Ntoso file of ours becomes a tree again, so that a test can say that nothing was lost."""

import re

from lxml import etree

from legislation_hub.legaltext.akoma import ELEMENTS, NAMESPACE
from legislation_hub.legaltext.tree import Annex, LegalText, Provision
from legislation_hub.vocabulary import Genre, Level

LEVELS = {name: level for level, name in ELEMENTS.items()}
NUMBER = re.compile(r"_([^_~]+)(?:~\d+)?$")


def law_of(xml):
    """Return the law in ``xml``, without remarks, which are no part of a text."""
    bill = etree.fromstring(xml)[0]
    conclusions, attachments = _one(bill, "conclusions"), _one(bill, "attachments")
    preface = _one(bill, "preface")
    title = _one(bill, "preface/longTitle/p/docTitle")
    note, toc = _one(bill, "preface/container"), _one(bill, "preface/toc")
    preamble = _one(bill, "preamble")
    assert preface is None or len(preface)
    return LegalText(
        title="" if title is None else title.text,
        note=None if note is None else _text(note),
        preface=() if preamble is None else tuple(_lines(preamble)),
        contents=() if toc is None else tuple(item.text for item in toc),
        provisions=_provisions(_one(bill, "body")),
        closing=() if conclusions is None else tuple(_lines(conclusions)),
        annexes=() if attachments is None else tuple(_annex(one) for one in attachments),
        genre=Genre(bill.get("name")),
    )


def _annex(attachment):
    body = _one(attachment, "doc/mainBody")
    return Annex(_said(attachment, "num"), _said(attachment, "heading"), _text(body), _provisions(body))


def _provisions(parent):
    return tuple(_provision(one) for one in parent if one.get("eId") and _name(one) in LEVELS)


def _provision(element):
    level, heading = LEVELS[_name(element)], _said(element, "heading")
    number = NUMBER.search(element.get("eId"))[1]
    texts = [_text(part) for part in element if _name(part) in {"intro", "content"}]
    return Provision(
        level,
        "" if level is Level.PARAGRAPH and heading else number,
        _said(element, "num"),
        heading,
        element.get("eId"),
        "".join(texts),
        _provisions(element),
    )


def _text(parent):
    return "\n".join(_lines(parent))


def _lines(parent):
    for block in parent:
        match _name(block):
            case "p":
                yield block.text or ""
            case "table":
                for row in block:
                    yield f"| {' | '.join(cell[0].text or '' for cell in row)} |"


def _said(element, name):
    found = _one(element, name)
    return "" if found is None else found.text


def _one(element, path):
    return element.find("/".join(f"{{{NAMESPACE}}}{name}" for name in path.split("/")))


def _name(element):
    return etree.QName(element).localname

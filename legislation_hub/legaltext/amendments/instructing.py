"""The clauses of a decision become instructions; what is not understood is quoted in a remark."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from legislation_hub.legaltext.amendments import telling
from legislation_hub.legaltext.amendments.clauses import read_clause
from legislation_hub.legaltext.amendments.operations import Address, Instruction
from legislation_hub.legaltext.amendments.phrasing import ADAPT, HARMLESS, IN_FORCE, ORDER
from legislation_hub.legaltext.amendments.unquoting import Clause, unquote
from legislation_hub.legaltext.tree import LegalText, Provision, Remark
from legislation_hub.vocabulary import Level

SHOWN = 80

_NAMED = re.compile(r"(?:对|将)?《([^》\n]+)》(?:(?:作|作出|进行|予以)?(?:如下|以下)?(?:的)?(?:修改|修正))?[：:]?")
_BARE = re.compile(r"[^第，。；：:“”《》\n][^，。；：:“”《》\n]{1,40}(?:法|条例|办法|规定|规则|细则|决定)")
_SEVERAL = re.compile("等[^，。]{1,8}[部件项个]|下列|若干")
_TITLES = re.compile("《([^》\n]+)》")
_ASIDE = re.compile(r"[（(].*?[)）]$|[《》〈〉\s]|中华人民共和国")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a decision asks for.

    ``reorders`` if it lets the order of the articles follow (对条文顺序作相应调整).
    """

    instructions: tuple[Instruction, ...]
    remarks: tuple[Remark, ...]
    reorders: bool


@dataclass(frozen=True, slots=True)
class _Unit:
    """A clause, or one （一） of it, with all its lines."""

    eid: str
    line: int
    lines: tuple[str, ...]


def instructions(decision: LegalText, title: str) -> Decision:
    """Return what ``decision`` says is to be done to the law called ``title``.

    In a decision on several laws the clauses for the others are passed over, with a remark for each law.
    """
    head = "\n".join((decision.title, *decision.preface))
    whole = "\n".join((head, *(one.text for one in decision.walk()), *decision.closing))
    named = _TITLES.findall(head)
    found: list[Instruction] = []
    remarks: list[Remark] = []
    for clause in decision.provisions:
        units = list(_units(clause))
        law = _law_named(units[0].lines[0], _SEVERAL.search(head) is not None) if units else ""
        if law and not _same(law, title):
            remarks.append(Remark(clause.line, _shown(units[0].lines[0]), telling.OTHER_LAW, {"law": law}))
            continue
        if law:
            named.append(law)
            units[0] = replace(units[0], lines=units[0].lines[1:])
        asked, told = _read(units)
        if not asked and not told:
            said = clause.label + "".join(one.text for one in clause.walk())
            told = [Remark(clause.line, _shown(said), telling.NO_CHANGE)]
        found += asked
        remarks += told
    if named and not any(_same(law, title) for law in named):
        remarks.insert(0, Remark(0, decision.title, telling.OTHER_BASE, {"law": "、".join(named), "title": title}))
    if adapting := ADAPT.search(whole):
        remarks.append(Remark(0, _shown(adapting[0]), telling.ADAPTS))
    return Decision(tuple(found), tuple(remarks), ORDER.search(whole) is not None)


def _read(units: Sequence[_Unit]) -> tuple[list[Instruction], list[Remark]]:
    found: list[Instruction] = []
    remarks: list[Remark] = []
    here: tuple[Address, ...] = ()
    for number, unit in enumerate(units):
        words = unquote(unit.lines)
        read = read_clause(words, unit.eid, unit.line, here)
        here = here if number else read.here
        found += read.instructions
        remarks += _told(unit, words, read.unread)
    return found, remarks


def _units(clause: Provision) -> Iterator[_Unit]:
    """Yield the lead of a clause, then each of its items with the paragraphs that go on it."""
    eid, line, lines = clause.eid, clause.line, [clause.heading] if clause.heading else []
    for one in clause.walk():
        if one.level is Level.ITEM:
            if lines:
                yield _Unit(eid, line, tuple(lines))
            eid, line, lines = one.eid, one.line, []
        if one.text:
            label = one.label if one.level is Level.SUBITEM else ""
            lines += f"{label}{one.text}".splitlines()
    if lines:
        yield _Unit(eid, line, tuple(lines))


def _told(unit: _Unit, said: Clause, unread: Sequence[str]) -> Iterator[Remark]:
    if not said.closed:
        yield Remark(unit.line, _shown(unit.lines[0]), telling.NOT_CLOSED)
    for words in unread:
        if IN_FORCE.fullmatch(words):
            yield Remark(unit.line, _shown(words), telling.IN_FORCE)
        elif not HARMLESS.fullmatch(words):
            yield Remark(unit.line, _shown(words), telling.NOT_READ)


def _law_named(line: str, several: bool) -> str:
    """Return the law that a clause is about, if its first line says so: its name alone only among several laws."""
    named = _NAMED.fullmatch(line.strip())
    bare = _BARE.fullmatch(line.strip()) if several else None
    return named[1] if named else bare[0] if bare else ""


def _same(law: str, title: str) -> bool:
    return _ASIDE.sub("", law) == _ASIDE.sub("", title)


def _shown(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"

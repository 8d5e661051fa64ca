"""The clauses of a decision become instructions; what is not understood is quoted in a remark."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from legislation_hub.legaltext.amendments.clauses import read_clause
from legislation_hub.legaltext.amendments.operations import Instruction
from legislation_hub.legaltext.amendments.phrasing import ADAPT, HARMLESS, IN_FORCE, ORDER
from legislation_hub.legaltext.amendments.unquoting import Clause, unquote
from legislation_hub.legaltext.tree import LegalText, Provision, Remark
from legislation_hub.vocabulary import N_, Level

SHOWN = 80

_LAW = r"[^，。；：:“”《》\n]{2,40}(?:法|条例|办法|规定|规则|细则|决定)"
_NAMED = re.compile(
    rf"(?:对|将)?《([^》\n]+)》(?:作|作出|进行|予以)?(?:如下|以下)?(?:修改|修正|的修改)?[：:]?|({_LAW})"
)
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
    found: list[Instruction] = []
    remarks: list[Remark] = []
    for clause in decision.provisions:
        units = list(_units(clause))
        other = _other_law(units[0], title) if units else ""
        if other:
            reason = N_("This clause amends another law, %(law)s; it was passed over.")
            remarks.append(Remark(clause.line, _shown(units[0].lines[0]), reason, {"law": other}))
            continue
        before = len(found), len(remarks)
        for unit in units:
            words = unquote(unit.lines)
            read = read_clause(words, unit.eid, unit.line)
            found += read.instructions
            remarks += _told(unit, words, read.unread)
        if (len(found), len(remarks)) == before:
            reason = N_("This clause changes nothing in the text of the law.")
            remarks.append(Remark(clause.line, _shown("".join(units[0].lines)), reason))
    whole = "\n".join((*decision.preface, *(one.text for one in decision.walk()), *decision.closing))
    adapting = ADAPT.search(whole)
    if adapting:
        reason = N_("The decision lets other words follow; what it does not spell out was not changed.")
        remarks.append(Remark(0, _shown(adapting[0]), reason))
    return Decision(tuple(found), tuple(remarks), ORDER.search(whole) is not None)


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
        yield Remark(unit.line, _shown(unit.lines[0]), N_("A quotation mark is not closed in this clause."))
    for words in unread:
        if IN_FORCE.fullmatch(words):
            yield Remark(unit.line, _shown(words), N_("This says when the decision comes into force."))
        elif not HARMLESS.fullmatch(words) and not _NAMED.fullmatch(words):
            yield Remark(
                unit.line, _shown(words), N_("This part of the clause could not be read as an instruction.")
            )


def _other_law(unit: _Unit, title: str) -> str:
    """Return the law that a clause is about, if it names one and it is not the law in hand."""
    named = _NAMED.fullmatch(unit.lines[0].strip())
    law = (named[1] or named[2]) if named else ""
    return law if law and _ASIDE.sub("", law) != _ASIDE.sub("", title) else ""


def _shown(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"

"""One clause in words becomes instructions: each turn of phrase in its order; what fits none of them is unread."""

from collections.abc import Callable
from dataclasses import dataclass
from re import Match, Pattern

from legislation_hub.legaltext.amendments import inserting, phrasing, turns
from legislation_hub.legaltext.amendments.operations import Address, Instruction
from legislation_hub.legaltext.amendments.scanning import Scan
from legislation_hub.legaltext.amendments.unquoting import Clause

MARKS = "，,。；;、：: \n"

# The first that fits is taken: what looks for words comes before what looks for places alone.
TURNS: tuple[tuple[Pattern[str], Callable[[Scan, Match[str]], bool]], ...] = (
    (phrasing.TITLE, turns.title),
    (phrasing.HEADING, turns.heading),
    (phrasing.DIVIDE, turns.divide),
    (phrasing.FOCUS, turns.focus),
    (phrasing.JOIN, turns.join),
    (phrasing.ABSORB, turns.absorb),
    (phrasing.SUBSTITUTE, turns.substitute),
    (phrasing.ADD_WORDS, turns.add_words),
    (phrasing.ADD_AT_END, turns.add_at_end),
    (phrasing.DROP_WORDS, turns.drop_words),
    (phrasing.INSERT, inserting.insert),
    (phrasing.CONTENTS, inserting.contents),
    (phrasing.RENUMBER, turns.renumber),
    (phrasing.REWORD, turns.reword),
    (phrasing.DELETE, turns.delete),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one clause, and the pieces of it that were not."""

    instructions: tuple[Instruction, ...]
    unread: tuple[str, ...]
    here: tuple[Address, ...] = ()


def read_clause(clause: Clause, eid: str, line: int, here: tuple[Address, ...] = ()) -> Reading:
    """Return the instructions of one clause; ``eid`` and ``line`` say where it stands in the decision.

    ``here`` are the places that were named above it (对第五条作如下修改：); the reading has those named last.
    """
    scan, unread = Scan(clause, eid, line, here), list[str]()
    words, at, missed = clause.words, 0, 0
    while at < len(words):
        begin = phrasing.end(phrasing.JOINTS.match(words, at), at)
        end = _turn(scan, words, begin)
        if end:
            unread.append(words[missed:at])
            at = missed = end
        else:
            at = max(phrasing.end(phrasing.STOP.search(words, begin), len(words)), begin + 1)
    unread.append(words[missed:])
    pieces = (clause.said(one).strip(MARKS) for one in unread)
    return Reading(tuple(scan.found), tuple(one for one in pieces if one), scan.here)


def _turn(scan: Scan, words: str, at: int) -> int:
    """Read one turn of phrase that begins at ``at``; return where it ends, or 0 if none does."""
    for pattern, act in TURNS:
        match = pattern.match(words, at)
        if match is not None and match.end() > at:
            scan.said = scan.clause.said(match[0]).strip()
            if act(scan, match):
                return match.end()
    return 0

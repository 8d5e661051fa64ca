"""What an amendment does to another law, as values: first as it says it, then as it was done to the base."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from legislation_hub.legaltext.amendments.telling import FOLLOWED
from legislation_hub.legaltext.tree import LegalText, Remark, as_json
from legislation_hub.vocabulary import N_, Level, OperationKind

RANKS: Mapping[Level, int] = {level: rank for rank, level in enumerate(Level) if level is not Level.CLAUSE}
ARTICLE_RANK = RANKS[Level.ARTICLE]


@dataclass(frozen=True, slots=True)
class Address:
    """A place in a law as a decision names it: 第十二条第二款 is ((article, "12"), (paragraph, "2")).

    Decisions count by the numbers of the base; ``new`` is true of a place that the decision itself made or
    numbered. ``lead`` is 第一自然段 (a paragraph without its items), ``sentence`` 第一句.
    """

    steps: tuple[tuple[Level, str], ...]
    new: bool = False
    lead: bool = False
    sentence: int = 0

    @property
    def level(self) -> Level:
        """Return how deep the place is."""
        return self.steps[-1][0]

    @property
    def number(self) -> str:
        """Return the number of the place itself."""
        return self.steps[-1][1]

    @property
    def above(self) -> "Address | None":
        """Return the place that holds this one, as far as it was named."""
        return Address(self.steps[:-1], self.new) if len(self.steps) > 1 else None

    def number_at(self, level: Level) -> str:
        """Return the number given for ``level``, or ""."""
        return next((number for one, number in self.steps if one is level), "")


class Side(StrEnum):
    """Where new wording goes: in the place of the old, before it, behind it, or at the end of the place."""

    INSTEAD = "instead"
    BEFORE = "before"
    AFTER = "after"
    END = "end"


@dataclass(frozen=True, slots=True)
class Instruction:
    """One thing that a decision says is to be done.

    ``clause`` is the eId in the decision, ``line`` its line, ``said`` its own words. ``at`` is a place in the
    old text, ``to`` one in the new; ``text`` what is to stand there (None: nothing was given).

    A SUBSTITUTE puts ``text`` for the ``wording``, or on the ``side`` of it, everywhere if it has no ``at``;
    ``once`` if the wording is meant to stand there only once. What ``joins`` goes into another place that has the
    number already; what ``divides`` is a further part of a place that becomes several. ``under`` is the heading
    under which an article is to stand, if that was said.
    """

    clause: str
    line: int
    said: str
    kind: OperationKind
    at: Address | None = None
    to: Address | None = None
    text: str | None = None
    wording: str = ""
    side: Side = Side.INSTEAD
    joins: bool = False
    divides: bool = False
    under: Address | None = None
    once: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One instruction as it was done to the base, or could not be (``applied``).

    ``old`` is an eId of the base, ``new`` one of the consolidated text; ``cited_old`` and ``cited_new`` name them
    in words, ``said`` is how the decision says it. A REPLACE without ``text`` went into the place that another
    operation words.
    """

    clause: str
    kind: OperationKind
    old: str | None = None
    new: str | None = None
    text: str | None = None
    wording: str = ""
    side: Side = Side.INSTEAD
    applied: bool = True
    cited_old: str = ""
    cited_new: str = ""
    said: str = ""

    def described(self) -> tuple[str, Mapping[str, object]]:
        """Return what was done in one line: an English source string and the values that it names."""
        values = {
            "old": self.cited_old,
            "new": self.cited_new or self.cited_old,
            "wording": self.wording,
            "said": self.said,
        }
        return _phrase(self), values | {"text": self.text or ""}


@dataclass(frozen=True, slots=True)
class Amended:
    """A base law with a decision done to it: what was done, the consolidated text, and what is to be checked.

    A remark's ``line`` is that of the decision; it is 0 where the remark follows from no single clause.
    """

    operations: tuple[Operation, ...]
    law: LegalText
    remarks: tuple[Remark, ...]

    @property
    def doubts(self) -> tuple[Remark, ...]:
        """Return the remarks that a person should look at: not read, not done, or done with a doubt."""
        return tuple(one for one in self.remarks if one.reason not in FOLLOWED)

    @property
    def followed(self) -> tuple[Remark, ...]:
        """Return the remarks on what merely followed by rule: numbers, references, marks."""
        return tuple(one for one in self.remarks if one.reason in FOLLOWED)

    def as_json(self) -> dict[str, Any]:
        """Return the object that ``amend --json`` prints, remarks in English."""
        return {
            "operations": [
                {
                    "clause": one.clause,
                    "kind": one.kind.value,
                    "old": one.old,
                    "new": one.new,
                    "text": one.text,
                    "wording": one.wording or None,
                    "applied": one.applied,
                }
                for one in self.operations
            ],
            "text": as_json(self.law),
            "remarks": [
                {"line": one.line, "text": one.text, "reason": one.reason % dict(one.values)}
                for one in self.remarks
            ],
        }


def _phrase(one: Operation) -> str:
    if not one.applied:
        return N_("Not done: %(said)s")
    moved = bool(one.cited_new) and one.cited_new != one.cited_old
    match one.kind:
        case OperationKind.INSERT:
            return N_("%(new)s is added")
        case OperationKind.DELETE:
            return N_("%(old)s is deleted")
        case OperationKind.RENUMBER:
            return N_("%(old)s becomes %(new)s")
        case OperationKind.REPLACE if not one.cited_old:
            return N_("The title is changed")
        case OperationKind.REPLACE if one.text is None:
            return N_("%(old)s goes into %(new)s")
        case OperationKind.REPLACE if moved:
            return N_("%(old)s becomes %(new)s and is reworded")
        case OperationKind.REPLACE:
            return N_("%(old)s is reworded")
        case _:
            return _wording_phrase(one)


def _wording_phrase(one: Operation) -> str:
    if not one.cited_old:
        return N_("Throughout the text “%(wording)s” becomes “%(text)s”")
    match one.side:
        case Side.BEFORE:
            return N_("%(old)s: “%(text)s” is added before “%(wording)s”")
        case Side.AFTER:
            return N_("%(old)s: “%(text)s” is added after “%(wording)s”")
        case Side.END:
            return N_("%(old)s: “%(text)s” is added at the end")
        case _ if not one.text:
            return N_("%(old)s: “%(wording)s” is deleted")
        case _:
            return N_("%(old)s: “%(wording)s” becomes “%(text)s”")

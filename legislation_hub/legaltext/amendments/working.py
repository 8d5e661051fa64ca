"""Instruction after instruction is done to the ground, each with what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from legislation_hub.legaltext.amendments import acts
from legislation_hub.legaltext.amendments.ground import Ground, NotDone
from legislation_hub.legaltext.amendments.operations import Instruction
from legislation_hub.legaltext.amendments.pieces import Piece
from legislation_hub.legaltext.amendments.substituting import substitute
from legislation_hub.vocabulary import OperationKind

ACTS: Mapping[OperationKind, Callable[[Ground, Instruction], Piece | None]] = {
    OperationKind.REPLACE: acts.replace,
    OperationKind.INSERT: acts.insert,
    OperationKind.DELETE: acts.delete,
    OperationKind.SUBSTITUTE: substitute,
    OperationKind.RENUMBER: acts.renumber,
}


@dataclass(frozen=True, slots=True)
class Done:
    """An instruction and what came of it: its place in the base, and the piece that stands there now, if any."""

    instruction: Instruction
    origin: str = ""
    piece: Piece | None = None
    applied: bool = True


def work(ground: Ground, one: Instruction) -> Done:
    """Do one instruction to the ground, or leave it as it is and tell why."""
    origin = ""
    try:
        if one.at is not None and one.kind is not OperationKind.INSERT:
            origin = ground.at(one.at).origin
        return Done(one, origin, ACTS[one.kind](ground, one))
    except NotDone as error:
        ground.tell(one, error.reason, **error.values)
        return Done(one, origin, applied=False)

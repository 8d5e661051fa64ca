"""A grievance that was passed on stays on the list until somebody says what came of it (转办)."""

from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, Transfer
from legislation_hub.policies import Action, demand
from legislation_hub.problems import FieldMissing
from legislation_hub.services.recording import record
from legislation_hub.vocabulary import N_, Tag


def close_transfer(session: Session, actor: Account, transfer: Transfer, answer: str) -> Transfer:
    """Write down what came of a grievance, and close it; a later answer replaces the earlier."""
    demand(actor, Action.CLOSE_TRANSFER, transfer)
    if not answer.strip():
        raise FieldMissing(field=N_("What came of it"))
    transfer.answer, transfer.closed_at = answer.strip(), clock.now()
    record(session, actor, Tag.TRANSFER_CLOSED, transfer, number=transfer.comment.number)
    return transfer

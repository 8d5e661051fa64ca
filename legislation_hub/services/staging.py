"""A consultation goes one stage at a time, and every act asks where it stands."""

from sqlalchemy.orm import Session

from legislation_hub.models import Account, Consultation
from legislation_hub.problems import ConsultationNotAt, ConsultationRecalled
from legislation_hub.services.recording import record
from legislation_hub.vocabulary import NEXT, Stage, Tag


def demand_stage(consultation: Consultation, *stages: Stage) -> None:
    """Go on only if the consultation is at one of ``stages``.

    Raises :class:`ConsultationRecalled`, because a recalled one takes nothing more at whatever stage, and
    :class:`ConsultationNotAt`.
    """
    if consultation.recalled_at is not None:
        raise ConsultationRecalled(title=consultation.title)
    if consultation.stage not in stages:
        raise ConsultationNotAt(title=consultation.title, stage=consultation.stage)


def move_on(session: Session, actor: Account | None, consultation: Consultation, to: Stage) -> Consultation:
    """Bring the consultation to its next stage and return it; ``actor`` is None when the calendar does it.

    Raises :class:`ConsultationNotAt` if ``to`` is not the stage that follows.
    """
    demand_stage(consultation, *(stage for stage, following in NEXT.items() if following is to))
    consultation.stage = to
    record(session, actor, Tag.CONSULTATION_ADVANCED, consultation, stage=to.value)
    return consultation

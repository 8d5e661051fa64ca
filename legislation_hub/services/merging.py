"""Several comments become one point; who is behind it follows from them, and every merge can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, Comment, Consultation, Gathering, Omission, Point, Provision
from legislation_hub.policies import Action, demand
from legislation_hub.problems import CommentNotReportable, FieldMissing, NothingGathered, PointDissolved
from legislation_hub.queries.comments import is_reportable
from legislation_hub.services.recording import record
from legislation_hub.services.staging import demand_stage
from legislation_hub.vocabulary import N_, Place, Section, Stage, Tag


@dataclass(frozen=True, slots=True)
class Wording:
    """A point in the station's words: what is said, the wording that is wanted, and why."""

    wording: str
    proposal: str = ""
    reason: str = ""
    section: Section = Section.MAIN


def make_point(
    session: Session, actor: Account, consultation: Consultation, comments: Sequence[Comment], wording: Wording
) -> Point:
    """Gather comments to a new point; those that stood in another point leave it.

    The point stands on the provision that all comments share, else on the article that they share, else on
    the whole draft. Raises :class:`NothingGathered`, :class:`CommentNotReportable`, :class:`FieldMissing`.
    """
    _demand(session, actor, consultation, comments)
    _check(wording)
    if not comments:
        raise NothingGathered()
    place, provision = _place_of(session, comments)
    last = session.scalar(select(func.max(Point.number)).where(Point.consultation_id == consultation.id)) or 0
    point = Point(
        consultation_id=consultation.id,
        station_id=consultation.station_id,
        number=last + 1,
        place=place,
        provision_id=provision.id if provision else None,
        made_by_id=actor.id,
        made_at=clock.now(),
    )
    _word(point, wording)
    session.add(point)
    record(session, actor, Tag.POINT_MADE, point, number=point.number)
    gather(session, actor, point, comments)
    return point


def gather(session: Session, actor: Account, point: Point, comments: Sequence[Comment]) -> Point:
    """Put comments into a point, out of the one in which they stood or out of those not reported."""
    _demand(session, actor, point.consultation, comments)
    if point.dissolved_at is not None:
        raise PointDissolved(number=point.number)
    ids = [one.id for one in comments]
    allowed = set(
        session.scalars(
            select(Comment.id).where(
                Comment.id.in_(ids), Comment.consultation_id == point.consultation_id, is_reportable
            )
        )
    )
    before = {
        one.comment_id: one for one in session.scalars(select(Gathering).where(Gathering.comment_id.in_(ids)))
    }
    session.execute(delete(Omission).where(Omission.comment_id.in_(ids)))
    for comment in comments:
        if comment.id not in allowed:
            raise CommentNotReportable(number=comment.number)
        standing = before.get(comment.id) or Gathering(comment_id=comment.id)
        if standing.point_id == point.id:
            continue
        standing.point_id, standing.gathered_by_id, standing.gathered_at = point.id, actor.id, clock.now()
        session.add(standing)
        record(session, actor, Tag.COMMENT_GATHERED, comment, number=comment.number, point=point.number)
    return point


def release(session: Session, actor: Account, comment: Comment) -> Comment:
    """Take a comment out of its point, or out of those not reported: it waits again to be gathered."""
    _demand(session, actor, comment.task.consultation)
    session.execute(delete(Gathering).where(Gathering.comment_id == comment.id))
    session.execute(delete(Omission).where(Omission.comment_id == comment.id))
    record(session, actor, Tag.COMMENT_RELEASED, comment, number=comment.number)
    return comment


def reword(session: Session, actor: Account, point: Point, wording: Wording) -> Point:
    """Write a point anew; the comments behind it stay as they are."""
    _demand(session, actor, point.consultation)
    _check(wording)
    _word(point, wording)
    record(session, actor, Tag.POINT_CHANGED, point, number=point.number)
    return point


def dissolve(session: Session, actor: Account, point: Point) -> Point:
    """Undo a merge: its comments wait again to be gathered; the point stays in the log."""
    _demand(session, actor, point.consultation)
    session.execute(delete(Gathering).where(Gathering.point_id == point.id))
    point.dissolved_at = clock.now()
    record(session, actor, Tag.POINT_DISSOLVED, point, number=point.number)
    return point


def omit(session: Session, actor: Account, comment: Comment, reason: str) -> Omission:
    """Leave a comment out of the report, with a reason and one's name; it can be brought back."""
    _demand(session, actor, comment.task.consultation, [comment])
    if not reason.strip():
        raise FieldMissing(field=N_("Reason"))
    session.execute(delete(Gathering).where(Gathering.comment_id == comment.id))
    omission = session.get(Omission, comment.id) or Omission(comment_id=comment.id)
    omission.reason, omission.decided_by_id, omission.decided_at = reason.strip(), actor.id, clock.now()
    session.add(omission)
    record(session, actor, Tag.COMMENT_OMITTED, comment, number=comment.number)
    return omission


def _demand(
    session: Session, actor: Account, consultation: Consultation, comments: Sequence[Comment] = ()
) -> None:
    """Let the station merge while it reviews, and afterwards place what a phone brought after the report was out.

    A report that corrects a signed one adds up only with those, too; what stands in the signed one stays there.
    """
    demand(actor, Action.MERGE, consultation)
    later = comments and all(one.late for one in comments) and not _any_placed(session, comments)
    demand_stage(consultation, Stage.OPEN, Stage.REVIEWING, *((Stage.REPORTED, Stage.ANSWERED) if later else ()))


def _any_placed(session: Session, comments: Sequence[Comment]) -> bool:
    ids = [one.id for one in comments]
    gathered = select(Gathering.comment_id).where(Gathering.comment_id.in_(ids)).limit(1)
    return session.scalar(gathered) is not None


def _check(wording: Wording) -> None:
    if not wording.wording.strip():
        raise FieldMissing(field=N_("Wording of the point"))


def _word(point: Point, wording: Wording) -> None:
    point.wording, point.proposal = wording.wording.strip(), wording.proposal.strip()
    point.reason, point.section = wording.reason.strip(), wording.section


def _place_of(session: Session, comments: Sequence[Comment]) -> tuple[Place, Provision | None]:
    provisions = [one.provision for one in comments]
    if any(one is None for one in provisions):
        places = {one.place for one in comments}
        return (places.pop() if len(places) == 1 and None not in places else Place.WHOLE), None
    ways = [_ancestors(session, one) for one in provisions if one is not None]
    shared = [one for one in ways[0] if all(one in way for way in ways)]
    return (Place.PROVISION, shared[0]) if shared else (Place.WHOLE, None)


def _ancestors(session: Session, provision: Provision) -> list[Provision]:
    """Return a provision and what it stands in, from the inside out."""
    way = [provision]
    while way[-1].parent_id is not None:
        way.append(session.get_one(Provision, way[-1].parent_id))
    return way

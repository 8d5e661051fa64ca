"""What a report being written says now: every reportable comment, and the lines that stand for them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from legislation_hub import clock
from legislation_hub.models import (
    Account,
    Attendee,
    Comment,
    Gathering,
    Household,
    Meeting,
    Omission,
    Point,
    Provision,
    Report,
    Submission,
    Task,
    Unit,
    Verdict,
    Words,
)
from legislation_hub.queries.comments import is_reportable
from legislation_hub.queries.contents import Content, Count, Entry, Line, own_words
from legislation_hub.vocabulary import Channel, Place, Section, VerdictKind


def live_content(session: Session, report: Report) -> Content:
    """Return what the report would say if it were signed now."""
    entries = _entries(session, report)
    if report.room_id is None:
        lines, placed = _lines_of_points(session, report, entries)
    else:
        lines, placed = _lines_of_comments(entries, _same_as(session, report))
    entries = [replace(one, line=placed.get(one.comment, 0)) for one in entries]
    consultation = report.consultation
    version = consultation.version
    tasks = session.execute(
        select(Task.handed_up_at, Task.no_comment)
        .where(Task.consultation_id == consultation.id, Task.room_id.is_not(None))
        .where(Task.unit_id == report.unit_id if report.room_id else Task.id.is_not(None))
    ).all()
    meetings, present = _held(session, report)
    return Content(
        law=version.title if version else consultation.title,
        reading=version.reading if version else "",
        rooms_asked=len(tasks),
        rooms_answered=sum(handed is not None for handed, _none in tasks),
        rooms_without=sum(bool(none) for _handed, none in tasks),
        submissions=len({one.submission for one in entries}),
        comments=len(entries),
        households=len({(one.room, one.household) for one in entries if one.household}),
        channels=_counts(entries, lambda one: one.channel),
        rooms=_counts(entries, lambda one: one.room),
        stances=_counts(entries, lambda one: one.stance),
        identities=_counts(entries, lambda one: one.identity),
        lines=tuple(lines),
        entries=tuple(entries),
        meetings=meetings,
        present=present,
    )


def _held(session: Session, report: Report) -> tuple[int, int]:
    """Return how many meetings were held with somebody present, and how many people were there in all."""
    query = (
        select(func.count(Meeting.id.distinct()), func.count(Attendee.id))
        .join(Attendee, Attendee.meeting_id == Meeting.id)
        .join(Task, Task.id == Meeting.task_id)
        .where(Task.consultation_id == report.consultation_id, Meeting.held_at <= clock.now())
        .where(Task.unit_id == report.unit_id if report.room_id else Task.id.is_not(None))
    )
    meetings, present = session.execute(query).one()
    return meetings, present


def _entries(session: Session, report: Report) -> list[Entry]:
    """Return every reportable comment with its words, in the order of the articles."""
    grid = aliased(Unit)
    unit = aliased(Unit)
    found = session.execute(
        select(
            Comment,
            Words,
            Submission,
            Provision,
            unit.name,
            Household.code,
            grid.name,
            Account.person,
            Omission.reason,
        )
        .join(Words, Words.comment_id == Comment.id)
        .join(Submission, Submission.id == Comment.submission_id)
        .join(Task, Task.id == Comment.task_id)
        .join(unit, unit.id == Task.unit_id)
        .outerjoin(Provision, Provision.id == Comment.provision_id)
        .outerjoin(Household, Household.id == Submission.household_id)
        .outerjoin(grid, grid.id == Household.grid_id)
        .outerjoin(Account, Account.id == Comment.recorded_by_id)
        .outerjoin(Omission, Omission.comment_id == Comment.id)
        .where(Comment.consultation_id == report.consultation_id, is_reportable)
        .where(Comment.room_id == report.room_id if report.room_id else Comment.id.is_not(None))
        .order_by(Provision.position.is_(None), Provision.position, Comment.number)
    )
    return [
        Entry(
            comment=str(comment.id),
            submission=str(submission.id),
            number=comment.number,
            provision=provision.citation if provision else "",
            provision_text=provision.whole if provision else "",
            place=comment.place.value,
            stance=comment.stance.value,
            channel=submission.channel.value,
            consent=submission.consent.value,
            room=room,
            grid=grid_name or "",
            household=household or "",
            identity=submission.identity,
            age_band=submission.age_band,
            language=submission.language,
            interpreter=submission.interpreter,
            collector=collector or "",
            heard_on=clock.day_of(comment.heard_at).isoformat(),
            omitted=omitted or "",
            words=words.words,
            proposal=words.proposal,
            reason=words.reason,
            speaker=submission.speaker,
            quote=comment.quote,
            quote_start=comment.quote_start,
        )
        for comment, words, submission, provision, room, household, grid_name, collector, omitted in found
    ]


def _lines_of_points(
    session: Session, report: Report, entries: Sequence[Entry]
) -> tuple[list[Line], dict[str, int]]:
    """Return the station's points: main ones by article, then the other sections, as the report prints them."""
    found = session.execute(
        select(Point, Provision)
        .outerjoin(Provision, Provision.id == Point.provision_id)
        .where(Point.consultation_id == report.consultation_id, Point.dissolved_at.is_(None))
        .order_by(Provision.position.is_(None), Provision.position, Point.number)
    ).all()
    gathered = dict(
        session.execute(
            select(Gathering.comment_id, Gathering.point_id)
            .join(Point, Point.id == Gathering.point_id)
            .where(Point.consultation_id == report.consultation_id)
        ).all()
    )
    behind: dict[UUID, list[Entry]] = {}
    for one in entries:
        point_id = gathered.get(UUID(one.comment))
        if point_id is not None:
            behind.setdefault(point_id, []).append(one)
    order = list(Section)
    # A point that everybody has left (by withdrawing, say) speaks for nobody and is not reported.
    living = sorted((row for row in found if behind.get(row[0].id)), key=lambda row: order.index(row[0].section))
    lines, placed = [], {}
    for position, (point, provision) in enumerate(living, start=1):
        voices = behind[point.id]
        placed.update({one.comment: position for one in voices})
        lines.append(
            _line(
                position,
                voices,
                point=str(point.id),
                section=point.section.value,
                place=point.place.value,
                provision=provision.citation if provision else "",
                provision_text=provision.whole if provision else "",
                wording=point.wording,
                proposal=point.proposal,
                reason=point.reason,
            )
        )
    return lines, placed


def _lines_of_comments(entries: Sequence[Entry], same_as: Mapping[str, str]) -> tuple[list[Line], dict[str, int]]:
    """Return a room's lines: each comment in its own words, those that say the same under the first."""
    known = {one.comment for one in entries}
    groups: dict[str, list[Entry]] = {}
    for one in entries:
        first, seen = one.comment, {one.comment}
        while same_as.get(first) in known - seen:
            first = same_as[first]
            seen.add(first)
        groups.setdefault(first, []).append(one)
    lines, placed = [], {}
    for position, voices in enumerate(groups.values(), start=1):
        placed.update({one.comment: position for one in voices})
        one = voices[0]
        lines.append(
            _line(
                position,
                voices,
                point="",
                section=(Section.MAIN if one.place == Place.PROVISION else Section.OTHER).value,
                place=one.place,
                provision=one.provision,
                provision_text=one.provision_text,
                **own_words(one),
            )
        )
    return lines, placed


def _same_as(session: Session, report: Report) -> dict[str, str]:
    """Return which comment each is the same as, where that is the room's latest verdict."""
    found = session.execute(
        select(Verdict.comment_id, Verdict.same_as_id)
        .join(Comment, Comment.id == Verdict.comment_id)
        .where(
            Comment.consultation_id == report.consultation_id,
            Comment.room_id == report.room_id,
            Comment.verdict == VerdictKind.SAME,
            Verdict.same_as_id.is_not(None),
        )
        .order_by(Verdict.given_at)
    )
    return {str(comment): str(other) for comment, other in found}


def _line(position: int, voices: Sequence[Entry], **said: str) -> Line:
    return Line(
        position=position,
        numbers=tuple(sorted(one.number for one in voices)),
        submissions=len({one.submission for one in voices}),
        households=len({(one.room, one.household) for one in voices if one.household}),
        rooms=tuple(dict.fromkeys(one.room for one in voices if one.channel != Channel.DEPARTMENT)),
        departments=tuple(dict.fromkeys(one.room for one in voices if one.channel == Channel.DEPARTMENT)),
        **said,
    )


def _counts(entries: Sequence[Entry], key: Callable[[Entry], str]) -> tuple[Count, ...]:
    """Return 件 and 条 by key, the largest first; a submission counts under each key that it touches."""
    comments = Counter(key(one) for one in entries)
    submissions = Counter(found for found, _submission in {(key(one), one.submission) for one in entries})
    return tuple(Count(found, submissions[found], number) for found, number in comments.most_common())

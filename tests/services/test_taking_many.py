"""Many comments at once are taken as they would be one by one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as some
from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.models import Comment, Conflict, Event, Slip, Submission, Words
from legislation_hub.problems import CommentRejected, NotAllowed, Problem
from legislation_hub.queries.events import chains
from legislation_hub.services import checking
from legislation_hub.services.collecting import Arrival, take_all
from legislation_hub.services.hearing import Brought, Heard
from legislation_hub.vocabulary import Channel, Consent, SlipKind, Stage, Tag
from tests.makers import Make, in_days

SECRET = b"only-for-tests"
IDS = [UUID(int=number + 1) for number in range(8)]


@pytest.fixture
def task(make):
    return make.task()


@pytest.fixture
def collector(make, task):
    return make.collector(task.unit)


def heard(task, number, **more):
    return Heard(
        **{"id": IDS[number], "task": task.id, "words": "边沟要一起修。", "consent": Consent.ORAL, **more}
    )


def bring(session, collector, *comments, **more):
    return take_all(session, [Brought(one, collector.id, **more) for one in comments], SECRET)


def told(answer):
    """What an answer says, without what is drawn by lot."""
    if isinstance(answer, CommentRejected):
        return answer.errors
    if isinstance(answer, Problem):
        return answer.type
    return answer.status, answer.comment.number, answer.comment.submission_id, answer.comment.late


def printed(session, task, head):
    slip = Slip(
        task_id=task.id,
        station_id=task.station_id,
        room_id=task.room_id,
        number=12,
        kind=SlipKind.SPARE,
        printed_at=clock.now(),
        printed_by_id=head.id,
    )
    session.add(slip)
    session.flush()
    return slip


class TestTakeAll:
    def test_asks_the_database_as_often_for_fifty_as_for_one(self, session, make, task, collector, queries_made):
        make.household(task.unit, code="0117")
        many = [
            heard(task, 0, id=UUID(int=100 + number), provision="art_2", household="0117") for number in range(51)
        ]
        bring(session, collector, heard(task, 1))

        with queries_made() as for_one:
            bring(session, collector, many[0])
        with queries_made() as for_fifty:
            bring(session, collector, *many[1:])

        assert len(for_fifty) == len(for_one)

    def test_tells_of_one_that_is_not_right_and_takes_the_others(self, session, task, collector):
        answers = bring(session, collector, heard(task, 0), heard(task, 1, words=" "), heard(task, 2))

        assert [isinstance(one, Problem) for one in answers] == [False, True, False]
        assert session.scalars(select(Comment.number).order_by(Comment.number)).all() == [
            answers[0].comment.number,
            answers[2].comment.number,
        ]

    def test_knows_what_came_earlier_in_the_same_batch(self, session, task, collector):
        slip, together = heard(task, 0), IDS[7]

        first, again, other, mended, twice, joined, also = bring(
            session,
            collector,
            slip,
            slip,
            replace(slip, words="不一样。"),
            heard(task, 1, corrects=slip.id),
            heard(task, 2, corrects=slip.id),
            heard(task, 3, submission=together),
            heard(task, 4, submission=together),
        )

        assert [one.status for one in (first, again, other)] == [Arrival.CREATED, Arrival.EXISTS, Arrival.CONFLICT]
        assert mended.comment.submission_id == first.comment.submission_id
        assert twice.errors == (("corrects", checking.NOT_OWN),)
        assert joined.comment.submission_id == also.comment.submission_id == together

    def test_asks_for_each_who_brings_it(self, session, make, task, collector):
        stranger, gone = make.collector(), make.collector(task.unit, active=False)
        brought = [Brought(heard(task, n), who.id) for n, who in enumerate((collector, stranger, gone))]

        first, *others = take_all(session, brought, SECRET)

        assert first.status is Arrival.CREATED
        assert all(isinstance(one, NotAllowed) for one in others)

    def test_leaves_a_chain_that_holds(self, session, task, collector):
        bring(session, collector, *(heard(task, number) for number in range(5)))

        events = session.scalars(select(Event).where(Event.tag == Tag.COMMENT_RECORDED).order_by(Event.position))
        assert [one.sequence for one in events] == [1, 2, 3, 4, 5]
        assert [one.broken_at for one in chains(session)] == [None, None]


# What a phone may bring: few ids, few words, so that they often meet.
streams = some.lists(
    some.fixed_dictionaries(
        {"number": some.integers(0, 5), "words": some.sampled_from(["要修。", "不要修。", " "])},
        optional={
            "submission": some.sampled_from(IDS[4:]),
            "corrects": some.sampled_from(IDS[:3]),
            "household": some.sampled_from(["0117", "0118", "9999"]),
            "provision": some.sampled_from(["art_1", "art_99"]),
            "quote": some.sampled_from(["的内容", "没有这句"]),
            "channel": some.sampled_from([Channel.VISIT, Channel.MEETING]),
        },
    ),
    max_size=12,
)


@how(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(stream=streams, cuts=some.lists(some.integers(1, 5), max_size=12))
def test_batches_of_any_size_leave_what_singles_leave(session, stream, cuts):
    def leave(sizes):
        make = Make(session)
        task = make.task(unit=make.room(code="520521777"))
        collector = make.collector(task.unit)
        for code in ("0117", "0118"):
            make.household(task.unit, code=code)
        at = datetime(2026, 8, 5, tzinfo=UTC)
        comments = [heard(task, heard_at=at, **one) for one in stream]
        answers, sizes = [], iter(sizes)
        while len(answers) < len(comments):
            start = len(answers)
            answers += bring(session, collector, *comments[start : start + next(sizes, 1)])
        kept = (
            [told(one) for one in answers],
            session.execute(
                select(Comment.id, Comment.number, Comment.submission_id, Comment.corrects_id, Words.words)
                .join(Words)
                .order_by(Comment.number)
            ).all(),
            session.execute(
                select(Submission.id, Submission.channel, Submission.receipt_hash).order_by(Submission.id)
            ).all(),
            session.scalars(select(Conflict.comment_id).order_by(Conflict.received_at, Conflict.id)).all(),
            [
                one.detail["number"]
                for one in session.scalars(select(Event).order_by(Event.position))
                if one.room_id
            ],
        )
        session.rollback()
        session.expunge_all()
        return kept

    assert leave(iter([])) == leave(iter(cuts))


class TestAWrongClock:
    HEARD = timedelta(hours=2)

    def take(self, session, collector, task, said, device_time):
        [found] = bring(session, collector, heard(task, 0, heard_at=said), device_time=device_time)
        return session.get_one(Comment, found.comment.id)

    @pytest.mark.parametrize("wrong", [timedelta(days=365), timedelta(days=-365), timedelta(minutes=-6)])
    def test_is_put_right_and_what_it_said_is_kept(self, session, task, collector, wrong):
        with clock.held_at(clock.now()):
            device = clock.now() + wrong
            comment = self.take(session, collector, task, device - self.HEARD, device)

            assert comment.heard_at == clock.now() - self.HEARD
            assert comment.device_heard_at == device - self.HEARD

    def test_that_gave_a_day_alone_is_put_right_by_days(self, session, task, collector):
        today = clock.today()
        device = clock.now() + timedelta(days=365)

        comment = self.take(session, collector, task, clock.noon(today + timedelta(days=363)), device)

        assert comment.heard_at == clock.noon(today - timedelta(days=2))

    def test_is_taken_at_its_word_within_five_minutes(self, session, task, collector):
        said = clock.now() - self.HEARD

        comment = self.take(session, collector, task, said, clock.now() + timedelta(minutes=4))

        assert (comment.heard_at, comment.device_heard_at) == (said, None)

    def test_that_still_lies_ahead_becomes_the_moment_of_arrival(self, session, task, collector):
        with clock.held_at(clock.now()):
            said = clock.now() + timedelta(days=300)
            comment = self.take(session, collector, task, said, clock.now())

            assert (comment.heard_at, comment.device_heard_at) == (clock.now(), said)

    def test_at_the_calendar_s_end_is_no_reason_to_refuse(self, session, task, collector):
        comment = self.take(
            session,
            collector,
            task,
            datetime(9998, 12, 31, tzinfo=UTC),
            datetime(1971, 1, 1, tzinfo=UTC),
        )

        assert comment.heard_at <= clock.now()

    def test_decides_with_the_right_moment_what_is_late(self, session, make):
        asked = make.consultation(stage=Stage.REVIEWING, opens_on=in_days(-20), closes_on=in_days(-1))
        task = make.task(consultation=asked)
        device = clock.now() + timedelta(days=365)

        comment = self.take(session, make.collector(task.unit), task, device - timedelta(days=2), device)

        assert comment.late

    def test_is_the_same_comment_when_it_is_sent_again_with_a_clock_set_right(self, session, task, collector):
        said = heard(task, 0, heard_at=clock.now() - timedelta(days=365))
        bring(session, collector, said, device_time=clock.now() - timedelta(days=365))

        [again] = bring(session, collector, said, device_time=clock.now())

        assert again.status is Arrival.EXISTS


class TestAnOccasion:
    def test_is_kept_with_what_was_handed_in(self, session, make, task, collector):
        meeting, slip = make.meeting(task), printed(session, task, make.room_head(task.unit))

        [said, written] = bring(
            session, collector, heard(task, 0, meeting=meeting.id), heard(task, 1, slip=slip.number)
        )

        there = session.get_one(Submission, said.comment.submission_id)
        assert (there.meeting_id, there.channel) == (meeting.id, Channel.MEETING)
        assert session.get_one(Submission, written.comment.submission_id).slip_id == slip.id

    def test_that_is_not_here_or_of_another_task_is_told_by_its_field(self, session, make, task, collector):
        elsewhere = make.meeting(make.task())

        answers = bring(
            session,
            collector,
            heard(task, 0, meeting=elsewhere.id),
            heard(task, 1, meeting=IDS[7]),
            heard(task, 2, slip=7),
        )

        assert [one.errors for one in answers] == [
            (("meeting", checking.MEETING_UNKNOWN),),
            (("meeting", checking.MEETING_UNKNOWN),),
            (("slip", checking.SLIP_UNKNOWN),),
        ]

    def test_is_one_for_all_that_was_handed_in_together(self, session, make, task, collector):
        one, other = make.meeting(task), make.meeting(task)

        _first, second = bring(
            session,
            collector,
            heard(task, 0, meeting=one.id, submission=IDS[7]),
            heard(task, 1, meeting=other.id, submission=IDS[7]),
        )

        assert second.errors == (("submission", checking.NOT_TOGETHER),)

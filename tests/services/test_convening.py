"""A meeting's record: called once, changed by one hand at a time, closed for good."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.models import Attendee, Event, Meeting, Submission
from legislation_hub.models.base import new_id
from legislation_hub.problems import (
    ConsultationNotAt,
    ConsultationRecalled,
    MeetingChangedMeanwhile,
    MeetingClosed,
    MeetingIncomplete,
    MeetingRejected,
    NotAllowed,
)
from legislation_hub.proofs import receipts
from legislation_hub.services.attending import Convened, Present
from legislation_hub.services.convening import close, convene, dismiss, standing, welcome
from legislation_hub.services.withdrawing import withdraw
from legislation_hub.vocabulary import MeetingKind, Stage, Tag

SECRET = b"only-for-tests" * 4


def called(**more) -> Convened:
    fields = {"id": new_id(), "kind": MeetingKind.COURTYARD, "title": "庙边院坝会", "held_at": clock.now()}
    return Convened(**{**fields, **more})


def person(**more) -> Present:
    return Present(**{"id": new_id(), **more})


def tags(session) -> list[Tag]:
    return [
        one for one in session.scalars(select(Event.tag).order_by(Event.sequence)) if one != Tag.CHAINS_ANCHORED
    ]


def names(session, meeting) -> list[str]:
    return [one.name for one in standing(session, meeting).attendees]


@pytest.fixture
def task(make):
    return make.task()


@pytest.fixture
def collector(make, task):
    return make.collector(task.unit)


@pytest.fixture
def meeting(session, collector, task):
    """A meeting with 张三, who has spoken, and 李四, who has not."""
    people = (person(name="张三"), person(name="李四"))
    said = called(presider="主持", recorder="记录", held_at=clock.now() - timedelta(hours=1), attendees=people)
    return convene(session, collector, task, said).meeting


@pytest.fixture
def speaker(session, meeting):
    return session.scalar(select(Attendee).where(Attendee.meeting_id == meeting.id, Attendee.name == "张三"))


@pytest.fixture
def spoken(make, speaker):
    return make.speech(speaker, receipt_hash=receipts.fingerprint(receipts.derive(SECRET, speaker.id)))


class TestBeginning:
    def test_keeps_the_id_the_order_and_the_people_that_came(self, session, collector, task):
        people = tuple(person(name=name) for name in ("王五", "", "张三"))
        said = called(attendees=people, topics="art_1\n村道管护")

        kept = convene(session, collector, task, said)

        assert (kept.created, kept.meeting.id, kept.meeting.revision) == (True, said.id, 1)
        assert [one.id for one in standing(session, kept.meeting).attendees] == [one.id for one in people]
        assert tags(session) == [Tag.MEETING_BEGUN]

    def test_the_same_again_changes_nothing_and_leaves_no_event(self, session, collector, task):
        said = called(attendees=(person(name="张三"), person(name="李四")))
        first = convene(session, collector, task, said).meeting

        again = convene(
            session, collector, task, replace(said, title=" 庙边院坝会 ", attendees=said.attendees[::-1])
        )

        assert (again.created, again.meeting, first.revision) == (False, first, 1)
        assert tags(session) == [Tag.MEETING_BEGUN]

    def test_the_log_holds_no_name(self, session, collector, task):
        convene(session, collector, task, called(presider="主持人甲", attendees=(person(name="张三"),)))

        assert not any("张三" in str(one) or "甲" in str(one) for one in session.scalars(select(Event.detail)))

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("title", "  "),
            ("venue", "村" * 101),
            ("presider", "520521199001011234"),
            ("summary", "半个\ud800"),
            ("held_at", clock.now() + timedelta(days=300)),
            ("attendees", (person(name="５２０５２１１９９００１０１１２３４"),)),
            ("attendees", (person(household="没有这一户"),)),
            ("attendees", tuple(person() for _ in range(501))),
            ("attendees", (person(id=(one := new_id())), person(id=one))),
        ],
    )
    def test_says_which_field_cannot_stand(self, session, collector, task, field, value):
        with pytest.raises(MeetingRejected) as rejected:
            convene(session, collector, task, called(**{field: value}))

        assert field in [name for name, _text in rejected.value.errors]
        assert session.scalar(select(Meeting)) is None

    def test_is_held_within_the_time_for_comments(self, session, make, collector, task):
        after = clock.now() + timedelta(days=20)

        with pytest.raises(MeetingRejected):
            convene(session, collector, task, called(held_at=after))

    def test_needs_a_consultation_that_was_opened(self, session, make):
        task = make.task(stage=Stage.PREPARING)

        with pytest.raises(ConsultationNotAt):
            convene(session, make.collector(task.unit), task, called())

    @pytest.mark.parametrize("stage", [Stage.REVIEWING, Stage.REPORTED, Stage.ARCHIVED])
    def test_is_taken_from_a_phone_that_comes_back_late(self, session, make, stage):
        # What was said there names the meeting, and is taken at any stage.
        task = make.task(stage=stage)

        assert convene(session, make.collector(task.unit), task, called()).created

    def test_is_not_for_a_recalled_consultation(self, session, make):
        task = make.task(consultation=make.consultation(recalled_at=clock.now()))

        with pytest.raises(ConsultationRecalled):
            convene(session, make.collector(task.unit), task, called())

    def test_is_for_the_rooms_own_people(self, session, make, task):
        for stranger in (make.collector(), make.room_head(), make.coordinator()):
            with pytest.raises(NotAllowed):
                convene(session, stranger, task, called())

    def test_takes_nobody_who_stands_on_the_list_of_another_meeting(
        self, session, collector, task, meeting, speaker
    ):
        with pytest.raises(MeetingRejected):
            convene(session, collector, task, called(attendees=(person(id=speaker.id),)))

    def test_takes_nobody_under_the_id_of_what_a_household_handed_in(self, session, make, collector, task):
        visited = make.comment(task, recorded_by=collector).submission_id

        with pytest.raises(MeetingRejected):
            convene(session, collector, task, called(attendees=(person(id=visited),)))


class TestChanging:
    def test_takes_what_was_made_from_the_revision_that_stands(self, session, collector, task, meeting):
        convene(session, collector, task, replace(standing(session, meeting), summary="大家赞成。"))

        assert (meeting.summary, meeting.revision) == ("大家赞成。", 2)
        assert tags(session) == [Tag.MEETING_BEGUN, Tag.MEETING_CHANGED]

    def test_overwrites_nothing_that_somebody_changed_meanwhile(self, session, make, collector, task, meeting):
        seen = standing(session, meeting)
        convene(session, make.room_head(task.unit), task, replace(seen, venue="村委会"))

        with pytest.raises(MeetingChangedMeanwhile):
            convene(session, collector, task, replace(seen, summary="大家赞成。"))

        assert (meeting.venue, meeting.summary) == ("村委会", "")

    def test_an_answer_that_was_lost_does_no_harm(self, session, collector, task, meeting):
        changed = replace(standing(session, meeting), summary="大家赞成。")
        convene(session, collector, task, changed)

        convene(session, collector, task, changed)

        assert meeting.revision == 2

    def test_another_collector_cannot_open_it_but_the_head_can(self, session, make, task, meeting):
        changed = replace(standing(session, meeting), summary="大家赞成。")

        with pytest.raises(NotAllowed):
            convene(session, make.collector(task.unit), task, changed)
        convene(session, make.room_head(task.unit), task, changed)

        assert meeting.summary == "大家赞成。"

    def test_stays_with_its_task(self, session, make, collector, task, meeting):
        other = make.task(task.unit, make.consultation())

        with pytest.raises(MeetingRejected):
            convene(session, collector, other, replace(standing(session, meeting), summary="大家赞成。"))

    def test_who_was_told_stays_told_since_then(self, session, collector, task, meeting):
        convene(session, collector, task, replace(standing(session, meeting), told=True))
        since = meeting.told_at
        convene(session, collector, task, replace(standing(session, meeting), summary="大家赞成。"))

        assert since is not None
        assert meeting.told_at == since


class TestTheList:
    def test_puts_the_next_one_last_and_only_once(self, session, collector, meeting):
        present = person(name="王五", identity="村民")

        welcome(session, collector, meeting, present)
        welcome(session, collector, meeting, present)

        assert names(session, meeting) == ["张三", "李四", "王五"]
        assert meeting.revision == 2

    def test_names_the_field_of_a_person_that_is_not_right(self, session, collector, meeting):
        for wrong, field in ((person(household="没有"), "household"), (person(name="\0"), "name")):
            with pytest.raises(MeetingRejected) as rejected:
                welcome(session, collector, meeting, wrong)
            assert [name for name, _text in rejected.value.errors] == [field]

    def test_lets_go_of_somebody_who_was_not_there(self, session, collector, meeting, speaker, spoken):
        other = next(one for one in standing(session, meeting).attendees if one.id != speaker.id)

        dismiss(session, collector, meeting, other.id)
        welcome(session, collector, meeting, person(name="王五"))

        assert names(session, meeting) == ["张三", "王五"]

    def test_keeps_somebody_who_has_spoken(self, session, collector, meeting, speaker, spoken):
        with pytest.raises(MeetingRejected):
            dismiss(session, collector, meeting, speaker.id)

        assert names(session, meeting) == ["张三", "李四"]

    def test_a_slip_in_a_name_is_put_right_where_the_words_stand_too(
        self, session, make, collector, meeting, speaker, spoken
    ):
        home = make.household(meeting.task.unit)

        welcome(
            session, collector, meeting, person(id=speaker.id, name="张珊", identity="教师", household=home.code)
        )

        submission = session.get(Submission, speaker.id)
        assert names(session, meeting) == ["张珊", "李四"]
        assert (submission.speaker, submission.identity, submission.household_id) == ("张珊", "教师", home.id)


class TestClosing:
    def test_freezes_head_and_list(self, session, collector, task, meeting):
        close(session, collector, meeting, meeting.revision)

        with pytest.raises(MeetingClosed):
            convene(session, collector, task, replace(standing(session, meeting), summary="大家赞成。"))
        with pytest.raises(MeetingClosed):
            welcome(session, collector, meeting, person(name="王五"))
        assert meeting.closed_by_id == collector.id
        assert tags(session) == [Tag.MEETING_BEGUN, Tag.MEETING_CLOSED]

    def test_a_second_time_changes_nothing(self, session, collector, meeting):
        close(session, collector, meeting, meeting.revision)
        moment = meeting.closed_at

        close(session, collector, meeting, 99)

        assert meeting.closed_at == moment

    def test_a_device_that_says_the_same_again_is_not_told_off(self, session, collector, task, meeting):
        said = standing(session, meeting)
        close(session, collector, meeting, meeting.revision)

        assert not convene(session, collector, task, said).created

    def test_closes_only_what_was_read(self, session, collector, meeting):
        with pytest.raises(MeetingChangedMeanwhile):
            close(session, collector, meeting, meeting.revision - 1)

    @pytest.mark.parametrize(
        "lacking", [{"presider": ""}, {"recorder": ""}, {"held_at": clock.now() + timedelta(days=1)}]
    )
    def test_needs_two_to_sign_and_a_meeting_that_was_held(self, session, make, task, collector, lacking):
        meeting = make.meeting(task, collector, **lacking)
        make.attendee(meeting)

        with pytest.raises(MeetingIncomplete):
            close(session, collector, meeting, 1)

    def test_needs_somebody_present(self, session, make, task, collector):
        with pytest.raises(MeetingIncomplete):
            close(session, collector, make.meeting(task, collector), 1)


class TestWhoTakesTheirWordsBack:
    def test_is_on_the_list_without_a_name_and_nobody_puts_it_back(
        self, session, collector, task, meeting, speaker, spoken
    ):
        stale = standing(session, meeting)
        withdraw(session, None, receipts.derive(SECRET, speaker.id), spoken.id)

        assert names(session, meeting) == ["", "李四"]
        with pytest.raises(MeetingChangedMeanwhile):
            convene(session, collector, task, stale)
        convene(session, collector, task, replace(stale, revision=meeting.revision))
        assert names(session, meeting) == ["", "李四"]
        assert session.get(Submission, speaker.id).speaker == ""

    def test_keeps_the_name_while_other_words_of_theirs_stand(
        self, session, make, collector, meeting, speaker, spoken
    ):
        make.speech(speaker, "还有一句。")

        withdraw(session, None, receipts.derive(SECRET, speaker.id), spoken.id)

        assert names(session, meeting) == ["张三", "李四"]

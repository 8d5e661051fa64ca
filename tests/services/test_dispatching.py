"""A task is looked at, signed for and shared; who stays silent is reminded, what was handed up may come back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.models import Assignment, Event, Notice
from legislation_hub.problems import (
    ConsultationNotAt,
    NotAllowed,
    ReasonMissing,
    TaskHandedUp,
    TaskNotHandedUp,
    TaskNotSigned,
)
from legislation_hub.services.dispatching import look_at, remind, return_task, share, sign_for, silent
from legislation_hub.vocabulary import NoticeKind, Stage, Tag


@pytest.fixture
def head(make):
    return make.room_head()


@pytest.fixture
def task(make, head):
    return make.task(head.unit)


def tags(session):
    return [one for one in session.scalars(select(Event.tag)) if one is not Tag.CHAINS_ANCHORED]


class TestLookAt:
    def test_keeps_the_first_look(self, session, head, task):
        first = look_at(session, head, task).seen_at

        with clock.held_at(clock.now() + timedelta(hours=1)):
            assert look_at(session, head, task).seen_at == first
        assert tags(session) == [Tag.TASK_SEEN]

    def test_does_not_count_the_station_s_own_look(self, session, make, task):
        assert look_at(session, make.coordinator(), task).seen_at is None


class TestSignFor:
    def test_says_who_and_when(self, session, head, task):
        sign_for(session, head, task)

        assert task.signed_by_id == head.id
        assert task.signed_at is not None
        assert task.seen_at is not None

    def test_changes_nothing_a_second_time(self, session, make, head, task):
        first = sign_for(session, head, task).signed_at

        with clock.held_at(clock.now() + timedelta(hours=1)):
            sign_for(session, make.room_head(head.unit), task)

        assert (task.signed_at, task.signed_by_id) == (first, head.id)

    def test_belongs_to_the_room(self, session, make, task):
        with pytest.raises(NotAllowed):
            sign_for(session, make.room_head(), task)

    def test_serves_a_department_too(self, session, make):
        officer = make.officer()
        task = make.task(officer.unit)

        assert sign_for(session, officer, task).signed_by_id == officer.id

    def test_is_over_after_the_report(self, session, make, head):
        with pytest.raises(ConsultationNotAt):
            sign_for(session, head, make.task(head.unit, stage=Stage.REPORTED))


class TestShare:
    def test_tells_each_collector_once(self, session, make, head, task):
        sign_for(session, head, task)
        first, second = make.collector(head.unit), make.collector(head.unit)
        share(session, head, task, {first: "一组、二组"})

        share(session, head, task, {first: "一组", second: "三组"})

        notes = {one.account_id: one.note for one in session.scalars(select(Assignment))}
        assert notes == {first.id: "一组", second.id: "三组"}
        notices = session.scalars(select(Notice).where(Notice.kind == NoticeKind.TASK_SHARED)).all()
        assert sorted(one.account_id for one in notices) == sorted([first.id, second.id])

    def test_takes_back_from_who_is_not_named(self, session, make, head, task):
        sign_for(session, head, task)
        share(session, head, task, {make.collector(head.unit): ""})

        assert list(share(session, head, task, {})) == []

    def test_comes_after_signing(self, session, make, head, task):
        with pytest.raises(TaskNotSigned):
            share(session, head, task, {make.collector(head.unit): ""})

    def test_stays_in_the_room(self, session, make, head, task):
        sign_for(session, head, task)

        with pytest.raises(NotAllowed):
            share(session, head, task, {make.collector(): ""})

    def test_is_over_once_handed_up(self, session, make, head, task):
        sign_for(session, head, task)
        task.handed_up_at = clock.now()

        with pytest.raises(TaskHandedUp):
            share(session, head, task, {make.collector(head.unit): ""})


class TestSilent:
    def test_is_who_did_not_sign_and_who_signed_and_brought_nothing(self, session, make):
        consultation = make.consultation()
        unsigned = make.task(consultation=consultation)
        empty = make.task(consultation=consultation, signed_at=clock.now())
        busy = make.task(consultation=consultation, signed_at=clock.now())
        make.comment(busy)
        done = make.task(consultation=consultation, handed_up_at=clock.now())

        found = silent(session, [unsigned, empty, busy, done])

        assert {one.id for one in found} == {unsigned.id, empty.id}


class TestRemind:
    def test_tells_the_people_and_keeps_when(self, session, make, head, task):
        assert remind(session, make.coordinator(), [task]) == [task]

        assert task.reminded_at is not None
        notice = session.scalars(select(Notice)).one()
        assert (notice.account_id, notice.kind) == (head.id, NoticeKind.TASK_REMINDED)

    def test_leaves_who_has_handed_up_in_peace(self, session, make, task):
        task.handed_up_at = clock.now()

        assert remind(session, make.coordinator(), [task]) == []

    def test_says_nothing_of_a_room_without_people(self, session, make):
        task = make.task()

        assert remind(session, make.coordinator(), [task]) == []
        assert task.reminded_at is None

    def test_belongs_to_the_coordinator(self, session, head, task):
        with pytest.raises(NotAllowed):
            remind(session, head, [task])


class TestReturnTask:
    def test_gives_it_back_with_the_reason(self, session, make, head, task):
        task.handed_up_at, task.handed_up_by_id, task.no_comment = clock.now(), head.id, True

        return_task(session, make.coordinator(), task, "请补充第十二条的理由。")

        assert (task.handed_up_at, task.no_comment) == (None, False)
        assert task.return_reason == "请补充第十二条的理由。"
        notice = session.scalars(select(Notice).where(Notice.kind == NoticeKind.TASK_RETURNED)).one()
        assert notice.account_id == head.id

    def test_needs_something_to_return(self, session, make, task):
        with pytest.raises(TaskNotHandedUp):
            return_task(session, make.coordinator(), task, "原因")

    def test_needs_a_reason(self, session, make, task):
        task.handed_up_at = clock.now()

        with pytest.raises(ReasonMissing):
            return_task(session, make.coordinator(), task, " ")

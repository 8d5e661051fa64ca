"""What was sent out changes only with a reason, and everybody concerned is told of both."""

import pytest
from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.models import Assignment, Change, Notice, Question
from legislation_hub.problems import (
    ConsultationNotAt,
    ConsultationNotSent,
    ConsultationRecalled,
    NotAllowed,
    NotLater,
    ReasonMissing,
    RoomsDueBeforeClosing,
)
from legislation_hub.services.changing import Correction, correct, extend, recall
from legislation_hub.services.publishing import NewQuestion
from legislation_hub.vocabulary import ChangeKind, NoticeKind, Stage
from tests.makers import in_days

REASON = "部分乡镇遇暴雨，走访推迟。"


@pytest.fixture
def coordinator(make):
    return make.coordinator()


def told(session):
    return set(session.scalars(select(Notice.account_id).where(Notice.kind == NoticeKind.CONSULTATION_CHANGED)))


class TestExtend:
    def test_gives_the_tasks_that_wait_more_time(self, session, make, coordinator):
        consultation = make.consultation()
        waiting = make.task(consultation=consultation)
        done = make.task(consultation=consultation, handed_up_at=clock.now())

        extend(session, coordinator, consultation, in_days(30), in_days(33), REASON)

        assert (consultation.closes_on, waiting.due_on) == (in_days(30), in_days(33))
        assert done.due_on == in_days(17)

    def test_leaves_the_reason_and_both_dates(self, session, make, coordinator):
        extend(session, coordinator, make.consultation(), in_days(30), in_days(33), f" {REASON} ")

        change = session.scalars(select(Change)).one()
        assert (change.kind, change.reason, change.position) == (ChangeKind.EXTENDED, REASON, 1)
        assert change.detail["closes_on"] == [in_days(15).isoformat(), in_days(30).isoformat()]

    def test_tells_everybody_who_works_on_it(self, session, make, coordinator):
        consultation = make.consultation()
        head, officer, station_head = make.room_head(), make.officer(), make.station_head()
        collector, idle = make.collector(head.unit), make.collector(head.unit)
        task = make.task(head.unit, consultation)
        make.task(officer.unit, consultation)
        session.add(Assignment(task_id=task.id, account_id=collector.id, assigned_at=clock.now()))

        extend(session, coordinator, consultation, in_days(30), in_days(33), REASON)

        assert told(session) == {head.id, officer.id, station_head.id, collector.id}
        assert idle.id not in told(session)

    @pytest.mark.parametrize(
        ("closes", "due", "reason", "problem"),
        [
            (15, 30, REASON, NotLater),
            (30, 29, REASON, RoomsDueBeforeClosing),
            (30, 33, "  ", ReasonMissing),
        ],
    )
    def test_refuses_what_gives_no_time_or_no_reason(
        self, session, make, coordinator, closes, due, reason, problem
    ):
        with pytest.raises(problem):
            extend(session, coordinator, make.consultation(), in_days(closes), in_days(due), reason)

    def test_comes_too_late_after_the_closing(self, session, make, coordinator):
        with pytest.raises(ConsultationNotAt):
            extend(
                session,
                coordinator,
                make.consultation(stage=Stage.REVIEWING),
                in_days(30),
                in_days(33),
                REASON,
            )

    def test_is_no_word_for_a_plan(self, session, make, coordinator):
        plan = make.consultation(stage=Stage.PREPARING)

        with pytest.raises(ConsultationNotSent):
            extend(session, coordinator, plan, in_days(30), in_days(33), REASON)

    def test_belongs_to_the_coordinator(self, session, make):
        with pytest.raises(NotAllowed):
            extend(session, make.station_head(), make.consultation(), in_days(30), in_days(33), REASON)


class TestRecall:
    def test_keeps_the_stage_and_takes_nothing_more(self, session, make, coordinator):
        consultation = make.consultation()

        recall(session, coordinator, consultation, REASON)

        assert (consultation.stage, consultation.recalled_at is not None) == (Stage.OPEN, True)
        with pytest.raises(ConsultationRecalled):
            recall(session, coordinator, consultation, REASON)


class TestCorrect:
    def test_changes_what_it_names_and_nothing_else(self, session, make, coordinator):
        consultation = make.consultation(about="旧的说明")
        session.add(Question(consultation_id=consultation.id, position=1, text="旧的问题？"))

        change = correct(session, coordinator, consultation, Correction(about="新的说明"), REASON)

        assert consultation.about == "新的说明"
        assert session.scalars(select(Question.text)).all() == ["旧的问题？"]
        assert change.detail == {"changed": ["about"]}

    def test_replaces_the_questions(self, session, make, coordinator):
        consultation = make.consultation()
        session.add(Question(consultation_id=consultation.id, position=1, text="旧的问题？"))

        correct(
            session,
            coordinator,
            consultation,
            Correction(questions=(NewQuestion("新的问题？"),)),
            REASON,
        )

        assert session.scalars(select(Question.text)).all() == ["新的问题？"]

    def test_counts_the_changes(self, session, make, coordinator):
        consultation = make.consultation()

        correct(session, coordinator, consultation, Correction(about="一"), REASON)
        second = correct(session, coordinator, consultation, Correction(about="二"), REASON)

        assert second.position == 2

"""A consultation is planned, sent to rooms and departments, and opens and closes by the calendar."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.models import Card, Event, KeyProvision, Notice, Provision, Question
from legislation_hub.problems import (
    ConsultationSent,
    DeadlineBeforeOpening,
    DeadlinePassed,
    NobodyChosen,
    NotAllowed,
    NothingAsked,
    ProvisionUnknown,
    RoomsDueBeforeClosing,
)
from legislation_hub.services.publishing import (
    NewCard,
    NewQuestion,
    Plan,
    advance,
    change_plan,
    prepare_consultation,
    send,
)
from legislation_hub.services.renewing import READABLE
from legislation_hub.vocabulary import NoticeKind, Stage, Tag
from tests.makers import in_days


@pytest.fixture
def plan():
    return Plan("农村公路条例", opens_on=clock.today(), closes_on=in_days(20), rooms_due_on=in_days(22))


@pytest.fixture
def coordinator(make):
    return make.coordinator()


@pytest.fixture
def prepare(session, make, coordinator, plan):
    return lambda **more: prepare_consultation(
        session, coordinator, more.pop("version", None) or make.version(published=False), replace(plan, **more)
    )


def article(session, version, number=1):
    query = select(Provision).where(Provision.version_id == version.id, Provision.eid == f"art_{number}")
    return session.scalars(query).one()


class TestPrepareConsultation:
    def test_keeps_key_provisions_cards_and_questions_in_their_order(self, session, make, prepare):
        version = make.version()
        first, second = article(session, version, 1), article(session, version, 2)

        prepare(
            version=version,
            key_provisions=(second.id, first.id),
            cards=(NewCard("谁来修路", "县里出钱。", first.id),),
            questions=(NewQuestion("边沟谁来清？"), NewQuestion("路灯要不要装？", second.id)),
        )

        keys = session.scalars(select(KeyProvision).order_by(KeyProvision.position)).all()
        assert [one.provision_id for one in keys] == [second.id, first.id]
        assert session.scalars(select(Card)).one().provision_id == first.id
        questions = session.scalars(select(Question).order_by(Question.position))
        assert [one.text for one in questions] == ["边沟谁来清？", "路灯要不要装？"]

    def test_tells_nobody_yet(self, session, make, prepare):
        make.room_head()

        consultation = prepare()

        assert consultation.stage is Stage.PREPARING
        assert session.scalars(select(Notice)).all() == []

    @pytest.mark.parametrize(
        ("opens", "closes", "due", "problem"),
        [
            (-9, -1, 2, DeadlinePassed),
            (5, 4, 9, DeadlineBeforeOpening),
            (0, 9, 8, RoomsDueBeforeClosing),
        ],
    )
    def test_refuses_days_that_nobody_could_keep(self, prepare, opens, closes, due, problem):
        with pytest.raises(problem):
            prepare(opens_on=in_days(opens), closes_on=in_days(closes), rooms_due_on=in_days(due))

    def test_may_end_today(self, prepare):
        assert prepare(closes_on=clock.today(), rooms_due_on=clock.today()).closes_on == clock.today()

    def test_refuses_a_provision_of_another_text(self, session, make, prepare):
        stranger = article(session, make.version())

        with pytest.raises(ProvisionUnknown):
            prepare(key_provisions=(stranger.id,))

    def test_asks_without_a_text_when_it_has_a_question(self, session, coordinator, plan):
        asked = replace(plan, questions=(NewQuestion("明年最该立什么规矩？"),))

        assert prepare_consultation(session, coordinator, None, asked).version_id is None

    def test_asks_nothing_without_a_text_and_a_question(self, session, coordinator, plan):
        with pytest.raises(NothingAsked):
            prepare_consultation(session, coordinator, None, plan)

    def test_belongs_to_the_station_of_the_text(self, session, make, plan):
        version = make.version()
        elsewhere = make.coordinator(make.station(name="另一个联络站"))

        with pytest.raises(NotAllowed):
            prepare_consultation(session, elsewhere, version, plan)


class TestChangePlan:
    def test_replaces_everything(self, session, coordinator, prepare, plan):
        consultation = prepare(questions=(NewQuestion("旧的问题？"),))

        change_plan(
            session,
            coordinator,
            consultation,
            replace(plan, title="新的标题", questions=(NewQuestion("新的问题？"),)),
        )

        assert consultation.title == "新的标题"
        assert session.scalars(select(Question.text)).all() == ["新的问题？"]

    def test_stops_once_it_was_sent(self, session, make, coordinator, prepare, plan):
        consultation = prepare(opens_on=in_days(3))
        send(session, coordinator, consultation, [make.room()])

        with pytest.raises(ConsultationSent):
            change_plan(session, coordinator, consultation, plan)


class TestSend:
    def test_gives_every_room_and_department_a_task_with_a_code_of_its_own(
        self, session, make, coordinator, prepare
    ):
        units = [make.room() for _ in range(28)] + [make.department()]

        tasks = send(session, coordinator, prepare(), units)

        assert {task.unit_id for task in tasks} == {unit.id for unit in units}
        assert len({task.code for task in tasks}) == 29
        assert all(set(task.code) <= set(READABLE) and len(task.code) == 8 for task in tasks)

    def test_tells_the_people_of_each_unit(self, session, make, coordinator, prepare):
        head, officer, elsewhere = make.room_head(), make.officer(), make.room_head()

        send(session, coordinator, prepare(), [head.unit, officer.unit])

        notices = session.scalars(select(Notice).where(Notice.kind == NoticeKind.TASK_ARRIVED)).all()
        assert {one.account_id for one in notices} == {head.id, officer.id}
        assert elsewhere.id not in {one.account_id for one in notices}

    def test_opens_at_once_when_the_first_day_has_come(self, session, make, coordinator, prepare):
        consultation = prepare()

        send(session, coordinator, consultation, [make.room()])

        assert consultation.stage is Stage.OPEN

    def test_waits_for_the_first_day(self, session, make, coordinator, prepare):
        consultation = prepare(opens_on=in_days(1))

        send(session, coordinator, consultation, [make.room()])

        assert (consultation.stage, consultation.sent_at is not None) == (Stage.PREPARING, True)

    def test_freezes_the_text(self, session, make, coordinator, prepare):
        consultation = prepare()

        send(session, coordinator, consultation, [make.room()])

        assert consultation.version.published_at == consultation.sent_at

    def test_happens_once(self, session, make, coordinator, prepare):
        consultation = prepare(opens_on=in_days(1))
        send(session, coordinator, consultation, [make.room()])

        with pytest.raises(ConsultationSent):
            send(session, coordinator, consultation, [make.room()])

    def test_needs_somebody(self, session, coordinator, prepare):
        with pytest.raises(NobodyChosen):
            send(session, coordinator, prepare(), [])

    def test_goes_to_no_other_station(self, session, make, coordinator, prepare):
        with pytest.raises(NotAllowed):
            send(session, coordinator, prepare(), [make.room(make.station(name="另一个联络站"))])

    def test_looks_at_the_days_again(self, session, make, coordinator, prepare):
        consultation = prepare()

        with clock.held_at(clock.now() + timedelta(days=40)), pytest.raises(DeadlinePassed):
            send(session, coordinator, consultation, [make.room()])


class TestAdvance:
    def test_opens_on_the_first_day(self, session, make, coordinator, prepare):
        consultation = prepare(opens_on=in_days(2))
        send(session, coordinator, consultation, [make.room()])

        assert advance(session) == 0
        with clock.held_at(clock.now() + timedelta(days=2)):
            assert advance(session) == 1

        assert consultation.stage is Stage.OPEN

    def test_closes_after_the_last_day(self, session, make):
        consultation = make.consultation(closes_on=clock.today())

        assert advance(session) == 0
        with clock.held_at(clock.now() + timedelta(days=1)):
            assert advance(session) == 1

        assert consultation.stage is Stage.REVIEWING
        event = session.scalars(select(Event).where(Event.tag == Tag.CONSULTATION_ADVANCED)).one()
        assert (event.actor, event.detail) == ("", {"stage": "reviewing"})

    def test_catches_up_after_a_long_sleep(self, session, make, coordinator, prepare):
        consultation = prepare(opens_on=in_days(2))
        send(session, coordinator, consultation, [make.room()])

        with clock.held_at(clock.now() + timedelta(days=60)):
            advance(session)

        assert consultation.stage is Stage.REVIEWING

    def test_leaves_what_was_not_sent_and_what_was_recalled(self, session, make, prepare):
        prepare()
        make.consultation(closes_on=in_days(-1), recalled_at=clock.now())

        assert advance(session) == 0

"""The demo is a whole instance, built through the services: one story told to its end, two still going on."""

import shutil
from collections import Counter
from datetime import date

import pytest
from sqlalchemy import func, select

from legislation_hub.app import create_app
from legislation_hub.demo.building import FRONT, build_demo
from legislation_hub.demo.corpus import CLOSED, FINISHED, OPEN, load
from legislation_hub.models import (
    Comment,
    Consultation,
    Event,
    Household,
    Omission,
    Outcome,
    Point,
    Report,
    Setting,
    Succession,
    Task,
    Transfer,
    Unit,
    Version,
    Words,
)
from legislation_hub.models.database import db, transaction
from legislation_hub.proofs.chain import digest_of
from legislation_hub.queries.comments import is_alive
from legislation_hub.queries.reports import content_of
from legislation_hub.queries.standings import places_astray
from legislation_hub.services.answering import waiting
from legislation_hub.services.entering import belong_together
from legislation_hub.services.recording import facts
from legislation_hub.vocabulary import Carried, Fate, ReportState, Role, Section, Stage, UnitKind, VerdictKind
from tests.conftest import settings_in

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def built(tmp_path_factory, migrated):
    """The demo as it stands on one day; tests only look at it."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    shutil.copytree(migrated, folder)
    settings = settings_in(folder)
    app = create_app(settings)
    with app.app_context():
        with transaction() as session:
            logins = build_demo(session, settings, TODAY)
        yield logins
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def session(built):
    return db.session()


@pytest.fixture
def consultations(session):
    found = {one.title: one for one in session.scalars(select(Consultation))}
    return {key: found[load(key, TODAY).title] for key in (FINISHED, CLOSED, OPEN)}


def rooms(session, consultation):
    query = select(Task).where(Task.consultation_id == consultation.id, Task.room_id.is_not(None))
    return session.scalars(query).all()


class TestPlaces:
    def test_there_are_twenty_eight_rooms_with_households(self, session):
        count = session.scalar(select(func.count()).where(Unit.kind == UnitKind.ROOM))
        with_homes = session.scalar(select(func.count(Household.room_id.distinct())))

        assert count == with_homes == 28

    def test_every_page_can_say_that_it_is_a_demo(self, session):
        assert session.get(Setting, "demo") is not None

    def test_the_digits_of_the_mechanism_get_no_meaning(self, session):
        about = session.get_one(Setting, "mechanism_about").value

        assert not any(character.isdigit() for character in about)


class TestAccounts:
    def test_one_of_every_role_stands_in_front(self, built):
        assert [one.name for one in built[: len(FRONT)]] == list(FRONT)
        assert {one.role for one in built[: len(FRONT)]} == set(Role)

    def test_everybody_comes_in_with_the_password_that_is_printed(self, session, built):
        for one in (built[0], built[-1]):
            assert belong_together(session, one.name, one.password)


class TestTheFinishedStory:
    def test_it_went_all_the_way(self, session, consultations):
        finished = consultations[FINISHED]

        assert finished.stage is Stage.ANSWERED
        assert finished.passed_version is not None
        assert waiting(session, finished) == 0

    def test_every_topic_became_a_point_with_an_outcome(self, session, consultations):
        points = session.scalars(
            select(Point).where(Point.consultation_id == consultations[FINISHED].id).order_by(Point.number)
        ).all()
        outcomes = dict(session.execute(select(Outcome.point_id, Outcome.kind).where(Outcome.current)).all())
        topics = load(FINISHED, TODAY).topics

        assert [one.wording for one in points] == [topic.wording for topic in topics]
        assert [outcomes[one.id] for one in points] == [topic.outcome for topic in topics]

    def test_every_point_stands_on_the_provision_that_its_topic_names_or_on_the_article_around_it(
        self, session, consultations
    ):
        points = session.scalars(select(Point).where(Point.consultation_id == consultations[FINISHED].id)).all()
        topics = {topic.wording: topic for topic in load(FINISHED, TODAY).topics}

        for point in points:
            topic = topics[point.wording]
            eid = point.provision.eid if point.provision else ""
            assert bool(eid) == bool(topic.on), topic.key
            assert topic.on.startswith(eid), topic.key

    def test_the_report_is_signed_and_every_comment_in_it_is_accounted_for(self, session, consultations):
        report = session.scalars(select(Report).where(Report.consultation_id == consultations[FINISHED].id)).one()
        content = content_of(session, report)

        assert report.state is ReportState.SIGNED
        assert report.root
        assert not content.unplaced
        assert {line.section for line in content.lines} == {section.value for section in Section}
        assert content.comments >= 190

    def test_the_articles_stand_in_their_order(self, session, consultations):
        points = session.scalars(
            select(Point).where(Point.consultation_id == consultations[FINISHED].id).order_by(Point.number)
        ).all()
        positions = [one.provision.position for one in points if one.provision]

        assert positions == sorted(positions)

    def test_what_could_not_be_placed_is_left_out_with_a_reason(self, session):
        assert session.scalars(select(Omission)).one().reason

    def test_every_grievance_was_passed_on_and_closed(self, session, consultations):
        transfers = session.scalars(
            select(Transfer).join(Transfer.comment).where(Comment.consultation_id == consultations[FINISHED].id)
        ).all()

        assert len(transfers) == 10
        assert all(one.answer and one.closed_at for one in transfers)


class TestTheNextReading:
    @pytest.fixture
    def places(self, session, consultations):
        draft = consultations[FINISHED].version.draft_id
        rows = session.scalars(select(Succession).join(Succession.version).where(Version.draft_id == draft)).all()
        return {
            reading: [one for one in rows if one.version.reading == reading] for reading in ("二审稿", "通过文本")
        }

    def test_every_living_comment_on_a_provision_followed_into_both_later_texts(
        self, session, consultations, places
    ):
        on_provisions = select(func.count()).where(
            Comment.consultation_id == consultations[FINISHED].id, Comment.provision_id.is_not(None), is_alive
        )

        for rows in places.values():
            followed = [one for one in rows if one.kind is Carried.COMMENT]
            assert len(followed) == session.scalar(on_provisions)

    def test_most_live_on_some_are_gone_and_a_few_wait_for_the_coordinator(self, places):
        fates = Counter(one.fate for one in places["二审稿"])

        assert fates[Fate.MOVED] > 100
        assert fates[Fate.GONE]
        assert 0 < fates[Fate.REVIEW] <= 40

    def test_some_were_settled_by_hand(self, places):
        settled = [one for one in places["二审稿"] if one.settled_at is not None]

        assert settled
        assert {one.settled_by.role for one in settled} == {Role.COORDINATOR}

    def test_every_place_is_one_of_its_version(self, session):
        assert places_astray(session) == []


class TestTheClosedStory:
    def test_one_room_is_overdue(self, session, consultations):
        late = [one for one in rooms(session, consultations[CLOSED]) if one.handed_up_at is None]

        assert len(late) == 1
        assert late[0].due_on < TODAY

    def test_the_station_has_begun_to_merge(self, session, consultations):
        closed = consultations[CLOSED]
        points = session.scalar(select(func.count()).where(Point.consultation_id == closed.id))

        assert closed.stage is Stage.REVIEWING
        assert 0 < points < len(load(CLOSED, TODAY).topics)


class TestTheOpenStory:
    def test_rooms_stand_at_every_point_of_the_way(self, session, consultations):
        tasks = rooms(session, consultations[OPEN])

        assert len(tasks) == 28
        assert sum(one.signed_at is None for one in tasks) == 3
        assert sum(one.handed_up_at is not None for one in tasks) == 6
        assert sum(one.no_comment for one in tasks) == 1
        assert sum(one.returned_at is not None for one in tasks) == 1
        assert all(one.reminded_at for one in tasks if one.signed_at is None)

    def test_verdicts_are_given_in_part(self, session, consultations):
        verdicts = Counter(
            session.scalars(select(Comment.verdict).where(Comment.consultation_id == consultations[OPEN].id))
        )

        assert verdicts[None] >= 50
        assert verdicts[VerdictKind.ACCEPTED] >= 80
        assert verdicts[VerdictKind.DETAIL]
        assert verdicts[VerdictKind.SAME]

    def test_somebody_took_their_words_back(self, session, consultations):
        gone = session.scalars(
            select(Comment).where(
                Comment.consultation_id == consultations[OPEN].id, Comment.withdrawn_at.is_not(None)
            )
        ).one()

        assert gone.said.words == ""


class TestTheLog:
    def test_time_goes_forward_in_every_chain(self, session):
        moments: dict[object, list[object]] = {}
        for event in session.scalars(select(Event).order_by(Event.chain, Event.sequence)):
            moments.setdefault(event.chain, []).append(event.at)

        assert all(chain == sorted(chain) for chain in moments.values())

    def test_nothing_happens_after_today(self, session):
        assert session.scalar(select(func.max(Event.at))).date() < TODAY

    def test_every_event_is_chained_to_the_one_before(self, session):
        for event in session.scalars(select(Event)):
            assert event.hash == digest_of(event.sequence, event.previous, facts(event))


def test_the_same_words_have_the_same_number_every_time(session):
    numbers = dict(
        session.execute(select(Words.words, Comment.number).join(Comment, Comment.id == Words.comment_id)).all()
    )
    said = {one.no: one.words for one in load(FINISHED, TODAY).comments}

    assert {no: numbers[said[no]] for no in ("A001", "A061", "A220")} == {
        "A001": "520521218-2020-00011",
        "A061": "520521106-2020-00002",
        "A220": "520521205-2020-00006",
    }

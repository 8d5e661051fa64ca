"""The same program on PostgreSQL: its schema, its refusals and its log."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from legislation_hub import clock
from legislation_hub.app import create_app
from legislation_hub.models import (
    Account,
    Base,
    Comment,
    Consultation,
    Event,
    Slip,
    Succession,
    Task,
    Unit,
    Version,
    schema,
)
from legislation_hub.models.base import new_id
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import CommentRejected, ConsultationRecalled, OtherWordsGo, VerdictsMissing
from legislation_hub.proofs import receipts
from legislation_hub.queries.consequences import consequences_of
from legislation_hub.queries.events import chains, done_to
from legislation_hub.queries.slips import slip_row
from legislation_hub.services.changing import recall
from legislation_hub.services.collecting import Arrival, Found, rehearse, take, take_all
from legislation_hub.services.compiling import close_collecting
from legislation_hub.services.finding import Wish, find
from legislation_hub.services.following import follow_text
from legislation_hub.services.hearing import Brought, Heard
from legislation_hub.services.indexing import catch_up, compare
from legislation_hub.services.issuing import Order, issue
from legislation_hub.services.keying import key
from legislation_hub.services.publishing import advance
from legislation_hub.services.recording import record
from legislation_hub.services.reviewing import hand_up
from legislation_hub.services.transcribing import Opinion, Reading
from legislation_hub.services.turning import take_turns
from legislation_hub.services.withdrawing import withdraw, withdraw_by_stub
from legislation_hub.vocabulary import Channel, Consent, SlipKind, SlipState, Stage, Tag
from tests.conftest import settings_in
from tests.fixtures_readings import SECOND, Desk
from tests.makers import Make

pytestmark = pytest.mark.postgres
SECRET = b"only-for-tests"

_places = count(10)


@pytest.fixture(scope="module")
def on_postgres(postgres_url, tmp_path_factory):
    settings = replace(settings_in(tmp_path_factory.mktemp("postgres")), database_url=postgres_url)
    app = create_app(settings)
    with app.app_context():
        schema.upgrade(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def session(on_postgres):
    session = db.session()
    yield session
    session.rollback()


class TestSchema:
    def test_is_that_of_this_release_after_an_upgrade(self, on_postgres):
        schema.demand_own_schema(db.engine)

    def test_holds_every_table_as_the_models_say(self, on_postgres):
        with db.engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []

    def test_is_the_same_on_sqlite(self, app):
        with db.engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


class TestRefusals:
    @pytest.mark.parametrize(
        "act", ["UPDATE words SET words = '别的话'", "DELETE FROM words", "UPDATE comment SET stance = 'support'"]
    )
    def test_words_cannot_be_changed(self, session, act):
        Make(session).comment(words="边沟要修。")

        with pytest.raises(DBAPIError):
            session.execute(text(act))

    @pytest.mark.parametrize("act", ["UPDATE event SET actor = 'x'", "DELETE FROM event"])
    def test_events_cannot_be_touched(self, session, act):
        record(session, None, Tag.UNIT_CREATED, Make(session).station())

        with pytest.raises(DBAPIError):
            session.execute(text(act))


def test_a_transaction_that_breaks_leaves_nothing(on_postgres):
    with pytest.raises(ZeroDivisionError):
        _make_a_station_and_break()

    assert db.session.execute(text("SELECT count(*) FROM unit")).scalar() == 0


def _make_a_station_and_break() -> None:
    with transaction() as session:
        Make(session).station()
        raise ZeroDivisionError


def test_two_that_follow_into_one_version_at_once_take_turns(on_postgres):
    with transaction() as session:
        desk = Desk(session, Make(session), on_postgres.config["HUB"])
        place = desk.place(desk.first, "art_2__para_1").id
        desk.say(desk.ask(desk.first, key_provisions=(place,)), "art_2__para_1")
        ids = desk.coordinator.id, desk.read(SECOND, "二审稿").id

    def follow():
        with on_postgres.app_context(), transaction() as session:
            follow_text(session, session.get_one(Account, ids[0]), session.get_one(Version, ids[1]))

    with ThreadPoolExecutor(1) as pool:
        with transaction() as session:
            follow_text(session, session.get_one(Account, ids[0]), session.get_one(Version, ids[1]))
            second = pool.submit(follow)
            _wait_until_somebody_waits(session)
        second.result(timeout=30)

    kinds = db.session.scalars(select(Succession.kind).order_by(Succession.kind)).all()
    assert kinds == ["comment", "key"]


def task_of_its_own(make: Make, code: str, **more) -> Task:
    """Return a task of a station and a room that no other test has: those of this module share a database."""
    place = f"5270{next(_places)}"
    make.station(code=place, parent_id=make.municipality(code=f"{place}-above").id)
    return make.task(unit=make.room(code=f"{place}001"), code=code, **more)


def test_twenty_who_bring_one_comment_at_once_make_one_row(on_postgres):
    with transaction() as session:
        make = Make(session)
        task = task_of_its_own(make, "twenty")
        collector = make.collector(task.unit, name="twenty")
        heard = Heard(id=new_id(), task=task.id, words="边沟要一起修。", consent=Consent.ORAL)
        brought = [Brought(heard, collector.id)]

    def bring(_number):
        # Each as a worker of its own would: nothing but the database makes them take turns.
        with on_postgres.app_context(), transaction() as session:
            [found] = take_all(session, brought, SECRET)
            return found.status, found.comment.number

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(bring, range(20)))

    assert sorted(status for status, _number in answers) == [Arrival.CREATED] + [Arrival.EXISTS] * 19
    assert len({number for _status, number in answers}) == 1


def test_a_table_is_looked_through_while_somebody_else_writes_for_its_room(on_postgres):
    with transaction() as session:
        make = Make(session)
        task = task_of_its_own(make, "rehearse")
        collector = make.collector(task.unit, name="rehearse")
        heard = Heard(id=new_id(), task=task.id, words="边沟要一起修。", consent=Consent.ORAL)
        brought, task_id = [Brought(heard, collector.id)], task.id

    def look():
        with on_postgres.app_context():
            return rehearse(db.session(), brought)

    with ThreadPoolExecutor(1) as pool, transaction() as session:
        take_turns(session, session.get_one(Task, task_id))
        [found] = pool.submit(look).result(timeout=30)

    assert found.status is Arrival.CREATED


def test_no_correction_slips_in_while_the_words_are_taken_back(on_postgres):
    with transaction() as session:
        make = Make(session)
        task = task_of_its_own(make, "slips-in")
        collector = make.collector(task.unit, name="slips-in")
        heard = Heard(id=new_id(), task=task.id, words="边沟要一起修。", consent=Consent.ORAL)
        take(session, collector, task, heard, SECRET)
        account_id, mended = collector.id, replace(heard, id=new_id(), corrects=heard.id)

    def correct():
        with on_postgres.app_context(), transaction() as other:
            return take_all(other, [Brought(mended, account_id)], SECRET)

    with ThreadPoolExecutor() as pool:
        with transaction() as session:
            withdraw(session, None, receipts.derive(SECRET, heard.id), heard.id)
            late = pool.submit(correct)
            _wait_until_somebody_waits(session)
        [answer] = late.result(timeout=30)

    assert isinstance(answer, CommentRejected), "it would stand there, words and all, beside what was taken back"


@pytest.mark.parametrize("end", ["close", "recall", "calendar"])
def test_a_comment_that_waited_while_the_collecting_ended_knows_of_it(on_postgres, end):
    with transaction() as session:
        make = Make(session)
        task = task_of_its_own(make, f"ends-{end}")
        collector = make.collector(task.unit, name=f"ends-{end}")
        coordinator = make.coordinator(task.unit.parent, name=f"ended-{end}")
        ids, asked = (coordinator.id, task.consultation_id), task.consultation
        asked.sent_at = clock.now()
        heard = Heard(id=new_id(), task=task.id, words="边沟要修。", consent=Consent.ORAL, heard_at=clock.now())
        brought = [Brought(heard, collector.id)]
        tomorrow = datetime.combine(asked.closes_on + timedelta(days=1), datetime.min.time(), clock.COUNTY)

    def bring():
        with on_postgres.app_context(), transaction() as other:
            # As on a form's way here: what was looked at before the turn must not decide.
            assert other.get_one(Task, heard.task).consultation.stage is Stage.OPEN
            [found] = take_all(other, brought, SECRET)
            return type(found), getattr(getattr(found, "comment", None), "late", None)

    with ThreadPoolExecutor() as pool:
        with transaction() as session:
            who, consultation = session.get_one(Account, ids[0]), session.get_one(Consultation, ids[1])
            if end == "close":
                close_collecting(session, who, consultation)
            elif end == "recall":
                recall(session, who, consultation, "文本有误。")
            else:
                with clock.held_at(tomorrow):
                    advance(session)
            late = pool.submit(bring)
            _wait_until_somebody_waits(session)
        answer = late.result(timeout=30)

    assert answer == ((ConsultationRecalled, None) if end == "recall" else (Found, True))


def test_a_room_that_hands_up_waits_for_what_is_just_arriving(on_postgres):
    with transaction() as session:
        make = Make(session)
        task = task_of_its_own(make, "hands-up", signed_at=clock.now())
        head, collector = make.room_head(task.unit, name="hands-up"), make.collector(task.unit, name="arrives")
        heard = Heard(id=new_id(), task=task.id, words="边沟要修。", consent=Consent.ORAL)
        brought, ids = [Brought(heard, collector.id)], (head.id, task.id)

    def hand_it_up():
        with on_postgres.app_context(), transaction() as other:
            return hand_up(other, other.get_one(Account, ids[0]), other.get_one(Task, ids[1]), "")

    with ThreadPoolExecutor() as pool:
        with transaction() as session:
            take_all(session, brought, SECRET)
            handed_up = pool.submit(hand_it_up)
            _wait_until_somebody_waits(session)
        with pytest.raises(VerdictsMissing):
            handed_up.result(timeout=30)


def test_keying_in_a_slip_waits_for_its_room_before_it_holds_the_log(on_postgres):
    with transaction() as session:
        make = Make(session)
        task = task_of_its_own(make, "keying")
        head = make.room_head(task.unit, name="keying")
        [slip] = issue(session, head, task, Order(id=new_id(), kind=SlipKind.SPARE, count=1))
        opinions = (Opinion("free-1", "边沟也要修。", "", "whole"),)
        said = Reading(id=new_id(), opinions=opinions, heard_at=clock.now(), channel=Channel.BOX)
        task_id, head_id, slip_id = task.id, head.id, slip.id

    def key_in():
        with on_postgres.app_context(), transaction() as other:
            who, paper = other.get_one(Account, head_id), other.get_one(Slip, slip_id)
            return key(other, who, paper, said, False, SECRET).settled_at

    with ThreadPoolExecutor() as pool:
        with transaction() as session:
            task = session.get_one(Task, task_id)
            take_turns(session, task)
            keyed = pool.submit(key_in)
            _wait_until_somebody_waits(session)
            # As every arrival does once it has its turn.
            record(session, None, Tag.TASK_SEEN, task)
        assert keyed.result(timeout=30) is not None


def test_words_that_are_read_while_the_stub_is_looked_at_do_not_go_untold(on_postgres):
    with transaction() as session:
        make = Make(session)
        task = task_of_its_own(make, "stub")
        head, clerk = (make.room_head(task.unit, name="stub"), make.collector(task.unit, name="stub-1"))
        [slip] = issue(session, head, task, Order(id=new_id(), kind=SlipKind.SPARE, count=1))
        heard = Heard(id=new_id(), task=task.id, words="路要修。", consent=Consent.ELECTRONIC, slip=slip.number)
        online = take(session, None, task, heard, SECRET).comment
        opinions = (Opinion("free-1", "边沟也要修。", "", "whole"),)
        said = Reading(id=new_id(), opinions=opinions, heard_at=clock.now(), channel=Channel.BOX)
        told = consequences_of(session, slip)[online.id]
        head_id, clerk_id, slip_id, comment_id = head.id, clerk.id, slip.id, online.id

    def take_back(seen):
        with on_postgres.app_context(), transaction() as other:
            who, paper = other.get_one(Account, head_id), other.get_one(Slip, slip_id)
            withdraw_by_stub(other, who, paper, comment_id, seen)

    with ThreadPoolExecutor() as pool:
        with transaction() as session:
            key(session, session.get_one(Account, clerk_id), session.get_one(Slip, slip_id), said, True, SECRET)
            taken_back = pool.submit(take_back, told.seen)
            _wait_until_somebody_waits(session)
        with pytest.raises(OtherWordsGo):
            taken_back.result(timeout=30)

    with transaction() as session:
        slip = session.get_one(Slip, slip_id)
        assert slip_row(session, slip.task, slip).state is SlipState.ONCE
        seen = consequences_of(session, slip)[comment_id].seen
    take_back(seen)
    with transaction() as session:
        slip = session.get_one(Slip, slip_id)
        assert slip_row(session, slip.task, slip).state is SlipState.LET_GO
        assert session.get_one(Comment, comment_id).said.words == ""
        told = [
            len(done_to(session, tag, [slip_id, comment_id]))
            for tag in (Tag.SLIP_READING_DROPPED, Tag.COMMENT_WITHDRAWN)
        ]
        assert told == [0, 1]


def test_two_first_acts_of_a_day_anchor_it_once(on_postgres):
    with transaction() as session:
        make = Make(session)
        above = make.municipality(code="52050").id
        ids = [make.station(code=f"52059{number}", parent_id=above).id for number in (2, 3)]
        record(session, None, Tag.UNIT_CREATED, session.get_one(Unit, ids[0]))
    some_day = clock.now() + timedelta(days=100)

    def act(station_id):
        with on_postgres.app_context(), clock.held_at(some_day), transaction() as other:
            record(other, None, Tag.UNIT_CHANGED, other.get_one(Unit, station_id))

    with ThreadPoolExecutor() as pool:
        with transaction() as session, clock.held_at(some_day):
            record(session, None, Tag.UNIT_CHANGED, session.get_one(Unit, ids[0]))
            second = pool.submit(act, ids[1])
            _wait_until_somebody_waits(session)
        second.result(timeout=30)

    day = clock.day_of(some_day).isoformat()
    anchors = select(Event).where(Event.tag == Tag.CHAINS_ANCHORED, Event.subject_id == day)
    assert len(db.session.scalars(anchors).all()) == 1
    assert [one.broken_at for one in chains(db.session())] == [None] * len(chains(db.session()))


def test_two_first_acts_of_a_station_make_one_chain(on_postgres):
    with transaction() as session:
        make = Make(session)
        record(session, None, Tag.UNIT_CREATED, None)
        station_id = make.station(code="520591", parent_id=make.municipality(code="52049").id).id

    def act(_number):
        with on_postgres.app_context(), transaction() as other:
            record(other, None, Tag.UNIT_CHANGED, other.get_one(Unit, station_id))

    with ThreadPoolExecutor() as pool:
        with transaction() as session:
            record(session, None, Tag.UNIT_CREATED, session.get_one(Unit, station_id))
            second = pool.submit(act, 1)
            _wait_until_somebody_waits(session)
        second.result(timeout=30)

    assert {one.chain: one.length for one in chains(db.session())}[station_id] == 2


def test_what_is_said_is_found_in_the_database_itself(on_postgres):
    with transaction() as session:
        make = Make(session)
        task = task_of_its_own(make, "found")
        heard = Heard(id=new_id(), task=task.id, words="涵洞堵了。", consent=Consent.ORAL)
        take(session, make.collector(task.unit, name="found"), task, heard, SECRET)
        rooms = task.unit, make.room(task.unit.parent, code="52770001")
        ids = [make.room_head(room, name=f"finds-{room.code}").id for room in rooms]
    shelf, session = on_postgres.extensions["shelf"], db.session()
    catch_up(session, shelf)
    own, other = (find(session, session.get_one(Account, one), shelf.index(), Wish("涵洞")) for one in ids)

    assert ([hit.text for hit in own.hits], other.total) == (["涵洞堵了。"], 0)
    assert compare(session, shelf).agrees
    assert not on_postgres.config["HUB"].index.exists()


def _wait_until_somebody_waits(session) -> None:
    until = time.monotonic() + 30
    while not session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
        assert time.monotonic() < until

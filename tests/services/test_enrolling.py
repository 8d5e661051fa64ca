"""Who is where, and how they come in."""

from datetime import timedelta

import pytest

from legislation_hub import clock
from legislation_hub.models import ApiToken, Event
from legislation_hub.problems import (
    CodeTaken,
    CodeWrong,
    NameTaken,
    NotAllowed,
    PasswordTooShort,
    PasswordTooSimple,
    RoleNotAtUnit,
    TooManyTries,
    UnitNotBelow,
)
from legislation_hub.services import enrolling, entering
from legislation_hub.services.enrolling import NewAccount, NewUnit
from legislation_hub.vocabulary import Role, Tag, UnitKind

PASSWORD = "天气好就去各家走访"


@pytest.fixture
def enrolled(session, make):
    """A collector with a one-time code."""
    new = NewAccount("xingtai01", "示例·王某", Role.COLLECTOR, make.room())
    return enrolling.create_account(session, make.administrator(), new)


def come_in(session, password=PASSWORD):
    """Sign in as the enrolled collector would."""
    right = entering.belong_together(session, "xingtai01", password)
    return entering.sign_in(session, "xingtai01", right)


class TestCreateUnit:
    def test_hangs_a_room_under_a_station_and_knows_both(self, session, make):
        station = make.station()

        room = enrolling.create_unit(
            session, make.administrator(), NewUnit(UnitKind.ROOM, "星宿乡", "520521222", station)
        )

        assert (room.parent_id, room.station_id, room.room_id) == (station.id, station.id, room.id)

    def test_lets_a_grid_belong_to_the_room_of_its_village(self, session, make):
        administrator, room = make.administrator(), make.room()
        village = enrolling.create_unit(session, administrator, NewUnit(UnitKind.VILLAGE, "某村", "1", room))

        grid = enrolling.create_unit(session, administrator, NewUnit(UnitKind.GRID, "一组", "1-1", village))

        assert grid.room_id == room.id

    def test_refuses_a_room_without_a_station(self, session, make):
        with pytest.raises(UnitNotBelow):
            enrolling.create_unit(session, make.administrator(), NewUnit(UnitKind.ROOM, "星宿乡", "1", None))

    def test_refuses_a_code_twice(self, session, make):
        room = make.room()

        with pytest.raises(CodeTaken):
            enrolling.create_unit(
                session, make.administrator(), NewUnit(UnitKind.ROOM, "另一个", room.code, room.parent)
            )

    def test_refuses_a_code_twice_with_a_blank_beside_it(self, session, make):
        home = make.household()
        new = NewUnit(UnitKind.GRID, "另一个", f" {home.grid.code} ", home.grid.parent)

        with pytest.raises(CodeTaken):
            enrolling.create_unit(session, make.administrator(), new)
        with pytest.raises(CodeTaken):
            enrolling.create_household(session, make.administrator(), home.grid, f"{home.code} ")

    def test_is_for_the_administrator_alone(self, session, make):
        with pytest.raises(NotAllowed):
            enrolling.create_unit(
                session, make.coordinator(), NewUnit(UnitKind.ROOM, "星宿乡", "1", make.station())
            )


class TestCreateAccount:
    def test_refuses_a_name_twice(self, session, make, enrolled):
        new = NewAccount("xingtai01", "别人", Role.COLLECTOR, make.room())

        with pytest.raises(NameTaken):
            enrolling.create_account(session, make.administrator(), new)

    def test_refuses_a_collector_without_a_room(self, session, make):
        with pytest.raises(RoleNotAtUnit):
            enrolling.create_account(
                session, make.administrator(), NewAccount("a", "b", Role.COLLECTOR, make.station())
            )

    def test_keeps_the_code_nowhere(self, enrolled):
        account = enrolled.account

        kept = [account.code_hash, account.password_hash, account.name]
        assert enrolled.code not in kept


class TestUseCode:
    def test_sets_a_password_that_opens(self, session, enrolled):
        entering.use_code(session, "xingtai01", enrolled.code.lower().replace("-", " "), PASSWORD)

        assert come_in(session) is enrolled.account

    def test_works_once(self, session, enrolled):
        entering.use_code(session, "xingtai01", enrolled.code, PASSWORD)

        with pytest.raises(CodeWrong):
            entering.use_code(session, "xingtai01", enrolled.code, PASSWORD)

    def test_stops_after_seven_days(self, session, enrolled):
        with clock.held_at(clock.now() + timedelta(days=8)), pytest.raises(CodeWrong):
            entering.use_code(session, "xingtai01", enrolled.code, PASSWORD)

    @pytest.mark.parametrize(
        ("password", "problem"),
        [("short", PasswordTooShort), ("88888888", PasswordTooSimple), ("xingtai01", PasswordTooSimple)],
    )
    def test_refuses_a_password_that_everybody_tries(self, session, enrolled, password, problem):
        with pytest.raises(problem):
            entering.use_code(session, "xingtai01", enrolled.code, password)

    def test_a_new_code_ends_the_old_one(self, session, make, enrolled):
        enrolling.issue_code(session, make.administrator(), enrolled.account)

        with pytest.raises(CodeWrong):
            entering.use_code(session, "xingtai01", enrolled.code, PASSWORD)


class TestSignIn:
    def test_wrong_passwords_are_events_and_end_in_a_rest(self, session, enrolled):
        entering.use_code(session, "xingtai01", enrolled.code, PASSWORD)

        for _try in range(entering.TRIES):
            assert come_in(session, "不是这个密码") is None

        assert session.query(Event).filter_by(tag=Tag.SIGN_IN_FAILED).count() == entering.TRIES
        with pytest.raises(TooManyTries):
            come_in(session)

    def test_an_ended_account_does_not_come_in(self, session, make, enrolled):
        entering.use_code(session, "xingtai01", enrolled.code, PASSWORD)
        enrolling.change_account(session, make.administrator(), enrolled.account, "示例·王某", "", active=False)

        assert come_in(session) is None


class TestTokens:
    def test_act_for_their_holder_until_ended(self, session, make):
        collector = make.collector()
        token = entering.issue_token(session, collector, collector, "手机")

        assert entering.holder_of_token(session.connection(), token) == collector.id
        row = session.query(ApiToken).one()
        entering.end_token(session, collector, row)
        assert entering.holder_of_token(session.connection(), token) is None

    def test_end_with_their_account_for_good(self, session, make):
        collector, administrator = make.collector(), make.administrator()
        token = entering.issue_token(session, collector, collector, "手机")

        for active in (False, True):
            enrolling.change_account(session, administrator, collector, collector.person, "", active)

        assert entering.holder_of_token(session.connection(), token) is None

    def test_are_not_issued_for_somebody_else(self, session, make):
        with pytest.raises(NotAllowed):
            entering.issue_token(session, make.administrator(), make.collector(), "手机")

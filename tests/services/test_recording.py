"""Every act leaves an event, chained to the one before of its station."""

from datetime import timedelta

from sqlalchemy import text

from legislation_hub import clock
from legislation_hub.models import Event
from legislation_hub.models.event import INSTANCE
from legislation_hub.queries.events import chains
from legislation_hub.services.recording import record
from legislation_hub.vocabulary import Tag


class TestRecord:
    def test_chains_each_station_apart(self, session, make):
        one, other = make.station(), make.station(name="另一个站", code="2")
        for station in (one, other, one):
            record(session, None, Tag.UNIT_CHANGED, station)

        lengths = {state.chain: state.length for state in chains(session)}
        assert (lengths[one.id], lengths[other.id]) == (2, 1)

    def test_anchors_all_heads_with_the_first_act_of_a_day(self, session, make):
        station = make.station()
        record(session, None, Tag.UNIT_CHANGED, station)
        first = session.query(Event).filter_by(chain=station.id).one()

        with clock.held_at(clock.now() + timedelta(days=1)):
            record(session, None, Tag.UNIT_CHANGED, station)

        anchors = session.query(Event).filter_by(chain=INSTANCE, tag=Tag.CHAINS_ANCHORED).all()
        assert anchors[-1].detail == {str(station.id): f"1:{first.hash}"}


class TestChains:
    def test_hold_after_honest_acts(self, session, make):
        for number in range(5):
            record(session, make.administrator(), Tag.UNIT_CHANGED, make.station(), number=number)
        session.commit()
        session.expire_all()

        assert [state.broken_at for state in chains(session)] == [None, None]

    def test_break_where_an_event_was_changed(self, session, make):
        for number in range(5):
            record(session, None, Tag.UNIT_CHANGED, make.station(), number=number)
        session.execute(text("DROP TRIGGER event_unchanged"))
        session.execute(
            text("UPDATE event SET actor = 'x' WHERE sequence = 3 AND chain != :zero"), {"zero": INSTANCE.hex}
        )
        session.expire_all()

        assert {state.broken_at for state in chains(session) if state.chain != INSTANCE} == {3}

    def test_break_where_the_end_was_cut_off_together_with_its_head(self, session, make):
        station = make.station()
        for number in range(5):
            record(session, None, Tag.UNIT_CHANGED, station, number=number)
        with clock.held_at(clock.now() + timedelta(days=1)):
            record(session, None, Tag.UNIT_CHANGED, make.station(name="另一个站", code="2"))
        session.execute(text("DROP TRIGGER event_kept"))
        session.execute(text("DELETE FROM event WHERE sequence = 5 AND chain = :id"), {"id": station.id.hex})
        session.execute(
            text(
                "UPDATE chain SET sequence = 4, "
                "hash = (SELECT hash FROM event WHERE chain = :id AND sequence = 4) WHERE chain = :id"
            ),
            {"id": station.id.hex},
        )
        session.expire_all()

        assert {state.chain: state.broken_at for state in chains(session)}[station.id] == 5

    def test_break_where_the_end_was_cut_off(self, session, make):
        for number in range(5):
            record(session, None, Tag.UNIT_CHANGED, make.station(), number=number)
        session.execute(text("DROP TRIGGER event_kept"))
        session.execute(text("DELETE FROM event WHERE sequence = 5"))
        session.expire_all()

        assert {state.broken_at for state in chains(session) if state.chain != INSTANCE} == {5}

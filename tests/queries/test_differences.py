"""Whatever a second content says otherwise is named to the room, and nothing that it says alike."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from legislation_hub import clock
from legislation_hub.models import Slip
from legislation_hub.models.base import new_id
from legislation_hub.proofs.slips import code_of
from legislation_hub.queries.conflicts import seconds_of
from legislation_hub.queries.differences import NOTED, SHOWN
from legislation_hub.services.collecting import take
from legislation_hub.services.hearing import Heard
from legislation_hub.vocabulary import Channel, Consent, Place, SlipKind, Stance

SECRET = b"only for tests"
# Not of the content itself: the same id, for the same task, in whatever format.
ALIKE = {"id", "task", "format"}
OTHERWISE = {
    "household": "0118",
    "speaker": "王大妈",
    "identity": "villager",
    "age_band": "60+",
    "channel": Channel.PHONE,
    "language": "苗语",
    "interpreter": "罗阿婆",
    "consent": Consent.WRITTEN,
    "wants_answer": False,
}


@pytest.fixture
def task(make):
    return make.task()


@pytest.fixture
def collector(make, task):
    return make.collector(task.unit)


@pytest.fixture
def paragraph(make, task):
    return make.article(task.consultation.version, 7, "村道由村养护，村民可以参与养护。")


@pytest.fixture
def said(make, task):
    for code in ("0117", "0118"):
        make.household(task.unit, code=code)
    return Heard(
        id=new_id(),
        task=task.id,
        words="边沟要修。",
        consent=Consent.ORAL,
        household="0117",
        heard_at=clock.now() - timedelta(hours=1),
    )


def second(session, collector, task, first, **otherwise):
    """Return what is shown of a second content that says this otherwise than the first."""
    comment = take(session, collector, task, first, SECRET).comment
    take(session, collector, task, replace(first, **otherwise), SECRET)
    session.expire_all()
    [found] = seconds_of(session, comment)
    return found


def told(found):
    return {one.field: (one.first, one.second) for one in found.noted}


def test_every_field_of_a_comment_is_shown_or_noted():
    assert {*SHOWN, *NOTED} == {one.name for one in fields(Heard)} - ALIKE


class TestNotes:
    @pytest.mark.parametrize("field", OTHERWISE)
    def test_name_the_one_field_that_differs(self, session, task, collector, said, field):
        found = second(session, collector, task, said, **{field: OTHERWISE[field]})

        first = {"household": "0117", "channel": Channel.VISIT, "consent": Consent.ORAL, "wants_answer": True}
        assert told(found) == {field: (first.get(field), OTHERWISE[field])}
        assert found.says_the_same

    def test_name_what_only_the_first_gives(self, session, task, collector, said):
        found = second(session, collector, task, replace(said, speaker="王大妈"), speaker=None, household=None)

        assert told(found) == {"speaker": ("王大妈", None), "household": ("0117", None)}

    def test_name_the_moments_as_they_were_sent(self, session, task, collector, said):
        later = said.heard_at + timedelta(minutes=3)

        assert told(second(session, collector, task, said, heard_at=later)) == {"heard_at": (said.heard_at, later)}

    def test_name_the_meeting_and_the_slip_as_people_do(self, session, make, task, collector, said):
        meeting, slip = make.meeting(task), Slip(number=12, kind=SlipKind.SPARE, printed_at=clock.now())
        slip.task_id, slip.station_id, slip.room_id = task.id, task.station_id, task.room_id
        slip.printed_by_id = collector.id
        session.add(slip)
        session.flush()

        found = second(session, collector, task, said, meeting=meeting.id, slip=12, channel=Channel.VISIT)

        assert told(found) == {"meeting": (None, meeting.title), "slip": (None, str(code_of(task.id, 12)))}

    def test_name_what_it_corrects_and_came_with_by_number(self, session, task, collector, said):
        other = take(session, collector, task, replace(said, id=new_id()), SECRET).comment
        unknown = new_id()

        found = second(session, collector, task, said, corrects=other.id, submission=unknown)

        [number] = [one.number for one in (take(session, collector, task, said, SECRET).comment,)]
        assert told(found) == {
            "corrects": (None, other.number),
            "submission": (number, ""),
        }

    def test_leave_out_what_it_takes_over_from_what_was_handed_in_before(self, session, task, collector, said):
        first = take(session, collector, task, replace(said, speaker="王大妈"), SECRET).comment
        more = replace(said, id=new_id(), submission=first.submission_id, household=None)

        assert told(second(session, collector, task, more, words="另一句。")) == {}


class TestTheWishForAnAnswer:
    """It is kept once for all that was handed in together: what one comment of several wished, nobody knows."""

    @pytest.fixture
    def wished_later(self, session, task, collector, said):
        first = replace(said, wants_answer=False)
        comment = take(session, collector, task, first, SECRET).comment
        more = replace(said, id=new_id(), submission=comment.submission_id, wants_answer=True)
        take(session, collector, task, more, SECRET)
        return first

    @pytest.mark.parametrize("otherwise", [{"words": "灯要亮。"}, {"wants_answer": True}])
    def test_is_not_compared_where_another_comment_may_have_said_it(
        self, session, task, collector, wished_later, otherwise
    ):
        found = second(session, collector, task, wished_later, **otherwise)

        assert (told(found), found.wish_open, found.reads_the_same(Stance.OTHER)) == ({}, True, False)

    def test_is_compared_where_none_of_several_wished_it(self, session, task, collector, said):
        first = replace(said, wants_answer=False)
        comment = take(session, collector, task, first, SECRET).comment
        take(session, collector, task, replace(first, id=new_id(), submission=comment.submission_id), SECRET)

        found = second(session, collector, task, first, wants_answer=True)

        assert (told(found), found.wish_open) == ({"wants_answer": (False, True)}, False)


class TestWhatItIsAbout:
    def test_is_the_same_where_the_wording_stands_though_more_around_it_was_named(
        self, session, task, collector, paragraph, said
    ):
        quoting = replace(said, provision=paragraph.eid, quote="村民可以")

        found = second(session, collector, task, quoting, provision="art_7", quote="村民 可以")

        assert (found.about.quote, found.about.elsewhere, found.reads_the_same(Stance.OTHER)) == (
            "村民可以",
            False,
            True,
        )

    def test_tells_apart_where_the_same_wording_begins(self, session, task, collector, paragraph, said):
        quoting = replace(said, provision=paragraph.eid, quote="养护", quote_start=4)

        about = second(session, collector, task, quoting, quote_start=13).about

        assert (about.quote, about.quote_start, about.elsewhere) == ("养护", 13, True)

    @pytest.mark.parametrize("place", [Place.MISSING, None])
    def test_is_the_provision_or_what_is_missing(self, session, task, collector, paragraph, said, place):
        found = second(session, collector, task, said, place=place or Place.PROVISION, provision=paragraph.eid)

        assert (found.about.place, found.about.elsewhere) == (place or Place.PROVISION, True)


def test_two_ways_to_write_one_character_are_no_difference(session, task, collector, said):
    found = second(session, collector, task, replace(said, words="路\uf9be修。"), speaker="王大妈")

    assert found.says_the_same


def test_nothing_that_can_be_read_differs_where_only_a_provision_is_named_closer(
    session, task, collector, paragraph, said
):
    found = second(session, collector, task, replace(said, provision="art_7"), provision=paragraph.eid)

    assert found.reads_the_same(Stance.OTHER)

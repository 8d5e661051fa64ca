"""A collector at a door: what is typed is written down once, and comes back when something is wrong."""

import re
from types import SimpleNamespace

import pytest
from sqlalchemy import event, func, select

from legislation_hub.models import Comment, Conflict, Event, Supplement, Words
from legislation_hub.models.base import new_id
from legislation_hub.models.database import db
from legislation_hub.proofs import receipts
from legislation_hub.services import passwords
from legislation_hub.services.collecting import take
from legislation_hub.services.hearing import Heard
from legislation_hub.vocabulary import Channel, Consent, Stage, Stance, Tag, VerdictKind
from tests.makers import in_days

FORM = {
    "about": "art_2",
    "stance": "amend",
    "words": "护路员一个月三百块，哪个愿意干。",
    "channel": "visit",
    "language": "汉语",
    "consent": "oral",
}


@pytest.fixture
def task(make):
    return make.task()


@pytest.fixture
def collector(make, task):
    return make.collector(task.unit)


@pytest.fixture
def door(session, browse, task, collector):
    """The collector's phone, and the address of the form."""
    session.commit()
    phone = browse(collector)
    phone.form = f"/field/tasks/{task.id}/comments"
    return phone


def filled(**more):
    return {"id": str(new_id()), "heard_on": in_days(0).isoformat(), **FORM, **more}


def text(page):
    return page.get_data(as_text=True)


class TestTheForm:
    def test_writes_down_what_was_said_and_shows_number_and_receipt(self, session, settings, make, task, door):
        make.household(task.unit, code="102206-1-07")
        session.commit()

        page = door.post(door.form, filled(household="1-07"))

        comment = session.scalars(select(Comment)).one()
        assert comment.said.words == FORM["words"]
        assert comment.submission.household.code == "102206-1-07"
        assert (comment.stance, comment.submission.channel) == (Stance.AMEND, Channel.VISIT)
        assert comment.number in text(page)
        assert receipts.derive(settings.secret, comment.submission_id) in text(page)
        assert "data-saved" in text(page)

    def test_sent_twice_makes_one_comment(self, session, door):
        form = filled()

        pages = [door.post(door.form, form) for _ in range(2)]

        assert [page.status_code for page in pages] == [200, 200]
        assert session.scalar(select(func.count()).select_from(Comment)) == 1

    def test_sent_again_with_other_words_keeps_both_and_says_so(self, session, door):
        form = filled()
        door.post(door.form, form)

        page = door.post(door.form, {**form, "words": "三百块不够。"})

        assert "data-saved" not in text(page)
        assert session.scalars(select(Words.words)).all() == [FORM["words"]]
        assert session.scalars(select(Conflict)).one().content["words"] == "三百块不够。"

    def test_that_a_colleague_sends_from_the_same_computer_is_taken_when_pressed_once_more(
        self, session, make, task, browse, door
    ):
        colleague, form = browse(make.collector(task.unit)), filled()
        session.commit()
        door.post(door.form, form)
        mine = {**form, "words": "我另外讲一条。"}

        refused = colleague.post(door.form, mine)
        assert refused.status_code == 422
        assert "我另外讲一条。" in text(refused)
        colleague.post(door.form, {**mine, "id": re.search(r'name="id"[^>]*value="([^"]+)"', text(refused))[1]})

        assert session.scalars(select(Words.words).order_by(Words.words.desc())).all() == [
            FORM["words"],
            "我另外讲一条。",
        ]
        assert session.scalars(select(Conflict)).all() == []

    def test_keeps_line_ends_as_they_were_typed(self, session, door):
        door.post(door.form, filled(words="一要修。\r\n二要养。"))

        assert session.scalars(select(Words.words)).one() == "一要修。\n二要养。"

    @pytest.mark.parametrize(
        ("slip", "field"),
        [
            ({"words": " 　 "}, "words"),
            ({"words": "修" * 10_001}, "words"),
            ({"about": "art_99"}, "about"),
            ({"household": "no-such"}, "household"),
            ({"heard_on": in_days(3).isoformat()}, "heard_on"),
        ],
    )
    def test_comes_back_with_all_that_was_typed_when_something_is_not_right(self, session, door, slip, field):
        page = door.post(door.form, filled(reason="油钱都不够", **slip))

        assert page.status_code == 422
        assert "油钱都不够" in text(page)
        assert f'id="{field}-error"' in text(page)
        assert session.scalar(select(func.count()).select_from(Comment)) == 0

    def test_asks_for_more_of_a_code_that_several_households_end_with(self, session, make, task, door):
        make.household(task.unit, code="1-07")
        make.household(task.unit, code="2-07")
        session.commit()

        assert 'id="household-error"' in text(door.post(door.form, filled(household="07")))

    def test_begins_as_the_last_comment_was_heard(self, session, door):
        door.post(door.form, filled(language="苗语", interpreter="罗阿婆", channel="phone"))

        page = text(door.get(door.form))

        assert 'value="苗语"' in page
        assert 'value="罗阿婆"' in page
        assert re.search(r'<option selected value="phone"', page)
        assert FORM["words"] not in page

    def test_takes_one_more_from_the_same_household_into_the_same_submission(self, session, make, task, door):
        make.household(task.unit, code="0117")
        session.commit()
        door.post(door.form, filled(household="0117"))
        together = _only(session, Comment.submission_id)

        assert 'value="0117"' in text(door.get(f"{door.form}?submission={together}"))
        door.post(door.form, filled(household="0117", submission=str(together)))

        assert len(set(session.scalars(select(Comment.submission_id)))) == 1
        assert session.scalar(select(func.count()).select_from(Comment)) == 2

    def test_mends_a_slip_by_a_second_comment(self, session, door):
        door.post(door.form, filled(words="边钩要修。"))
        slip = _only(session, Comment.id)

        assert "边钩要修。" in text(door.get(f"{door.form}?corrects={slip}"))
        door.post(door.form, filled(words="边沟要修。", corrects=str(slip)))

        assert session.scalars(select(Comment.corrects_id).where(Comment.id != slip)).one() == slip

    def test_refuses_what_was_heard_after_the_closing(self, session, make, browse):
        asked = make.consultation(stage=Stage.REVIEWING, opens_on=in_days(-20), closes_on=in_days(-1))
        task = make.task(consultation=asked)
        phone = browse(make.collector(task.unit))
        session.commit()
        form = f"/field/tasks/{task.id}/comments"

        refused = phone.post(form, filled())
        taken = phone.post(form, filled(heard_on=in_days(-1).isoformat()))

        assert (refused.status_code, taken.status_code) == (422, 200)
        assert FORM["words"] in text(refused)
        assert session.scalars(select(Comment.late)).all() == [True]

    def test_brings_the_words_back_after_signing_in_when_the_session_ran_out(self, session, make, task, browse):
        make.collector(task.unit, name="luolong", password_hash=passwords.hash_of("a-long-password"))
        session.commit()
        phone, form = browse(), f"/field/tasks/{task.id}/comments"

        lost = phone.post(form, filled(), headers={"Origin": "http://localhost"})
        kept = re.search(r'name="kept"[^>]*value="([^"]+)"', text(lost))[1]
        again = phone.post("/door/", {"name": "luolong", "password": "a-long-password", "kept": kept})
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text(again)))

        assert lost.status_code == 401
        assert FORM["words"] in text(again)
        assert f'action="{form}"' in text(again)
        assert "data-saved" in text(phone.post(form, fields))
        assert session.scalars(select(Words.words)).one() == FORM["words"]


class TestOwnComments:
    def test_show_what_became_of_each(self, session, make, task, collector, door):
        make.comment(task, words="路要修。", recorded_by=collector, verdict=VerdictKind.ACCEPTED)
        make.comment(task, words="别人记的。", recorded_by=make.collector(task.unit))
        session.commit()

        page = text(door.get("/field/comments"))

        assert "路要修。" in page
        assert "别人记的。" not in page

    def test_take_the_detail_that_the_room_asked_for(self, session, make, task, collector, door):
        comment = make.comment(task, recorded_by=collector, verdict=VerdictKind.DETAIL)
        session.commit()

        page = door.post(f"/field/comments/{comment.id}", {"text": "说的是三组那一段。"})

        assert page.status_code == 200
        assert session.scalars(select(Supplement.text)).one() == "说的是三组那一段。"

    def test_are_taken_back_with_the_household_s_code_only(self, session, settings, task, collector, door):
        heard = Heard(id=new_id(), task=task.id, words="路要修。", consent=Consent.ORAL)
        comment = take(session, collector, task, heard, settings.secret).comment
        session.commit()
        code = receipts.derive(settings.secret, comment.submission_id)

        wrong = door.post(f"/field/comments/{comment.id}/withdraw", {"code": receipts.derive(b"x", comment.id)})
        assert wrong.status_code == 422
        door.post(f"/field/comments/{comment.id}/withdraw", {"code": code.lower()})

        assert session.scalars(select(Words.words)).one() == ""

    @pytest.mark.parametrize("below", ["", "/saved", "/receipt"])
    def test_of_another_are_closed_and_the_try_is_an_event(self, session, make, task, door, below):
        foreign = make.comment(task, recorded_by=make.collector(task.unit))
        session.commit()

        assert door.get(f"/field/comments/{foreign.id}{below}").status_code == 403
        assert session.scalar(select(func.count()).where(Event.tag == Tag.REFUSED)) == 1

    def test_of_a_task_of_another_room_are_not_taken(self, session, make, door):
        elsewhere = make.task()
        session.commit()

        assert door.get(f"/field/tasks/{elsewhere.id}").status_code == 403
        assert door.post(f"/field/tasks/{elsewhere.id}/comments", filled()).status_code == 403


class TestPages:
    @pytest.mark.parametrize(
        "address", ["/field/", "/field/comments", "{task}", "{task}/households", "{task}/comments"]
    )
    def test_make_no_more_queries_when_they_have_more_rows(self, session, make, browse, address):
        few, many = (_busy_collector(make, rows) for rows in (1, 7))
        session.commit()

        counts = [
            _queries(browse(collector), address.format(task=f"/field/tasks/{task}"))
            for collector, task in (few, many)
        ]

        assert counts[0] == counts[1]


def _only(session, column):
    """Read the one value there is, and let go of the database, so that what is read later is new."""
    value = session.scalars(select(column)).one()
    session.rollback()
    return value


def _busy_collector(make, rows):
    """Somebody whose room has so many tasks and households, each with a comment."""
    task = make.task()
    collector = make.collector(task.unit)
    grid = make.grid(task.unit)
    for _ in range(rows):
        make.task(task.unit)
        household = make.household(grid=grid)
        make.comment(task, recorded_by=collector, household_id=household.id, verdict=VerdictKind.DETAIL)
    return SimpleNamespace(id=collector.id, epoch=1), task.id


def _queries(door, address):
    seen = []
    listen = lambda *_args: seen.append(1)  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listen)
    try:
        assert door.get(address).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", listen)
    return len(seen)

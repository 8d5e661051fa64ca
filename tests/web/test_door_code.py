"""The page behind a QR code: plain words first, the same for everybody, and clear when the code is closed."""

import gzip
import re
from typing import NamedTuple
from uuid import UUID

import pytest
from sqlalchemy import func, select

from legislation_hub import clock
from legislation_hub.models import (
    Account,
    Card,
    ClosedCode,
    Comment,
    Consultation,
    KeyProvision,
    Provision,
    Question,
    Slip,
    Submission,
)
from legislation_hub.models.base import new_id
from legislation_hub.proofs import slips
from legislation_hub.services.changing import recall
from legislation_hub.services.consenting import NOTICE
from legislation_hub.services.renewing import renew_code
from legislation_hub.vocabulary import SlipKind


@pytest.fixture
def task(make):
    return make.task(code="qr77")


@pytest.fixture
def resident(session, task, browse):
    session.commit()
    return browse()


def text(page):
    return page.get_data(as_text=True)


def filled(**more):
    words = "最后一公里全是坑。"
    return {"id": str(new_id()), "about": "whole", "words": words, "consent": "y", "notice": NOTICE, **more}


def provision(session, task, eid):
    query = select(Provision).where(Provision.version_id == task.consultation.version_id, Provision.eid == eid)
    return session.scalars(query).one()


class TestOrder:
    def test_is_plain_words_then_what_matters_then_questions_then_the_text(self, session, task, resident):
        asked = task.consultation
        here = {"consultation_id": asked.id, "position": 1}
        art_2 = provision(session, task, "art_2")
        session.add_all([
            Card(**here, title="总的说来", text="修路养路，谁出钱谁出力。"),
            Card(**(here | {"position": 2}), title="谁来修", text="乡里修。", provision_id=art_2.id),
            KeyProvision(**here, provision_id=art_2.id),
            Question(**here, text="坏了找谁？"),
        ])  # fmt: skip
        session.commit()

        page = text(resident.get("/c/qr77"))

        places = [
            page.index(one)
            for one in ("总的说来", "谁来修", "第二条的内容。", "坏了找谁？", 'id="text"', 'id="art_1"')
        ]
        assert places == sorted(places)
        assert 'href="/c/qr77/say?about=art_2"' in page

    def test_leaves_a_long_text_to_its_contents(self, session, make, resident, task):
        make.article(task.consultation.version, 4, "长" * 20_000)
        session.commit()

        contents = f"/texts/{task.consultation.version_id}/contents?room=qr77"
        session.commit()

        page = resident.get("/c/qr77")

        assert "长长长" not in text(page)
        assert contents in text(page)
        form = text(resident.get("/c/qr77/say"))
        assert "长长长" not in form
        assert '<option value="art_4">第四条</option>' in form
        assert "长长长" in text(resident.get("/c/qr77/say?about=art_4"))

    def test_takes_an_article_from_the_list_and_asks_when_two_are_chosen(self, session, make, resident, task):
        make.article(task.consultation.version, 4, "长" * 20_000)
        last = provision(session, task, "art_4").id
        session.commit()

        assert resident.post("/c/qr77/say", filled(about="art_1", other="art_4")).status_code == 422
        assert resident.post("/c/qr77/say", filled(about="", other="art_4")).status_code == 200

        assert session.scalars(select(Comment.provision_id)).one() == last


class TestTheSameForEverybody:
    def test_holds_no_token_and_sets_no_cookie(self, resident):
        page = resident.get("/c/qr77")

        assert "csrf_token" not in text(page)
        assert "Set-Cookie" not in page.headers

    def test_asks_the_database_once_when_it_is_opened_again(self, resident, queries_made):
        resident.get("/c/qr77")

        with queries_made() as made:
            resident.get("/c/qr77")

        assert len(made) == 1

    def test_is_not_sent_again_to_a_phone_that_has_it(self, resident):
        first = resident.get("/c/qr77")

        again = resident.get("/c/qr77", headers={"If-None-Match": first.headers["ETag"]})

        assert (again.status_code, again.data) == (304, b"")

    def test_travels_small(self, resident):
        plain, small = resident.get("/c/qr77"), resident.get("/c/qr77", headers={"Accept-Encoding": "gzip"})

        assert gzip.decompress(small.data) == plain.data
        assert small.headers["Content-Encoding"] == "gzip"
        assert small.headers["ETag"] == f"W/{plain.headers['ETag']}"

    def test_changes_at_once_when_something_on_it_does(self, session, make, task, resident):
        coordinator, asked = make.coordinator().id, task.consultation_id
        session.commit()
        assert "/c/qr77/say" in text(resident.get("/c/qr77"))

        recall(session, session.get(Account, coordinator), session.get(Consultation, asked), "草案已撤回。")
        session.commit()

        page = text(resident.get("/c/qr77"))
        assert "草案已撤回。" in page
        assert "/c/qr77/say" not in page

    def test_is_shown_in_the_language_and_the_size_that_each_reader_chose(self, resident, browse):
        other = browse()
        resident.get("/c/qr77")
        other.post("/door/reading", {"locale": "en", "large": "1", "next": "/c/qr77"})

        assert 'class="large"' in text(other.get("/c/qr77"))
        assert '<html lang="en"' in text(other.get("/c/qr77"))
        assert '<html lang="zh-CN" class="">' in text(resident.get("/c/qr77"))

    def test_takes_a_browser_s_word_that_a_form_is_ours(self, resident):
        reading = {"large": "1", "next": "/c/qr77"}

        ours = resident.client.post("/door/reading", data=reading, headers={"Sec-Fetch-Site": "same-origin"})
        foreign = resident.client.post("/door/reading", data=reading, headers={"Sec-Fetch-Site": "cross-site"})

        assert (ours.status_code, foreign.status_code) == (302, 400)


class TestSlips:
    @pytest.fixture
    def slip(self, session, make, task):
        slip = Slip(
            task_id=task.id, station_id=task.station_id, room_id=task.room_id, number=12, kind=SlipKind.HOUSEHOLD,
            printed_at=clock.now(), printed_by_id=make.room_head(task.unit).id,
        )  # fmt: skip
        session.add(slip)
        session.commit()
        return slip.id, str(slips.code_of(task.id, 12))

    def test_are_carried_along_from_the_paper_to_the_comment(self, session, slip, resident):
        slip_id, code = slip

        form = re.search(r'href="(/c/qr77/say\?s=[^"]+)"', text(resident.get(f"/c/qr77?s={code}")))[1]
        assert f'name="slip" type="hidden" value="{code}"' in text(resident.get(form))
        resident.post("/c/qr77/say", filled(slip=code))

        assert session.scalars(select(Submission.slip_id)).one() == slip_id

    @pytest.mark.parametrize("carried", ["12-ZZ", "hello", "<b>", ""])
    def test_that_do_not_prove_themselves_are_left_aside(self, session, slip, resident, carried):
        assert "s=" not in re.findall(r'href="/c/qr77/say([^"]*)"', text(resident.get(f"/c/qr77?s={carried}")))[0]
        assert resident.post("/c/qr77/say", filled(slip=carried)).status_code == 200

        assert session.scalars(select(Submission.slip_id)).one() is None


class Closed(NamedTuple):
    """Where the task of a closed code is found now."""

    code: str
    room: str
    consultation_id: UUID
    version_id: UUID


class TestClosedCode:
    @pytest.fixture
    def closed(self, session, make, task, resident):
        """The code after the room closed it; the task goes by another."""
        renew_code(session, make.room_head(task.unit), task)
        session.commit()
        return Closed(task.code, task.unit.name, task.consultation_id, task.consultation.version_id)

    def test_says_so_whom_to_ask_and_leads_on(self, closed, resident):
        page = resident.get("/c/qr77")

        assert page.status_code == 410
        assert closed.room in text(page)
        assert f"/consultations/{closed.consultation_id}" in text(page)
        assert f"/c/{closed.code}" not in text(page)

    def test_opens_by_the_new_one(self, closed, resident):
        assert resident.get(f"/c/{closed.code}").status_code == 200

    def test_loses_no_word_of_whoever_was_writing(self, session, closed, resident):
        form = filled(reason="油钱都不够")

        page = resident.post("/c/qr77/say", form)

        assert page.status_code == 422
        assert form["words"] in text(page)
        assert "油钱都不够" in text(page)
        assert form["id"] in text(page)
        assert f'<option selected value="{closed.code}">' in text(page)
        resident.post(f"/consultations/{closed.consultation_id}/say", {**form, "room": closed.code})
        assert session.scalar(select(func.count()).select_from(Comment)) == 1

    def test_is_no_room_to_choose(self, closed, resident):
        address = f"/consultations/{closed.consultation_id}/say"

        page = resident.post(address, filled(room="qr77"))

        assert page.status_code == 422
        assert "停用" in text(page)

    def test_opens_no_form_and_no_text(self, closed, resident):
        assert resident.get("/c/qr77/say").status_code == 410
        assert resident.get(f"/texts/{closed.version_id}/?room=qr77").status_code == 410


class TestClosing:
    def test_tells_the_room_what_is_on_paper_before_it_confirms(self, session, make, task, browse):
        head = make.room_head(task.unit)
        for number in (1, 2):
            session.add(Slip(
                task_id=task.id, station_id=task.station_id, room_id=task.room_id, number=number,
                kind=SlipKind.HOUSEHOLD, printed_at=clock.now(), printed_by_id=head.id,
            ))  # fmt: skip
        session.commit()
        room = browse(head)
        address = f"/room/tasks/{task.id}/code"

        page = text(room.get(address))
        assert "还有 2 张" in page
        assert "/c/qr77" in page
        assert session.scalars(select(ClosedCode.code)).all() == []
        assert room.post(address).status_code == 200

        session.rollback()  # so that what is read below is new
        assert session.scalars(select(ClosedCode.code)).all() == ["qr77"]

    def test_is_for_the_room_s_own_head(self, session, make, task, browse):
        stranger = browse(make.room_head())
        session.commit()

        assert stranger.get(f"/room/tasks/{task.id}/code").status_code == 403
        assert stranger.post(f"/room/tasks/{task.id}/code").status_code == 403

"""What a comment is about to the word: written on every form, shown wherever the comment stands."""

import pytest
from sqlalchemy import select

from legislation_hub.models import Comment
from legislation_hub.models.base import new_id
from legislation_hub.services import checking
from legislation_hub.vocabulary import Place
from tests.makers import in_days

TEXT = "县级人民政府应当养护农村公路，乡级人民政府应当协助。"
QUOTE = "养护农村公路"
MARKED = "县级人民政府应当<mark>养护农村公路</mark>，乡级"
CITED = "第八条“养护农村公路”"


@pytest.fixture
def version(make):
    return make.version(articles=2)


@pytest.fixture
def paragraph(make, version):
    return make.article(version, 8, TEXT)


@pytest.fixture
def task(make, version, paragraph):
    return make.task(consultation=make.consultation(version_id=version.id), code="qr77")


@pytest.fixture
def quoted(make, task, paragraph):
    """A comment of a collector on words of the eighth article."""
    collector = make.collector(task.unit)
    return make.comment(task, recorded_by=collector, provision_id=paragraph.id, quote=QUOTE, quote_start=8)


def text(page):
    return page.get_data(as_text=True)


def said(**more):
    return {"id": str(new_id()), "about": "art_8", "words": "要写清楚哪个出钱。", **more}


class TestAResident:
    @pytest.fixture
    def resident(self, session, task, browse):
        session.commit()
        return browse()

    def test_finds_the_chosen_provision_in_full_beside_the_field(self, resident):
        page = text(resident.get("/c/qr77/say?about=art_8"))

        assert '<p data-eid="art_8__para_1"><span class="label">第八条</span><span data-text>县级' in page
        assert '<p data-eid="art_2__para_1" hidden>' in page

    def test_finds_no_law_beside_what_is_about_the_whole(self, resident):
        page = text(resident.get("/c/qr77/say?about=whole"))

        assert "data-passages hidden" in page

    def test_copies_the_words_and_sees_them_marked_on_the_receipt(self, session, resident):
        page = resident.post("/c/qr77/say", said(consent="y", quote="养护 农村公路"))

        assert MARKED in text(page)
        session.rollback()
        kept = session.scalars(select(Comment)).one()
        assert (kept.quote, kept.quote_start, kept.provision.eid) == (QUOTE, 8, "art_8__para_1")

    def test_is_told_what_to_do_about_words_that_are_not_there(self, session, resident):
        page = resident.post("/c/qr77/say", said(consent="y", quote="养护国道"))

        assert page.status_code == 422
        assert "同一款（项）中没有这几个字" in text(page)
        assert "养护国道" in text(page)
        assert session.scalars(select(Comment)).all() == []

    def test_says_which_of_two_places_by_selecting(self, session, resident):
        resident.post("/c/qr77/say", said(consent="y", quote="人民政府应当", quote_at="art_8__para_1:17"))

        session.rollback()
        assert session.scalars(select(Comment)).one().quote_start == 17

    @pytest.mark.parametrize("at", ["", "art_2__para_1:0", "art_8__para_1:x", ":", "art_8__para_1"])
    def test_is_asked_for_more_where_no_place_came(self, resident, at):
        page = resident.post("/c/qr77/say", said(consent="y", quote="人民政府应当", quote_at=at))

        assert page.status_code == 422
        assert "不止一次" in text(page)


class TestACollector:
    @pytest.fixture
    def door(self, session, browse, quoted):
        phone = browse(quoted.recorded_by)
        phone.task, phone.comment = quoted.task_id, quoted.id
        session.commit()
        return phone

    def test_writes_down_words_of_a_provision(self, session, door):
        form = said(heard_on=in_days(0).isoformat(), channel="visit", language="汉语", consent="oral", quote=QUOTE)

        page = door.post(f"/field/tasks/{door.task}/comments", form)

        assert CITED in text(page)

    def test_sees_them_in_the_list_and_in_the_text(self, door):
        assert CITED in text(door.get("/field/comments"))
        assert MARKED in text(door.get(f"/field/comments/{door.comment}"))
        assert CITED in text(door.get(f"/field/comments/{door.comment}/receipt"))

    def test_begins_a_correction_with_the_same_words(self, door):
        page = text(door.get(f"/field/tasks/{door.task}/comments?corrects={door.comment}"))

        assert 'value="art_8" checked' in page
        assert f">{QUOTE}</textarea>" in page.replace("\r\n", "")
        assert 'value="art_8__para_1:8"' in page


class TestTheOffice:
    def test_the_room_sees_the_words_marked(self, session, make, browse, quoted):
        head, comment, task = make.room_head(quoted.task.unit), quoted.id, quoted.task_id
        session.commit()
        room = browse(head)

        assert CITED in text(room.get(f"/room/tasks/{task}"))
        assert MARKED in text(room.get(f"/room/comments/{comment}"))

    def test_the_station_sees_them_beside_the_comment_and_on_its_way(self, session, make, browse, quoted):
        coordinator, comment, asked = make.coordinator(), quoted.id, quoted.consultation_id
        session.commit()
        station = browse(coordinator)

        assert CITED in text(station.get(f"/station/consultations/{asked}/points?at=art_8"))
        assert MARKED in text(station.get(f"/comments/{comment}"))

    def test_a_department_quotes_and_sees_what_it_quoted(self, session, make, browse, task):
        department = make.department()
        asked = make.task(department, task.consultation, signed_at=task.sent_at)
        officer, address = make.officer(department), f"/department/tasks/{asked.id}"
        session.commit()

        page = browse(officer).post(f"{address}/opinion", said(stance="amend", quote=QUOTE))

        assert CITED in text(page)

    def test_a_comment_that_quotes_has_the_whole_article_s_for_neighbours(self, session, make, browse, quoted):
        head, comment = make.room_head(quoted.task.unit), quoted.id
        make.comment(quoted.task, words="整条都要改。", provision_id=quoted.provision.parent_id)
        session.commit()

        assert "整条都要改。" in text(browse(head).get(f"/room/comments/{comment}"))


def test_words_about_the_whole_draft_quote_nothing(session, make, browse, task):
    session.commit()

    page = browse().post("/c/qr77/say", said(consent="y", about=Place.WHOLE.value, quote=QUOTE))

    assert page.status_code == 422
    assert "须先选定一条" in text(page)
    assert checking.QUOTE_HOMELESS not in text(page)

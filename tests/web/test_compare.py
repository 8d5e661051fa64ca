"""Two versions side by side: for the station whatever it has, for everybody what was put to the public."""

import pytest
from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.models import Provision, Version
from legislation_hub.services.drafting import Upload, add_version
from legislation_hub.services.following import follow_text
from legislation_hub.vocabulary import Stage
from tests.walking import Page

FIRST = """农村公路条例
第一章　总则
第一条　为了保障农村公路的建设，制定本条例。
第二条　县级人民政府负责农村公路的建设、养护和管理工作。
第三条　违反本条例规定的，由交通运输主管部门责令改正，处二百元以下罚款。
"""
SECOND = """农村公路条例
第一章　总则
第一条　为了保障农村公路的建设和养护，制定本条例。
第二条　国家鼓励社会力量捐资修路，具体办法由省人民政府制定。
第三条　县级人民政府负责农村公路的建设、养护和管理工作。
"""


@pytest.fixture
def add(session, settings, make):
    coordinator, station = make.coordinator(), make.station()

    def add(text, reading, draft=None, published=True):
        upload = Upload(f"{reading}.txt", text.encode(), reading, draft=draft)
        version = add_version(session, coordinator, station, settings.files, upload)
        version.published_at = clock.now() if published else None
        return version

    return add


@pytest.fixture
def first(add, make):
    version = add(FIRST, "一审稿")
    make.consultation(version_id=version.id)
    return version


@pytest.fixture
def second(add, make, first):
    version = add(SECOND, "二审稿", first.draft)
    make.consultation(version_id=version.id)
    return version


@pytest.fixture
def desk(session, make, browse, second):
    coordinator = make.coordinator()
    session.commit()
    return browse(coordinator)


@pytest.fixture
def home(first):
    return f"/station/drafts/{first.draft_id}/compare"


def row(page, eid):
    """What is read in one row, and what of it is marked."""
    [body] = page.tree.xpath("//tbody[@id=$id]", id=eid)
    cells = {side: "".join(body.xpath(f".//td[contains(@class, '{side}')]//text()")) for side in ("old", "new")}
    return cells, body.xpath(".//td[contains(@class, 'new')]//ins/text()"), body


class TestPage:
    def test_lays_the_latest_beside_the_one_before(self, home, desk):
        page = Page(desk.get(home))

        page.says("一审稿与二审稿对照", "改动 1 条", "新增 1 条", "删去 1 条", "未改 1 条", "条号变动 1 条")
        assert [one.get("id") for one in page.tree.xpath("//tbody")][-5:] == [
            "chp_1", "art_1", "art_2", "art_3", "old-art_3",
        ]  # fmt: skip

    def test_marks_words_for_the_eye_and_the_ear(self, home, desk):
        cells, added, body = row(Page(desk.get(home)), "art_1")

        assert added == ["和养护"]
        assert "和养护" not in cells["old"]
        assert body.xpath(".//del") == []

    def test_says_that_an_article_has_another_number(self, home, desk):
        cells, added, body = row(Page(desk.get(home)), "art_3")

        assert added == []
        assert "由第二条改为第三条" in body.text_content()
        assert cells["old"].startswith("第二条")
        assert cells["new"].startswith("第三条")

    def test_keeps_what_is_gone_readable_where_there_is_one_column_only(self, home, desk):
        cells, _added, body = row(Page(desk.get(home)), "old-art_3")

        assert "处二百元以下罚款。" in cells["old"]
        assert "处二百元以下罚款。" in "".join(body.xpath(".//td[contains(@class, 'only-narrow')]//del/text()"))

    def test_leads_from_change_to_change(self, home, desk):
        page = Page(desk.get(home))
        hops = {one.get("id"): one.xpath(".//a[@rel]/@href") for one in page.tree.xpath("//tbody")}

        assert page.address("第一处改动") == "#art_1"
        assert hops["art_1"] == ["#art_2"]
        assert hops["art_2"] == ["#art_1", "#old-art_3"]
        assert hops["art_3"] == []
        assert hops["old-art_3"] == ["#art_2"]

    def test_shows_on_request_only_what_changed(self, home, desk):
        page = Page(desk.get(home))
        page = Page(desk.get(page.address("只看有改动的")))

        assert [one.get("id") for one in page.tree.xpath("//tbody")] == ["chp_1", "art_1", "art_2", "old-art_3"]
        assert page.address("全部条文")

    def test_tells_how_much_was_said_about_the_old_text_and_leads_to_it(
        self, session, make, first, second, home, desk
    ):
        task = make.task(consultation=make.consultation(version_id=first.id))
        for eid, words in (("art_2__para_1", "养护没有钱。"), ("art_1", "建设要规划。")):
            place = session.scalars(select(Provision).filter_by(version_id=first.id, eid=eid)).one()
            make.comment(task, provision_id=place.id, words=words)
        follow_text(session, make.coordinator(), session.get_one(Version, second.id))
        session.commit()

        [said] = row(Page(desk.get(home)), "art_3")[2].xpath(".//a[contains(text(), '意见 1 条')]/@href")
        queue = Page(desk.get(said))

        queue.says("养护没有钱。")
        assert "建设要规划。" not in queue.text
        assert "建设要规划。" in Page(desk.get(queue.address("全部条文"))).text

    def test_turns_round_when_asked(self, first, second, home, desk):
        page = Page(desk.get(f"{home}?old={second.id}&new={first.id}"))

        page.says("二审稿与一审稿对照")
        assert row(page, "art_1")[1] == []


class TestInput:
    def test_one_version_alone_is_explained(self, session, make, browse, first):
        coordinator = make.coordinator()
        session.commit()

        page = Page(browse(coordinator).get(f"/station/drafts/{first.draft_id}/compare"))

        assert page.status == 200
        page.says("还没有可对照的审次")

    def test_a_law_is_not_laid_beside_an_amendment(self, session, first, second, home, desk):
        session.get(type(second), second.id).genre = "amendment"
        session.commit()

        Page(desk.get(f"{home}?old={first.id}&new={second.id}")).says("一份是法规全文，一份是修正案")

    def test_a_version_of_another_draft_is_not_found(self, session, make, home, desk):
        other = make.version()
        session.commit()

        assert desk.get(f"{home}?old={other.id}").status_code == 404

    def test_what_is_no_version_gives_the_usual_ones(self, home, desk):
        assert Page(desk.get(f"{home}?old=x&new=&only=1")).status == 200


class TestWays:
    def test_whoever_came_by_a_room_s_code_still_speaks_to_that_room_afterwards(
        self, session, make, first, second, browse
    ):
        make.task(consultation=make.consultation(version_id=second.id), code="qr77")
        session.flush()
        home, old = f"/texts/{second.id}/", first.id
        session.commit()
        resident = browse()

        page = Page(resident.get(f"{home}?room=qr77"))
        page = Page(resident.get(home + page.address("与“一审稿”对照")))
        page = Page(resident.get(page.address("只看有改动的")))
        page = Page(resident.get(f"{page.path}&old={old}"))

        assert page.tree.xpath("//form//input[@name='room']/@value") == ["qr77"]
        assert page.address("农村公路条例") == f"{home}?room=qr77"


class TestRights:
    def test_another_station_is_refused(self, session, make, browse, home, second):
        stranger = make.coordinator(make.station(name="别的联络站"))
        session.commit()

        assert browse(stranger).get(home).status_code == 403

    def test_everybody_sees_what_changed_between_public_versions(self, session, first, second, browse):
        address = f"/texts/{second.id}/compare"
        session.commit()

        page = Page(browse().get(address))

        page.says("一审稿与二审稿对照")
        assert page.tree.xpath("//select[@id='old']/option/text()") == ["一审稿", "二审稿"]
        assert page.tree.xpath("//a[contains(@href, '/station/')]") == []

    @pytest.mark.parametrize("more", [{"is_public": False}, {"stage": Stage.PREPARING}])
    def test_what_was_not_put_to_the_public_is_not_among_them(
        self, session, make, add, first, second, browse, more
    ):
        hidden = add(SECOND.replace("捐资", "出资"), "内部稿", first.draft)
        make.consultation(version_id=hidden.id, **more)
        address, old = f"/texts/{second.id}/compare", hidden.id
        session.commit()
        resident = browse()

        assert "内部稿" not in resident.get(address).text
        assert resident.get(f"{address}?old={old}").status_code == 404
        assert resident.get(f"/texts/{old}/compare").status_code == 404

    def test_nobody_s_comments_are_counted_for_the_public(self, session, make, first, second, browse):
        task = make.task(consultation=make.consultation(version_id=first.id))
        make.comment(task)
        address = f"/texts/{second.id}/compare"
        session.commit()

        assert Page(browse().get(address)).tree.xpath("//*[contains(@class, 'said')]") == []


def test_the_number_of_queries_does_not_grow_with_the_law(session, make, browse, queries_made, desk, home):
    with queries_made() as made:
        assert desk.client.get(home).status_code == 200

    assert len(made) <= 9

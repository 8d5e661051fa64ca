"""Reading a law: whole, by its contents, an article at a time; every provision under its own address."""

from itertools import pairwise

import pytest
from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.models import Card, Event, Provision, Question
from legislation_hub.services.drafting import Upload, add_version
from legislation_hub.vocabulary import Stage, Tag
from tests.makers import in_days
from tests.walking import Page

TEXT = """农村公路条例
（2025年7月16日国务院公布）
目　录
第一章　总则
第二章　附则
　　为了群众出行，写在前面。
第一章　总则
第一条　为了保障农村公路的建设，制定本条例。
第二条　农村公路包括：
（一）县道；
（二）乡道。
前款以外的道路不适用本条例。
第二章　附则
第三条　本条例自公布之日起施行。
附件
公路等级表
一级公路，四车道。
"""


@pytest.fixture
def version(session, settings, make):
    found = add_version(
        session, make.coordinator(), make.station(), settings.files, Upload("草案.txt", TEXT.encode(), "一审稿")
    )
    found.published_at = clock.now()
    return found


@pytest.fixture
def asked(make, version):
    return make.consultation(version_id=version.id)


@pytest.fixture
def resident(session, asked, browse):
    session.commit()
    return browse()


@pytest.fixture
def home(version):
    return f"/texts/{version.id}"


class TestWhole:
    def test_has_every_part_of_the_law_in_its_order(self, home, resident):
        page = Page(resident.get(home))
        law = page.tree.xpath("string(//*[@id='law'])")
        law = law[law.index("为了群众出行") :]  # the printed 目录 stands before
        parts = [
            "第一章　总则",
            "制定本条例",
            "（二）乡道。",
            "前款以外",
            "第二章　附则",
            "公布之日",
            "公路等级表",
            "四车道",
        ]

        page.says("（2025年7月16日国务院公布）")
        assert [law.index(one) for one in parts] == sorted(law.index(one) for one in parts)

    def test_gives_every_provision_its_own_anchor_once(self, session, home, resident):
        page = Page(resident.get(home))
        ids = page.tree.xpath("//@id")

        assert set(session.scalars(select(Provision.eid))) <= set(ids)
        assert len(ids) == len(set(ids))

    def test_has_its_headings_in_order_below_one_title(self, home, resident):
        page = Page(resident.get(home))
        levels = [
            int(one.tag[1]) for one in page.tree.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")
        ]

        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))

    def test_leads_from_every_article_to_the_form_with_this_article_chosen(self, asked, home, resident):
        page = Page(resident.get(home))
        form = Page(resident.get(page.address("提意见 第二条")))

        assert form.tree.xpath("//input[@name='about'][@checked]/@value") == ["art_2"]

    def test_takes_nothing_when_the_time_is_over(self, session, asked, home, resident):
        session.merge(asked).closes_on = in_days(-1)
        session.commit()

        assert "提意见" not in Page(resident.get(home)).text
        assert "提意见" not in Page(resident.get(f"{home}/art_2")).text

    def test_needs_no_script(self, home, resident):
        source = Page(resident.get(home)).tree

        assert source.xpath("//script[not(@src)]|//style|//*[@style]|//@onclick") == []


class TestPlace:
    def test_shows_one_article_with_the_ways_on(self, home, resident):
        page = Page(resident.get(f"{home}/art_2"))

        page.says("第二条", "农村公路包括：", "第一章 总则")
        assert "制定本条例" not in page.tree.xpath("string(//article)")
        assert page.tree.xpath("//a[@rel='prev']/@href") == ["art_1"]
        assert page.tree.xpath("//a[@rel='next']/@href") == ["art_3"]
        assert Page(resident.get(f"{home}/art_1")).tree.xpath("//a[@rel='prev']") == []

    def test_reads_on_to_the_last_annex(self, home, resident):
        page = Page(resident.get(f"{home}/art_3"))
        annex = Page(resident.get(f"{home}/{page.address('下一条')}"))

        annex.says("公路等级表", "一级公路，四车道。")
        assert annex.tree.xpath("//a[@rel='next']") == []

    @pytest.mark.parametrize(
        ("eid", "text"),
        [
            ("art_2__para_2", "前款以外的道路不适用本条例。"),
            ("art_2__para_1__item_2", "（二）乡道。"),
            ("art_1__para_1", "为了保障农村公路的建设，制定本条例。"),
        ],
    )
    def test_marks_the_line_that_is_named_for_the_eye_and_the_ear(self, home, resident, eid, text):
        page = Page(resident.get(f"{home}/{eid}"))
        [named] = page.tree.xpath("//*[contains(@class, 'named')]")

        assert named.text_content() == f"所指之处：{text}"

    def test_leads_a_heading_into_the_whole_text(self, home, resident):
        answer = resident.client.get(f"{home}/chp_2")

        assert answer.status_code == 302
        assert answer.headers["Location"].endswith("/#chp_2")

    def test_offers_a_link_for_each_paragraph_and_item(self, home, resident):
        page = Page(resident.get(f"{home}/art_2"))

        assert page.address("第二条第一款第（二）项") == "art_2__para_1__item_2"
        assert f"{home}/art_2" in page.text

    @pytest.mark.parametrize("eid", ["art_4", "art_2__para_9", "x", "art_2~2", "第二条", "%00", "../../etc"])
    def test_that_is_none_is_told_and_leads_to_the_contents(self, home, resident, eid):
        answer = resident.get(f"{home}/{eid}")

        assert answer.status_code == 404
        if "/" not in eid:
            page = Page(answer)
            page.says("没有这一条款", "《农村公路条例（一审稿）》")
            Page(resident.get(page.address("查看目录"))).says("目录", "第二条")

    def test_that_is_none_is_told_in_the_reader_s_language(self, home, resident):
        answer = resident.get(f"{home}/art_4", headers={"Accept-Language": "en"})

        Page(answer).says("There is no such provision")


class TestContents:
    def test_lead_to_every_article_and_annex(self, home, resident):
        page = Page(resident.get(f"{home}/contents"))
        links = page.tree.xpath("//nav[@class='pages']//a/@href")

        assert links == ["art_1", "art_1", "art_2", "art_3", "art_3", "annex_1"]
        for link in set(links):
            assert resident.get(f"{home}/{link}").status_code == 200


class TestBeside:
    def test_cards_and_questions_stand_with_the_article_that_they_are_about(self, session, asked, home, resident):
        item = session.scalars(select(Provision).where(Provision.eid == "art_2__para_1__item_2")).one()
        common = {"consultation_id": asked.id, "position": 1}
        session.add_all([
            Card(**common, provision_id=item.id, title="哪些算乡道", text="镇到村的路。"),
            Question(**common, provision_id=item.id, text="您家门口是什么路？"),
            Card(**common, provision_id=None, title="整部说的是什么", text="修路和养路。"),
        ])  # fmt: skip
        session.commit()

        article, other = Page(resident.get(f"{home}/art_2")), Page(resident.get(f"{home}/art_1"))
        article.says("哪些算乡道", "镇到村的路。", "您家门口是什么路？")
        assert "哪些算乡道" not in other.text
        assert "整部说的是什么" in Page(resident.get(home)).text
        assert article.address("回答这一问").endswith("about=art_2__para_1__item_2")


class TestWays:
    def test_whoever_came_by_a_room_s_code_speaks_to_that_room_all_along(
        self, session, make, asked, home, resident
    ):
        make.task(consultation=asked, code="qr77")
        session.commit()

        page = Page(resident.get(f"{home}/?room=qr77"))
        page = Page(resident.get(f"{home}/{page.address('链接 第二条')}"))
        page = Page(resident.get(f"{home}/{page.address('下一条')}"))

        assert page.address("对这一条提意见") == "/c/qr77/say?about=art_3"

    def test_a_collector_writes_down_what_is_said_about_the_article(self, session, make, asked, home, browse):
        task = make.task(consultation=asked)
        collector, other = browse(make.collector(task.unit)), browse(make.collector())
        address, form = f"{home}/art_2?task={task.id}", f"/field/tasks/{task.id}/comments?about=art_2"
        session.commit()

        assert Page(collector.get(address)).address("对这一条提意见") == form
        assert other.get(address).status_code == 403
        assert browse().get(address).status_code == 401

    def test_another_consultation_s_code_is_refused(self, session, make, home, resident):
        make.task(code="other")
        session.commit()

        assert resident.get(f"{home}/art_2?room=other").status_code == 404
        assert resident.get(f"{home}/art_2?room=none").status_code == 404


class TestRights:
    @pytest.mark.parametrize("page", ["", "/contents", "/art_1"])
    @pytest.mark.parametrize("more", [{"is_public": False}, {"stage": Stage.PREPARING}])
    def test_a_stranger_reads_only_what_was_put_to_the_public(
        self, session, make, version, home, browse, page, more
    ):
        make.consultation(version_id=version.id, **more)
        session.commit()

        assert browse().get(f"{home}{page}").status_code == 404

    def test_people_of_the_station_read_what_it_sent_out_and_others_do_not(
        self, session, make, version, home, browse
    ):
        make.consultation(version_id=version.id, is_public=False)
        own, foreign = browse(make.collector()), browse(make.coordinator(make.station(name="别的联络站")))
        session.commit()

        assert own.get(home).status_code == 200
        assert foreign.get(home).status_code == 403
        assert list(session.scalars(select(Event.tag))).count(Tag.REFUSED) == 1

    def test_what_is_not_sent_out_is_not_read_here_even_at_home(self, session, make, version, home, browse):
        version.published_at = None
        own = make.coordinator()
        session.commit()

        assert browse(own).get(home).status_code == 403

    def test_no_text_at_all_is_not_found(self, session, resident, asked):
        assert resident.get(f"/texts/{asked.id}").status_code == 404


class TestQueries:
    def test_do_not_grow_with_the_law(self, session, make, browse, queries_made):
        small, large = make.version(articles=2), make.version(articles=9)
        for one in (small, large):
            make.consultation(version_id=one.id)
        homes = [f"/texts/{one.id}/" for one in (small, large)]
        session.commit()
        person, counts = browse(), []

        for page in homes:
            person.get(page)
            with queries_made() as made:
                assert person.get(page).status_code == 200
            counts.append(len(made))

        assert counts[0] == counts[1] <= 6

"""One search box on every wing; each finds what they may read."""

import re
from urllib.parse import quote

import pytest

from legislation_hub import clock
from legislation_hub.models import Succession
from legislation_hub.services.indexing import rebuild
from legislation_hub.vocabulary import Carried, Fate


def plain(page):
    """Return a page without its marks, so that a sentence can be looked for."""
    return re.sub("</?mark>", "", page)


@pytest.fixture
def found(app, session, make, browse):
    """Return a function that searches as somebody and gives the page's text."""

    def search(account, **asked):
        session.commit()
        rebuild(session, app.extensions["shelf"])
        answer = browse(account).get("/search", query_string=asked)
        assert answer.status_code == 200
        return answer.text

    return search


class TestSearch:
    def test_marks_what_was_asked_for(self, make, found):
        task = make.task()
        make.comment(task, "边沟堵了两年没人掏。")

        page = found(make.coordinator(), q="边沟")

        assert "<mark>边沟</mark>堵了两年" in page

    def test_says_in_which_words_of_the_law_it_looked_too(self, make, found):
        make.article(make.task().consultation.version, 9, "饮酒后驾驶机动车的，暂扣驾驶证。")

        page = found(make.coordinator(), q="酒驾咋个罚")

        assert "<mark>饮酒后驾驶</mark>" in page
        assert "“酒驾”也按法律用语查找：" in page

    def test_asks_whether_something_near_was_meant(self, make, found):
        make.article(make.task().consultation.version, 9, "宅基地的审批由乡镇负责。")

        page = found(make.coordinator(), q="宅机地", kind="comment")

        assert "您要找的是不是" in page
        assert f'href="/search?q={quote("宅基地")}">宅基地</a>' in page

    def test_gives_nothing_away_to_another_room(self, make, found):
        make.comment(make.task(), "边沟堵了两年没人掏。")

        page = found(make.room_head(), q="边沟")

        assert "两年没人掏" not in page

    def test_a_resident_finds_the_law_but_no_comment(self, make, found):
        task = make.task()
        make.article(task.consultation.version, 9, "新建农村公路应当同步建设边沟。")
        make.comment(task, "边沟堵了两年没人掏。")

        page = found(None, q="边沟")

        assert "应当同步建设" in page
        assert "两年没人掏" not in page

    @pytest.mark.parametrize("text", ["", "   ", "((((", '"', "*", "字" * 500, "AND OR NOT", "[a TO z]"])
    def test_never_breaks_over_what_is_typed(self, make, found, text):
        make.task()

        assert "</html>" in found(make.coordinator(), q=text)

    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "gestern"])
    def test_never_breaks_over_a_day_in_the_address(self, make, found, day):
        make.task()

        assert "</html>" in found(make.coordinator(), q="边沟", since=day, until=day)

    def test_narrows_by_stance(self, make, found):
        task = make.task()
        make.comment(task, "边沟要修，赞成。", stance="support")
        make.comment(task, "边沟不用修。", stance="oppose")

        page = found(make.coordinator(), q="边沟", stance="support")

        assert "要修，赞成" in page
        assert "不用修" not in page

    def test_keeps_what_was_set_when_something_else_is_chosen(self, make, found):
        task = make.task()
        make.comment(task, "边沟要修，赞成。", stance="support")
        make.comment(task, "边沟不用修。", stance="oppose")

        page = found(make.coordinator(), q="边沟", stance="support")

        assert "/search?q=%E8%BE%B9%E6%B2%9F&amp;stance=oppose" in page, "one sees what else there is to choose"
        assert "/search?q=%E8%BE%B9%E6%B2%9F&amp;stance=support&amp;sorting=newest" in page

    def test_says_that_filters_leave_nothing(self, make, found):
        make.comment(make.task(), "边沟要修。")

        page = found(make.coordinator(), q="边沟", since="2020-01-01", until="2020-01-02")

        assert "按现在的筛选条件没有结果" in page
        assert "清除全部筛选" in page

    def test_shows_one_box_only(self, make, found):
        assert found(make.coordinator(), q="边沟").count('type="search"') == 1

    def test_is_one_step_away_for_a_resident(self, make, browse):
        assert 'href="/search"' in browse(None).get("/").text


class TestMoreLikeThis:
    def test_are_comments_that_say_nearly_the_same(self, make, found):
        task = make.task()
        first = make.comment(task, "路修到组上，边沟也要一起修，不然下雨就冲。")
        make.comment(task, "修路到组上的时候边沟也要一起修。")
        make.comment(task, "养老金太少，要加一点。")

        page = found(make.coordinator(), like=str(first.id))

        assert "修路到组上的时候" in plain(page)
        assert "养老金" not in page
        assert "不然下雨就冲" not in plain(page)

    def test_of_another_room_are_nobodys(self, make, browse, found, session, app):
        task = make.task()
        first = make.comment(task, "路修到组上，边沟也要一起修。")
        make.comment(make.task(make.room(), task.consultation), "修路到组上的时候边沟也要一起修。")
        like, stranger = {"like": str(first.id)}, browse(make.room_head())

        page = found(make.room_head(task.unit), **like)
        assert "修路到组上的时候" not in plain(page)
        assert "没有相近的意见" in page
        assert stranger.get("/search", query_string=like).status_code == 404


class TestAllEverSaid:
    def test_follows_the_article_through_the_versions(self, make, found, session):
        first = make.version(articles=0)
        old = make.article(first, 3, "边沟由村负责。")
        second = make.version(articles=0, draft_id=first.draft_id, ordinal=2, reading="二次审议稿")
        new = make.article(second, 5, "边沟由乡镇负责。")
        other = make.article(second, 3, "桥梁由县负责。")
        asked = [make.consultation(version_id=one.id) for one in (first, second)]
        task, later = (make.task(make.room(), one) for one in asked)
        comment = make.comment(task, "第一次说的", provision_id=old.id)
        make.comment(later, "第二次说的", provision_id=new.id)
        make.comment(later, "说的是桥梁", provision_id=other.id)
        session.add(
            Succession(
                version_id=second.id,
                station_id=second.station_id,
                consultation_id=asked[0].id,
                kind=Carried.COMMENT,
                comment_id=comment.id,
                from_provision_id=old.id,
                provision_id=new.id,
                found=Fate.MOVED,
                fate=Fate.MOVED,
                reason="",
                made_at=clock.now(),
            )
        )
        session.flush()

        for about in (f"{first.id}:art_3", f"{second.id}:art_5__para_1"):
            page = found(make.coordinator(), about=about)
            assert "第一次说的" in page
            assert "第二次说的" in page
            assert "说的是桥梁" not in page
            assert "二次审议稿 第五条" in page

    @pytest.mark.parametrize("about", ["x", "x:art_1", "01980000-0000-7000-8000-000000000000:art_1"])
    def test_of_nothing_is_not_there(self, make, browse, about):
        assert browse(make.coordinator()).get("/search", query_string={"about": about}).status_code == 404

    def test_of_a_draft_that_was_not_sent_out_is_nobodys(self, make, browse, session):
        version = make.version(published=False)
        head = make.room_head()
        session.commit()

        answer = browse(head).get("/search", query_string={"about": f"{version.id}:art_1"})

        assert answer.status_code == 403

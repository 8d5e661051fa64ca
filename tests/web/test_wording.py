"""An administrator says which everyday words lead to which of the law's; the next search goes by it."""

import pytest

from legislation_hub.models import Consultation, Event, Setting, Unit
from legislation_hub.models.database import db
from legislation_hub.search.sayings import meant, read, shipped
from legislation_hub.services.indexing import catch_up, compare, rebuild
from legislation_hub.services.recording import record
from legislation_hub.services.wording import DICTIONARY, SAYINGS
from legislation_hub.vocabulary import Tag

PAGE = "/admin/search/"


@pytest.fixture
def searched(app, make, browse):
    """Return a function that asks as a coordinator and gives the page, and the administrator's pages."""
    make.article(make.task().consultation.version, 9, "饮酒后驾驶机动车的，暂扣驾驶证。")
    keeper, asker = browse(make.administrator()), browse(make.coordinator())
    db.session.commit()
    rebuild(db.session(), app.extensions["shelf"])
    return keeper, lambda text: asker.get("/search", query_string={"q": text}).text


class TestSayings:
    def test_lead_from_the_next_search_on(self, searched):
        keeper, search = searched
        before = search("喝麻了开车")
        keeper.post(PAGE, {"sayings": "喝麻了 = 饮酒后 ｜ 醉酒"})

        assert "<mark>饮酒后</mark>" not in before
        assert "<mark>饮酒后</mark>" in search("喝麻了开车")

    def test_take_one_that_ships_away(self, searched):
        keeper, search = searched
        keeper.post(PAGE, {"sayings": "酒驾 ="})

        assert "也按法律用语查找" not in search("酒驾")

    def test_leave_an_event_without_a_word_of_them(self, searched):
        keeper, _ = searched
        keeper.post(PAGE, {"sayings": "喝麻了 = 饮酒后"})

        events = db.session.query(Event).filter(Event.tag == Tag.SETTING_CHANGED)
        assert [event.detail for event in events] == [{"name": SAYINGS}, {"name": DICTIONARY}]

    def test_that_cannot_be_read_are_not_kept(self, searched):
        keeper, _ = searched
        page = keeper.post(PAGE, {"sayings": "酒驾 = 饮酒后驾驶\n\n喝麻了"})

        assert page.status_code == 422
        assert "第 3 行看不明白" in page.text
        assert "喝麻了" in page.text
        assert db.session.get(Setting, SAYINGS) is None

    def test_are_the_administrators_alone(self, make, browse):
        coordinator = browse(make.coordinator())
        db.session.commit()

        assert coordinator.get(PAGE).status_code == 403

    def test_stand_before_those_that_ship(self):
        assert meant("酒驾咋个罚", read("酒驾 = 醉酒驾驶"))["酒驾"] == ("醉酒驾驶",)
        assert "酒驾" in shipped()


class TestDictionary:
    def test_makes_one_word_of_what_was_cut_and_builds_the_index_anew(self, app, searched):
        keeper, search = searched
        shelf, old = app.extensions["shelf"], app.extensions["shelf"].index()
        keeper.post(PAGE, {"dictionary": "醉驾饮酒后\n后驾驶机"})
        assert shelf.index() is old, "until the indexer comes round one searches as before"

        catch_up(db.session(), shelf)
        assert shelf.index().terms == ("后驾驶机", "醉驾饮酒后")
        assert len(shelf.index().snapshot().postings("words", "后驾驶机").numbers) == 1
        assert "<mark>后驾驶机</mark>" in search("后驾驶机")
        assert compare(db.session(), shelf).agrees

    def test_is_built_into_the_index_once(self, app, searched):
        keeper, _ = searched
        keeper.post(PAGE, {"dictionary": "后驾驶机"})
        shelf = app.extensions["shelf"]
        catch_up(db.session(), shelf)
        built = shelf.index()
        catch_up(db.session(), shelf)
        keeper.post(PAGE, {"dictionary": "后驾驶机\n后驾驶机", "sayings": "喝麻了 = 饮酒后"})
        catch_up(db.session(), shelf)

        assert shelf.index() is built
        assert [one.detail for one in db.session.query(Event).filter(Event.tag == Tag.DICTIONARY_CHANGED)] == [
            {"terms": 1}
        ]

    def test_finds_what_is_said_after_it(self, app, searched, make):
        keeper, _ = searched
        keeper.post(PAGE, {"dictionary": "后驾驶机"})
        catch_up(db.session(), app.extensions["shelf"])
        make.session = db.session()
        comment = make.comment(
            make.task(
                make.room(db.session.query(Unit).filter_by(kind="station").one()),
                db.session.query(Consultation).one(),
            ),
            "人在车后驾驶机器。",
        )
        record(db.session(), None, Tag.COMMENT_RECORDED, comment)
        db.session.commit()
        catch_up(db.session(), app.extensions["shelf"])

        shelf = app.extensions["shelf"]
        assert len(shelf.index().snapshot().postings("words", "后驾驶机").numbers) == 2

    @pytest.mark.parametrize("line", ["字", "有 空格", "“引号”", "字" * 21])
    def test_takes_no_line_that_is_no_word(self, searched, line):
        keeper, _ = searched

        assert "第 2 行不是一个词" in keeper.post(PAGE, {"dictionary": f"星宿乡\n{line}"}).text

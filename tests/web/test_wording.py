"""An administrator says which everyday words lead to which of the law's; the next search goes by it."""

import pytest

from legislation_hub.models import Event, Setting
from legislation_hub.models.database import db
from legislation_hub.search.sayings import meant, read, shipped
from legislation_hub.services.indexing import rebuild
from legislation_hub.services.wording import NAME
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

        (event,) = db.session.query(Event).filter(Event.tag == Tag.SETTING_CHANGED)
        assert event.detail == {"name": NAME}

    def test_that_cannot_be_read_are_not_kept(self, searched):
        keeper, _ = searched
        page = keeper.post(PAGE, {"sayings": "酒驾 = 饮酒后驾驶\n\n喝麻了"})

        assert page.status_code == 422
        assert "第 2 行看不明白" in page.text
        assert "喝麻了" in page.text
        assert db.session.get(Setting, NAME) is None

    def test_are_the_administrators_alone(self, make, browse):
        coordinator = browse(make.coordinator())
        db.session.commit()

        assert coordinator.get(PAGE).status_code == 403

    def test_stand_before_those_that_ship(self):
        assert meant("酒驾咋个罚", read("酒驾 = 醉酒驾驶"))["酒驾"] == ("醉酒驾驶",)
        assert "酒驾" in shipped()

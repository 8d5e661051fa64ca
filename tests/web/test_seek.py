"""One search box on every wing; each finds what they may read."""

import pytest

from legislation_hub.services.indexing import catch_up


@pytest.fixture
def found(app, session, make, browse):
    """Return a function that searches as somebody and gives the page's text."""

    def search(account, **asked):
        session.commit()
        catch_up(session, app.extensions["shelf"])
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

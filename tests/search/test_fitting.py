"""The best that words found are ordered by what they share with the question, and by the answer it wants."""

import pytest

from legislation_hub.search.answers import kinds_of, matter_of
from legislation_hub.search.fitting import fits, signs_of
from legislation_hub.search.query import parse
from legislation_hub.search.scope import Passage


@pytest.fixture
def order():
    """Return the places of some texts, the best first; a text may come with its title and headings."""

    def order(asked, *texts):
        query = parse(asked)
        passages = [Passage(*text) if isinstance(text, tuple) else Passage(text, "") for text in texts]
        fitting = fits(query, passages, dict.fromkeys(signs_of(query), 1.0))
        return sorted(range(len(texts)), key=lambda at: -fitting[at])

    return order


class TestFitting:
    def test_of_nothing_is_nothing(self):
        assert fits(parse("修路"), [], {}) == []

    def test_prefers_what_has_more_of_the_question(self, order):
        assert order("村里修路占地", "村里修路", "修路占用村里的土地")[0] == 1

    def test_prefers_what_stands_close_together(self, order):
        apart = "村里开会。修路要钱。占地要批"
        assert order("村里修路占地", apart, "开会要批。村里修路占地要钱")[0] == 1

    def test_prefers_the_words_as_they_were_said(self, order):
        assert order("公示办理", "办理。公示。办理。公示", "应当公示办理的结果和经过")[0] == 1

    def test_knows_the_law_by_its_name_and_its_headings(self, order):
        text = "应当自收到申请之日起办理"
        assert order("行政复议申请", (text, "供水条例\n总则"), (text, "行政复议法\n行政复议申请"))[0] == 1

    def test_prefers_the_law_to_what_only_changes_it(self, order):
        text = "审计机关有权检查"
        assert order("审计机关检查", (text, "关于修改《审计法》的决定"), (text, "审计法\n职责"))[0] == 1

    def test_finds_the_law_s_words_for_what_people_say(self, order):
        assert order("酒驾", "在道路上驾驶机动车", "饮酒后驾驶机动车的")[0] == 1

    @pytest.mark.parametrize(
        ("asked", "without", "with_it"),
        [
            ("占地罚多少", "不得占地", "占地的,处二百元以上五百元以下罚款"),
            ("占地几天批", "占地应当批准", "占地应当在十五日内批准"),
            ("占地找哪个部门", "占地应当批准", "占地由自然资源主管部门批准"),
            ("占地要什么材料", "占地应当批准", "占地应当提交下列材料"),
        ],
    )
    def test_prefers_the_kind_of_answer_that_is_asked_for(self, order, asked, without, with_it):
        assert order(asked, without, with_it)[0] == 1


class TestAnswers:
    def test_are_none_where_nothing_is_asked(self):
        assert kinds_of("占地") == ()

    def test_leave_the_matter_without_the_words_that_ask(self):
        assert "".join(matter_of("占地罚多少").split()) == "占地"

    def test_leave_a_question_that_only_asks_as_it_is(self):
        assert matter_of("多少钱") == "多少钱"

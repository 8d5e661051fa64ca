"""A mistyped question leads to what was meant, and a sound one to nothing else."""

import math

import pytest

from legislation_hub.search import analysis
from legislation_hub.search.near import near, unquoted
from legislation_hub.search.query import parse

TEXTS = (
    "宅基地的审批由乡镇负责。",
    "征求意见的期限不少于三十日。",
    "禁止在林区燃放烟花爆竹。",
    "退耕还林补助按年发放。",
    "住房公积金的缴存比例由县确定。",
    "即使分类收集，也应当公开征求公众的意见。",
)


def rarities(signs):
    held = [set(analysis.pairs(analysis.fold(text))) for text in TEXTS]
    times = {sign: sum(sign in pairs for pairs in held) for sign in signs}
    return {sign: math.log1p((len(TEXTS) - many + 0.5) / (many + 0.5)) for sign, many in times.items()}


def texts(asked):
    return [one.text for one in near(parse(asked), rarities)]


@pytest.mark.parametrize(
    ("mistyped", "meant"),
    [
        ("宅机地", "宅基地"),
        ("征求意建", "征求意见"),
        ("燃放烟花暴竹", "燃放烟花爆竹"),
        ("退根还林", "退耕还林"),
        ("住房公基金", "住房公积金"),
        ("zhaijidi", "宅基地"),
        ("宅机地怎么批", "宅基地怎么批"),
    ],
)
def test_what_sounds_alike_and_stands_in_a_text_was_meant(mistyped, meant):
    assert texts(mistyped)[0] == meant


def test_two_signs_that_are_swapped_are_put_back():
    assert texts("求征意见的期限")[0] == "征求意见的期限"


@pytest.mark.parametrize(
    "asked",
    [
        "宅基地怎么批",
        "征求意见",
        "家里煤气漏了找谁",
        "新手司机可以上高速吗",
        "plan",
        "abc",
        "第十二条",
        "村头的账好久公布一回嘛",
    ],
)
def test_what_is_written_as_it_is_meant_leads_to_nothing_else(asked):
    assert texts(asked) == []


def test_a_long_story_is_taken_as_it_is_told():
    assert texts("我家的宅机地被隔壁占了三米多他还说是他爷爷那辈就有的这个事情到底哪个来管") == []


def test_the_wording_that_was_put_right_has_to_be_found():
    [one, *_] = near(parse("宅机地怎么批"), rarities)

    assert one.proof == "“宅基地”"


def test_what_has_everyday_words_of_its_own_is_not_mistyped():
    assert texts("酒驾") == []


class TestUnquoted:
    def test_is_the_question_without_its_marks(self):
        assert [one.text for one in unquoted(parse("“宅基地 审批”  林区"))] == ["宅基地 审批 林区"]

    def test_is_nothing_where_there_were_none(self):
        assert unquoted(parse("宅基地")) == ()

from legislation_hub.legaltext.amending import amend
from legislation_hub.legaltext.amendments.tracing import traced
from tests.legaltext.conftest import law_of

BASE = law_of(
    "某条例",
    "第一条　乡镇人民政府负责养护。",
    "第二条　养护经费列入预算。",
    "村民委员会协助养护。",
    "第三条　本条例自公布之日起施行。",
)


def amended(*clauses):
    return amend(BASE, law_of("关于修改《某条例》的决定", *clauses))


class TestTraced:
    def test_what_was_reworded_renumbered_or_deleted_is_named_with_its_places(self):
        done = amended(
            "一、增加一条，作为第二条：“养护情况应当公布。”",
            "二、将第二条改为第三条，第二款修改为：“村民协助养护。”",
            "三、删去第三条。",
        )

        assert traced(done, done.law) == {
            "art_2": ("art_3",),
            "art_2__para_2": ("art_3__para_2",),
            "art_3": (),
        }

    def test_what_was_added_comes_from_nowhere(self):
        done = amended("一、增加一条，作为第三条：“养护情况应当公布。”")

        assert traced(done, done.law) == {}

    def test_it_says_nothing_of_a_text_that_was_numbered_otherwise_since(self):
        done = amended("一、将第一条修改为：“县级人民政府负责养护。”")

        assert traced(done, law_of("某条例", "第一条　县级人民政府负责养护。")) == {}

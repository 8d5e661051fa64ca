import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legislation_hub.legaltext.comparing import compare
from legislation_hub.vocabulary import Fate
from tests.legaltext.conftest import law_of
from tests.legaltext.test_parsing import LINES

ROAD = "农村公路由乡镇人民政府负责日常养护，养护经费列入本级预算并向村民公布。"
WATER = "取用地下水应当安装计量设施，未经批准不得向取水口周围排放污水。"
FARM = "养殖场与饮用水水源地的距离不得少于五百米，粪便应当集中处理后还田。"
FIRE = "林区每年十月至次年五月禁止野外用火，护林员发现火情应当立即报告。"
SCHOOL = "村小学撤并前应当征求学生家长的意见，并安排校车接送路途超过三公里的学生。"
TEXTS = (ROAD, WATER, FARM, FIRE, SCHOOL)


def law(*articles, chapters=()):
    numbers = "一二三四五六七八九十"
    lines = ["某条例"]
    for at, article in enumerate(articles):
        lines += [
            f"第{numbers[number]}章　{title}" for number, (start, title) in enumerate(chapters) if start == at
        ]
        first, *others = article.split("\n")
        lines += [f"第{numbers[at]}条　{first}", *others]
    return law_of(*lines)


def fates(old, new):
    return [
        (one.old and one.old.eid, one.new and one.new.eid, one.fate.value) for one in compare(old, new).matches
    ]


def reason(match):
    return match.reason % dict(match.values)


class TestArticles:
    def test_renumbered_ones_are_followed_and_told_with_their_numbers(self):
        matches = compare(law(ROAD, WATER, FARM), law(SCHOOL, ROAD, WATER, FARM)).matches

        assert [one.fate for one in matches] == [Fate.NEW, Fate.MOVED, Fate.MOVED, Fate.MOVED]
        assert reason(matches[1]) == "The text is unchanged; 第一条 has become 第二条."
        assert matches[1].likeness == 1

    def test_one_that_was_reworded_in_its_place_is_followed(self):
        new = ROAD.replace("日常养护", "养护和巡查").replace("预算", "财政预算")

        [_first, second, _third] = compare(law(WATER, ROAD, FARM), law(WATER, new, FARM)).matches

        assert (second.fate, second.new.eid) == (Fate.MOVED, "art_2")
        assert reason(second).startswith("The wording has changed, 9")

    def test_one_that_was_deleted_is_gone_and_stands_behind_what_stood_before_it(self):
        assert fates(law(ROAD, WATER, FARM), law(ROAD, FARM)) == [
            ("art_1", "art_1", "moved"),
            ("art_2", None, "gone"),
            ("art_3", "art_2", "moved"),
        ]

    def test_one_that_changed_places_is_followed(self):
        assert ("art_1", "art_4", "moved") in fates(law(*TEXTS), law(WATER, FARM, FIRE, ROAD, SCHOOL))

    def test_one_that_was_split_has_both_parts(self):
        old = law(WATER, f"{ROAD}\n{SCHOOL}", FARM)

        matches = compare(old, law(WATER, ROAD, SCHOOL, FARM)).matches

        assert [(one.old.eid, one.new.eid) for one in matches[1:3]] == [("art_2", "art_2"), ("art_2", "art_3")]
        assert reason(matches[1]) == "It was split: 第二条 has become 第二条、第三条."

    def test_several_that_were_merged_go_to_the_same_place(self):
        matches = compare(law(WATER, ROAD, SCHOOL, FARM), law(WATER, f"{ROAD}\n{SCHOOL}", FARM)).matches

        assert [(one.old.eid, one.new.eid, one.fate) for one in matches[1:3]] == [
            ("art_2", "art_2", Fate.MOVED),
            ("art_3", "art_2", Fate.MOVED),
        ]
        assert reason(matches[1]) == "Several were merged: 第二条、第三条 have become 第二条."

    def test_one_that_is_merely_like_another_elsewhere_is_left_to_a_person(self):
        alike = (
            FIRE.replace("林区", "草原")
            .replace("护林员", "草管员")
            .replace("十月", "九月")
            .replace("火情", "烟雾")
        )

        [found] = [
            one
            for one in compare(law(FIRE, *TEXTS[:3]), law(*TEXTS[:3], alike)).matches
            if one.old and one.old.eid == "art_1"
        ]

        assert found.fate is Fate.REVIEW
        assert found.new.eid == "art_4"

    def test_one_with_two_equal_heirs_is_left_to_a_person_with_both(self):
        once = ROAD.replace("日常", "")

        found = compare(law(WATER, ROAD, FARM), law(WATER, once, once, FARM)).of("art_2")

        assert {one.fate for one in found} == {Fate.REVIEW}
        assert {one.new.eid for one in found} == {"art_2", "art_3"}
        assert reason(found[0]) == "Several places are alike: 第二条、第三条."

    def test_one_whose_sentences_live_on_apart_is_split_however_far_and_among_whatever(self):
        padded = [WATER, f"{FARM}{ROAD}", FIRE, f"{SCHOOL}接送费用由县级财政负担，不得转由学生家长承担。"]

        matches = compare(law(f"{ROAD}{SCHOOL}", WATER, FIRE), law(*padded)).of("art_1")

        assert [(one.new.eid, one.fate) for one in matches] == [("art_2", Fate.MOVED), ("art_4", Fate.MOVED)]
        assert reason(matches[0]) == "It was split: 第一条 has become 第二条、第四条."

    def test_one_of_which_a_sentence_lives_on_is_left_to_a_person_with_that_sentence(self):
        old = law(f"{ROAD}{SCHOOL}未经批准的，由教育主管部门责令改正，并处一千元罚款。", WATER, FIRE)
        new = law(WATER, FIRE, f"{FARM}{ROAD}")

        found = compare(old, new).of("art_1")

        assert [(one.new.eid, one.fate) for one in found] == [("art_3", Fate.REVIEW)]
        assert (
            reason(found[0])
            == "Only a part of it lives on for sure: 第三条“农村公路由乡镇人民政府负责日常养护，养护经费列入……”."
        )

    def test_one_of_which_only_a_rare_phrase_is_left_is_not_called_gone(self):
        old = law(ROAD, "水库大坝的安全由水利工程管理单位负责，汛期实行昼夜值守。", FARM)
        new = law(ROAD, FARM, "汛前检查发现水库大坝有隐患的，县长约谈产权人。")

        [found] = compare(old, new).of("art_2")

        assert (found.fate, found.new.eid) == (Fate.REVIEW, "art_3")
        assert reason(found).endswith("these of its words stand in one place only: 第三条“水库大坝”.")

    def test_one_in_the_place_of_another_with_the_same_phrases_is_not_taken_for_it(self):
        old = "会计监督检查的部门及其工作人员对在监督检查中知悉的国家秘密和商业秘密负有保密义务。"
        new = "审计人员对其在执行职务中知悉的国家秘密和被审计单位的商业秘密，负有保密的义务。"

        assert {one.fate for one in compare(law(ROAD, old, FARM), law(ROAD, new, FARM)).of("art_2")} == {
            Fate.REVIEW
        }

    def test_what_a_decision_tells_goes_before_every_likeness(self):
        comparison = compare(law(ROAD, WATER), law(ROAD, FARM), known={"art_2": ("art_2",), "art_9": ("art_1",)})

        assert [one.fate for one in comparison.of("art_2")] == [Fate.MOVED]
        assert reason(comparison.of("art_2")[0]) == "The amending decision says that 第二条 has become 第二条."

    def test_what_a_decision_deletes_is_gone_however_like_it_something_is(self):
        comparison = compare(law(ROAD, WATER), law(ROAD, WATER), known={"art_2": ()})

        assert [(one.fate, reason(one)) for one in comparison.of("art_2")] == [
            (Fate.GONE, "The amending decision deletes 第二条.")
        ]

    def test_what_a_decision_does_not_name_of_an_article_is_likened(self):
        old, new = law(f"{ROAD}\n{WATER}", FARM), law(ROAD, FARM, SCHOOL)

        comparison = compare(old, new, known={"art_1__para_2": ("art_3",)})

        assert [one.new.eid for one in comparison.of("art_1")] == ["art_1", "art_3"]
        assert reason(comparison.of("art_1")[0]) == "It was split: 第一条 has become 第一条、第三条."

    def test_only_the_numbers_that_it_cites_may_have_changed(self):
        old, new = (law(ROAD, f"违反本条例第{number}条规定的，责令改正并通报批评。") for number in "一二")

        assert (
            reason(compare(old, new).of("art_2")[0])
            == "Only the numbers of the provisions that it cites have changed."
        )


class TestPieces:
    def test_a_paragraph_that_became_an_item_is_followed(self):
        old = law(f"乡镇人民政府负责下列工作。\n{ROAD}\n{WATER}", FARM)
        new = law(f"乡镇人民政府负责下列工作：\n（一）{ROAD}\n（二）{WATER}", FARM)

        [found] = compare(old, new).of("art_1__para_3")

        assert (found.fate, found.new.eid) == (Fate.MOVED, "art_1__para_1__item_2")

    def test_a_paragraph_of_a_split_article_goes_where_its_words_go(self):
        comparison = compare(law(WATER, f"{ROAD}\n{SCHOOL}", FARM), law(WATER, ROAD, SCHOOL, FARM))

        assert [one.new.eid for one in comparison.of("art_2__para_2")] == ["art_3__para_1"]

    def test_one_that_was_taken_to_another_article_stands_with_both(self):
        comparison = compare(law(f"{ROAD}\n{SCHOOL}", WATER, FARM), law(ROAD, WATER, f"{FARM}\n{SCHOOL}"))

        [found] = comparison.of("art_1__para_2")
        rows = [one for one in comparison.matches if found in one.below]

        assert found.new.eid == "art_3__para_2"
        assert [one.new.eid for one in rows] == ["art_1", "art_3"]

    def test_items_that_changed_places_are_followed(self):
        old = law(f"下列行为应当报告：\n（一）{ROAD}\n（二）{WATER}\n（三）{FARM}")
        new = law(f"下列行为应当报告：\n（一）{FARM}\n（二）{ROAD}\n（三）{WATER}")

        comparison = compare(old, new)

        assert [comparison.of(f"art_1__para_1__item_{at}")[0].new.number for at in (1, 2, 3)] == ["2", "3", "1"]


class TestHeadings:
    def test_a_chapter_goes_where_its_articles_go(self):
        old = law(*TEXTS, chapters=((0, "公路"), (3, "其他")))
        new = law(FIRE, *TEXTS, chapters=((0, "防火"), (1, "道路养护"), (4, "其他")))

        assert [one.new.eid for one in compare(old, new).of("chp_1")] == ["chp_2"]

    def test_sections_of_one_name_are_told_apart_by_their_articles(self):
        old = law(*TEXTS, chapters=((0, "一般规定"), (3, "一般规定")))

        assert {one.fate for one in compare(old, old).walk()} == {Fate.MOVED}
        assert [one.new.eid for one in compare(old, old).of("chp_2")] == ["chp_2"]


@settings(deadline=None)
@given(LINES)
def test_a_law_is_itself(lines):
    law = law_of(*lines)

    for one in compare(law, law).walk():
        assert (one.fate, one.likeness, one.old.eid) == (Fate.MOVED, 1, one.new.eid)


@settings(deadline=None)
@given(LINES, LINES)
def test_every_provision_of_both_versions_is_told_of(first, second):
    old, new = law_of(*first), law_of(*second)

    matches = list(compare(old, new).walk())

    assert {one.old.eid for one in matches if one.old} == {one.eid for one in old.walk()}
    assert {one.new.eid for one in matches if one.new} == {one.eid for one in new.walk()}
    assert all(reason(one) for one in matches)


@settings(deadline=None)
@given(st.permutations(TEXTS), st.integers(0, 5))
def test_new_articles_alone_move_all_others_to_new_numbers(texts, place):
    new = [*texts[:place], "本条例所称的草场不包括自家房前屋后零星种植的牧草。", *texts[place:]]

    matches = compare(law(*texts), law(*new)).matches

    assert sorted(one.fate.value for one in matches) == ["moved"] * 5 + ["new"]


@pytest.mark.parametrize("lines", [(), ("某条例",)])
def test_a_text_without_provisions_has_no_matches(lines):
    assert compare(law_of(*lines), law_of(*lines)).matches == ()

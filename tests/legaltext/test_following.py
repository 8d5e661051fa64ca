from hypothesis import given, settings
from hypothesis import strategies as st

from legislation_hub.legaltext.comparing import compare
from legislation_hub.legaltext.following import follow
from legislation_hub.vocabulary import Fate
from tests.legaltext.conftest import by_eid, law_of
from tests.legaltext.test_comparing import FARM, FIRE, ROAD, SCHOOL, WATER, law
from tests.legaltext.test_parsing import LINES


def quoted(old, new, eid, words):
    """Follow ``words`` of the old provision; return what was found and the words at the new place."""
    start = by_eid(old)[eid].text.index(words)
    followed = follow(compare(old, new), eid, (start, start + len(words)))
    place = by_eid(new)[followed.eid].text[slice(*followed.span)] if followed.span else None
    return followed, place


class TestProvision:
    def test_one_that_lives_on_has_its_new_name_and_the_reason(self):
        followed = follow(compare(law(ROAD, WATER), law(FARM, ROAD, WATER)), "art_1__para_1")

        assert (followed.fate, followed.eid, followed.likely) == (Fate.MOVED, "art_2__para_1", ())
        assert followed.reason % followed.values == "The text is unchanged; 第一条 has become 第二条."

    def test_one_that_was_split_is_for_a_person_with_all_its_parts(self):
        comparison = compare(law(WATER, f"{ROAD}\n{SCHOOL}", FARM), law(WATER, ROAD, SCHOOL, FARM))

        followed = follow(comparison, "art_2")

        assert followed.fate is Fate.REVIEW
        assert {one.eid for one in followed.likely} == {"art_2", "art_3"}
        assert followed.likely[0].likeness >= followed.likely[1].likeness

    def test_one_that_was_deleted_is_gone(self):
        followed = follow(compare(law(ROAD, WATER, FARM), law(ROAD, FARM)), "art_2")

        assert (followed.fate, followed.eid, followed.likely) == (Fate.GONE, None, ())

    def test_a_heading_is_followed_and_what_never_was_is_not(self):
        old = law(ROAD, WATER, chapters=((0, "公路"),))
        comparison = compare(old, old)

        assert follow(comparison, "chp_1").eid == "chp_1"
        assert follow(comparison, "art_99").fate is Fate.REVIEW

    def test_what_stands_in_an_annex_is_followed(self):
        old, new = (
            law_of("某条例", f"第一条　{ROAD}", "附件", f"{more}第一条　{FIRE}") for more in ("", "第一章　总则\n")
        )

        assert follow(compare(old, new), "annex_1__art_1").eid == "annex_1__art_1"


class TestQuotation:
    def test_words_that_stand_unchanged_have_their_new_offsets(self):
        followed, place = quoted(
            law(ROAD, FARM), law(FARM, f"依法{ROAD}"), "art_1__para_1", "养护经费列入本级预算"
        )

        assert (followed.fate, followed.eid, place) == (Fate.MOVED, "art_2__para_1", "养护经费列入本级预算")

    def test_changed_words_are_shown_with_their_place(self):
        new = ROAD.replace("本级预算", "县级财政预算")

        followed, _place = quoted(law(ROAD, FARM), law(new, FARM), "art_1__para_1", "养护经费列入本级预算")

        assert followed.fate is Fate.REVIEW
        assert followed.likely[0].eid == "art_1__para_1"
        assert followed.reason == "The quoted words were changed."

    def test_deleted_words_are_gone_though_their_paragraph_lives_on(self):
        old, new = law(f"{ROAD}{WATER}", FARM), law(ROAD, FARM)

        followed, _place = quoted(old, new, "art_1__para_1", "排放污水")

        assert (followed.fate, followed.eid) == (Fate.GONE, None)

    def test_words_that_were_taken_to_another_paragraph_are_followed(self):
        old, new = law(f"{ROAD}{SCHOOL}", FARM), law(f"{ROAD}\n{SCHOOL}", FARM)

        followed, place = quoted(old, new, "art_1__para_1", "村小学撤并前应当征求学生家长的意见")

        assert (followed.eid, place) == ("art_1__para_2", "村小学撤并前应当征求学生家长的意见")

    def test_a_name_that_stands_twice_is_for_a_person(self):
        old = law(f"村民委员会可以修路。{WATER}", FARM)
        new = law(f"{WATER}经村民委员会同意，并由村民委员会公布。", FARM)

        assert quoted(old, new, "art_1__para_1", "村民委员会")[0].fate is Fate.REVIEW

    def test_how_a_printer_sets_the_words_does_not_count(self):
        new = ROAD.replace("，", ",").replace("养护经费", "养护 经费")

        assert (
            quoted(law(ROAD, FARM), law(new, FARM), "art_1__para_1", "日常养护，养护经费")[1]
            == "日常养护,养护 经费"
        )

    def test_a_span_outside_of_the_text_is_for_a_person(self):
        comparison = compare(law(ROAD), law(ROAD))

        for span in ((0, 0), (5, 4), (-1, 3), (0, 999)):
            assert follow(comparison, "art_1__para_1", span).fate is Fate.REVIEW
        assert follow(comparison, "art_1", (0, 2)).reason == "The quotation is not in the old text."


@settings(deadline=None)
@given(LINES, LINES, st.integers(-1, 9), st.integers(-1, 30))
def test_every_place_of_any_text_is_followed(first, second, start, end):
    old, new = law_of(*first), law_of(*second)
    comparison, names = compare(old, new), {one.eid for one in new.walk()}

    for one in old.walk():
        for span in (None, (start, end)):
            followed = follow(comparison, one.eid, span)
            assert (followed.fate is Fate.MOVED) == (followed.eid in names)
            assert followed.reason % dict(followed.values)

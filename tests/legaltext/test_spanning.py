from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.reading import read
from legislation_hub.legaltext.spanning import Span, find, named, printed

ARTICLE = (
    ("art_8", ""),
    ("art_8__para_1", "县级人民政府应当将农村公路管理纳入工作计划。"),
    (
        "art_8__para_2",
        "乡级人民政府应当做好下列工作，“谁修谁管”：",
    ),
    ("art_8__para_2__item_1", "农村公路的养护（含边沟）；"),
    ("art_8__para_2__item_2", "农村公路的绿化。"),
)


def wordings(spans):
    texts = dict(ARTICLE)
    return [(one.eid, texts[one.eid][one.start : one.end]) for one in spans]


class TestFind:
    def test_names_the_innermost_provision_that_holds_the_words(self):
        assert find(ARTICLE, "含边沟") == (Span("art_8__para_2__item_1", 8, 11),)

    def test_finds_nothing_that_is_not_there(self):
        assert find(ARTICLE, "含排水沟") == ()

    def test_does_not_reach_from_one_paragraph_into_the_next(self):
        assert find(ARTICLE, "工作计划。乡级人民政府") == ()

    @pytest.mark.parametrize(
        "typed",
        [
            "养护(含边沟)",
            "养护 （ 含边沟 ）",
            "养护\n（含边沟）",
            "　养护（含边沟）　",
            "（一）农村公路的养护（含边沟）",
        ],
    )
    def test_overlooks_white_space_width_and_a_label_copied_along(self, typed):
        assert wordings(find(ARTICLE, typed))[0][1].endswith("养护（含边沟）")

    def test_takes_no_reference_for_a_label(self):
        assert find(ARTICLE, "第三条的绿化") == ()
        assert find(ARTICLE, "第三条农村公路的绿化") == find(ARTICLE, "农村公路的绿化")

    @pytest.mark.parametrize("typed", ['"谁修谁管"', "“谁修谁管”", "＂谁修谁管＂"])
    def test_takes_the_quotation_marks_that_the_keyboard_has(self, typed):
        assert wordings(find(ARTICLE, typed)) == [("art_8__para_2", "“谁修谁管”")]

    def test_returns_the_wording_as_the_law_prints_it(self):
        assert find((("a", "实行 ＡＢＣ 管理"),), "abc管理") == (Span("a", 3, 9),)

    def test_tells_of_every_place_where_it_stands(self):
        assert [one.eid for one in find(ARTICLE, "人民政府应当")] == ["art_8__para_1", "art_8__para_2"]

    def test_goes_by_the_start_that_the_device_gave(self):
        text = "村村通，户户通，村村通。"

        assert len(find((("a", text),), "村村通")) == 2
        assert find((("a", text),), "村村通", near=8) == (Span("a", 8, 11),)
        assert len(find((("a", text),), "村村通", near=5)) == 2

    def test_counts_the_start_in_the_provision_itself_first(self):
        pieces = (("a", "村村通："), ("a__item_1", "村村通；"))

        assert find(pieces, "村村通", near=0) == (Span("a", 0, 3),)

    def test_asks_again_where_two_paragraphs_begin_alike(self):
        assert len(find(ARTICLE, "农村公路的", near=0)) == 2

    def test_needs_no_start_for_what_stands_there_once(self):
        assert find(ARTICLE, "绿化", near=99) == (Span("art_8__para_2__item_2", 5, 7),)

    @given(st.text(max_size=40), st.integers(0, 40), st.integers(1, 40))
    def test_finds_every_piece_of_a_text_where_it_was_taken_from(self, text, start, length):
        quote = text[start : start + length]
        spans = find((("a", text),), quote, near=start)

        if any(not one.isspace() for one in quote) and quote == quote.strip():
            assert any(one.start <= start and one.end >= start + len(quote) for one in spans)
        for one in spans:
            assert 0 <= one.start < one.end <= len(text)


class TestNamed:
    def test_puts_the_words_behind_the_citation(self):
        assert named("第八条第二款", "谁修谁管") == "第八条第二款“谁修谁管”"

    def test_is_the_citation_alone_without_words(self):
        assert named("第八条", "") == "第八条"

    def test_turns_marks_inside_into_single_ones(self):
        assert named("第八条", "“谁修”谁管") == "第八条“‘谁修’谁管”"

    def test_cuts_a_long_wording_for_a_list(self):
        assert named("第八条", "一二三四五", limit=3) == "第八条“一二三……”"


class TestPrinted:
    def test_marks_the_words_in_the_text(self):
        assert printed("谁修谁管，谁管谁养", "谁管", 2) == [
            [("谁修", False), ("谁管", True), ("，谁管谁养", False)]
        ]

    def test_prints_a_line_for_each_without_blank_ones(self):
        assert printed("甲\n\n乙丙", "丙", 4) == [[("甲", False)], [("乙", False), ("丙", True)]]

    def test_marks_what_goes_over_a_line_end(self):
        assert printed("甲乙\n丙丁", "乙\n丙", 1) == [[("甲", False), ("乙", True)], [("丙", True), ("丁", False)]]

    @pytest.mark.parametrize(("quote", "start"), [("", None), ("谁管", None), ("谁管", 1), ("谁管", 99)])
    def test_marks_nothing_where_the_words_do_not_stand(self, quote, start):
        assert printed("谁修谁管", quote, start) == [[("谁修谁管", False)]]


class TestRealLaws:
    LENGTHS = (2, 4, 8, 16, 32)

    def quotations(self, shared):
        """Five quotations of every law: the article's pieces, the piece, where it begins, what is quoted."""
        chance = Random(20261123)
        for path in sorted((shared / "data" / "laws" / "text").glob("*.txt")):
            articles = [one for one in parse(read(path.name, path.read_bytes())).walk() if one.is_article]
            for length in self.LENGTHS if articles else ():
                article = chance.choice(articles)
                pieces = [(one.eid, one.text) for one in article.walk()]
                eid, text = chance.choice([piece for piece in pieces if piece[1]])
                start = chance.randrange(max(1, len(text) - length))
                while text[start : start + 1].isspace():
                    start += 1
                yield pieces, eid, start, text[start : start + length].rstrip()

    def test_every_quotation_is_found_where_it_was_selected_however_it_is_typed(self, shared):
        quoted = list(self.quotations(shared))
        alone = 0
        for pieces, eid, start, quote in quoted:
            typed = " ".join(quote).translate(str.maketrans("，；：（）“”", ',;:()""'))
            for written in (quote, typed):
                spans = find(pieces, written, near=start)
                assert Span(eid, start, start + len(quote)) in spans, (eid, quote)
            alone += len(find(pieces, typed)) == 1
        assert len(quoted) > 800
        print(f"{len(quoted)} quotations found; {alone} of them stand once in their article and need no start")

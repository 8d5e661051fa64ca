"""Our own small grammar: words, exact wording, articles; bounded and forgiving."""

import pytest

from legislation_hub.problems import SearchEmpty, SearchTooLong
from legislation_hub.search.query import LONGEST, MOST_WORDS, parse


class TestParse:
    def test_splits_into_words(self):
        assert parse("补贴 老人").words == ("补贴", "老人")

    @pytest.mark.parametrize("asked", ["“依法、及时”", '"依法、及时"', "「依法、及时」", "＂依法、 及时＂"])
    def test_takes_any_quotation_marks_for_exact_wording(self, asked):
        assert parse(asked).phrases == ("依法、及时",)

    def test_finds_articles_also_without_第(self):
        query = parse("十二条和第12条 补贴")

        assert (query.articles, query.words) == (("§12",), ("补贴",))

    def test_reads_an_open_quote_as_words(self):
        query = parse("“养老")

        assert (query.words, query.phrases) == (("养老",), ())

    def test_reads_the_traditional_script(self):
        assert parse("養老").words == ("养老",)

    def test_leaves_out_the_words_of_every_text(self):
        assert parse("老人的补贴").words == ("老人", "补贴")

    def test_keeps_them_when_nothing_else_was_asked(self):
        assert parse("的").words == ("的",)

    def test_knows_what_the_law_calls_an_everyday_thing(self):
        query = parse("酒驾罚多少")

        assert query.meant["酒驾"][0] == "饮酒后驾驶"
        assert {"酒驾", "饮酒后驾驶"} <= set(query.words)

    def test_takes_the_longest_of_two_sayings_and_none_across_words(self):
        assert list(parse("打官司的费用").meant) == ["打官司"]
        assert "分家" not in parse("部分家庭").meant

    def test_looks_for_nothing_else_where_exact_wording_is_asked_for(self):
        assert parse("“酒驾”").meant == {}

    @pytest.mark.parametrize("asked", ["", "   ", "，。！", "“”", "“ ，”", "*", "((((", "?*?*"])
    def test_wants_a_letter_or_a_digit(self, asked):
        with pytest.raises(SearchEmpty):
            parse(asked)

    def test_wants_no_essay(self):
        with pytest.raises(SearchTooLong) as caught:
            parse("字" * (LONGEST + 1))
        assert caught.value.values == {"limit": LONGEST}

    def test_bounds_the_words(self):
        assert len(parse(" ".join(f"{number}a" for number in range(50))).words) == MOST_WORDS

    @pytest.mark.parametrize(
        "asked", ["养*", "[a TO z]", "draft:x", "养老 AND 低保", "NOT 养老", "养老~2", "(" * 99 + "养老"]
    )
    def test_knows_no_language_of_the_engine(self, asked):
        query = parse(asked)

        assert not set("*[]:~()") & set("".join((*query.words, *query.phrases)))

"""Our own small grammar: words, exact wording, articles; bounded and forgiving."""

import pytest

from legislation_hub.problems import SearchEmpty, SearchTooLong
from legislation_hub.search.query import LONGEST, MOST_WORDS, parse


class TestParse:
    def test_splits_into_words(self):
        assert parse("低保 老人").words == ("低保", "老人")

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

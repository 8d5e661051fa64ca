"""One analysis for all: width, script, words, pairs and article numbers."""

import sys

import pytest

from legislation_hub.search import analysis


def texts(tokens):
    return [token.text for token in tokens]


class TestFold:
    @pytest.mark.parametrize(
        ("written", "plain"),
        [
            ("１２條", "12条"),
            ("ＧＤＰ", "gdp"),
            ("農村醫療保險", "农村医疗保险"),
            ("臺灣", "台湾"),
            ("ｶ", "カ"),
            ("①", "1"),
        ],
    )
    def test_makes_one_form_of_many(self, written, plain):
        assert analysis.fold(written) == plain

    def test_keeps_every_offset_for_every_character_there_is(self):
        everything = "".join(map(chr, range(sys.maxunicode + 1)))

        assert len(analysis.fold(everything)) == len(everything)

    def test_is_settled_after_once(self):
        everything = "".join(map(chr, range(0x20000)))
        once = analysis.fold(everything)

        assert analysis.fold(once) == once

    def test_leaves_what_has_no_single_plain_form(self):
        assert analysis.fold("㎡") == "㎡"

    def test_takes_half_a_character(self):
        assert texts(analysis.words(analysis.fold("好\ud800吗"))) == ["好", "吗"]


class TestWords:
    def test_come_with_the_words_inside_them(self):
        assert {"城乡", "居民", "城乡居民"} <= set(texts(analysis.words("城乡居民基本养老保险")))

    def test_know_where_they_stand(self):
        text = "农村养老保险，2026年起执行。"

        assert all(text[token.start : token.end] == token.text for token in analysis.words(text))

    def test_leave_marks_and_blanks_out(self):
        assert texts(analysis.words("好，　好。\n")) == ["好", "好"]

    def test_of_a_run_without_end_are_cut(self):
        assert max(map(len, texts(analysis.words("a" * 100_000)))) <= analysis.LONGEST


class TestPairs:
    def test_cross_blanks_and_stop_at_marks(self):
        assert analysis.pairs("依法 办事，及时") == ["依法", "法办", "办事", "事", "及时", "时"]

    def test_of_marks_alone_are_none(self):
        assert analysis.pairs("，。 ！") == []


class TestArticles:
    @pytest.mark.parametrize(
        ("written", "token"),
        [
            ("第十二条", "§12"),
            ("第12条", "§12"),
            ("第１２條", "§12"),
            ("第 十二 条", "§12"),
            ("第二十条", "§20"),
            ("第一百二十条之一", "§120-1"),
            ("第120条之1", "§120-1"),
            ("第一〇三条", "§103"),
            ("第一百零三条", "§103"),
            ("第一千二百六十条", "§1260"),
        ],
    )
    def test_have_one_name_however_they_are_written(self, written, token):
        assert texts(analysis.articles(analysis.fold(written))) == [token]

    def test_are_told_from_twelve_of_something(self):
        text = "提了十二条意见"

        assert texts(analysis.articles(text)) == []
        assert texts(analysis.articles(text, bare=True)) == ["§12"]

    def test_are_all_found_in_a_list(self):
        assert texts(analysis.articles("依照本法第三条、第五条和第十条之二的规定")) == ["§3", "§5", "§10-2"]

    @pytest.mark.parametrize(
        ("written", "named"),
        [
            ("第八条第二款", ["§8.2"]),
            ("第8条第2款第（三）项", ["§8.2", "§8.2.3"]),
            ("第八条第二款第三项", ["§8.2", "§8.2.3"]),
            ("第八条第（三）项", ["§8.1", "§8.1.3"]),
            ("第八条之一第二款", ["§8-1.2"]),
            ("第八条", []),
        ],
    )
    def test_are_named_with_their_paragraphs_and_items(self, written, named):
        folded = analysis.fold(written)

        assert texts(analysis.parts(folded)) == named
        assert [(one.start, one.end) for one in analysis.articles(folded)] == [(0, len(folded))]

    def test_do_not_take_longer_for_endless_digits(self):
        assert texts(analysis.articles("第" + "1" * 200_000)) == []

"""Marks stand on the text as it was written."""

from legislation_hub.search.marking import marks, snippet
from legislation_hub.search.query import parse


def marked(text, asked):
    return [text[start:end] for start, end in marks(text, parse(asked))]


class TestMarks:
    def test_stand_on_the_script_and_width_of_the_text(self):
        assert marked("農村醫療、ＧＤＰ", "农村 gdp") == ["農村", "ＧＤＰ"]

    def test_cover_words_that_overlap_once(self):
        assert marked("城乡居民养老", "城乡居民") == ["城乡居民"]

    def test_cover_exact_wording_across_a_line(self):
        assert marked("应当依法\n及时公开", "“依法及时”") == ["依法\n及时"]

    def test_show_an_article_in_any_writing(self):
        assert marked("依照第１２条、第十三条、十二条", "第十二条") == ["第１２条", "十二条"]

    def test_are_none_where_nothing_fits(self):
        assert marks("养老", parse("低保")) == ()

    def test_take_every_sign_literally(self):
        assert marked("a.c abc", "“a.c”") == ["a.c"]


class TestSnippet:
    def test_is_the_whole_of_a_short_text(self):
        piece = snippet("农村养老", parse("养老"))

        assert (piece.text, piece.before, piece.after) == ("农村养老", False, False)
        assert piece.parts() == [("农村", False), ("养老", True)]

    def test_shows_where_most_is_met(self):
        text = "养老。" + "无关的话。" * 60 + "低保老人的养老补贴。" + "别的话。" * 60

        piece = snippet(text, parse("低保 养老 补贴"), length=40)

        assert [part for part, is_marked in piece.parts() if is_marked] == ["低保", "养老补贴"]
        assert piece.before
        assert piece.after
        assert len(piece.text) <= 40

    def test_begins_with_a_sentence(self):
        text = "甲" * 200 + "。从这里开始说养老" + "乙" * 200

        assert snippet(text, parse("养老")).text.startswith("从这里")

    def test_holds_only_marks_inside_it(self):
        piece = snippet("养老" * 500, parse("养老"), length=51)

        assert all(0 <= start < end <= len(piece.text) for start, end in piece.marks)
        assert "".join(part for part, _ in piece.parts()) == piece.text

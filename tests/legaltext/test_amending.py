"""A decision is done to a law: every kind of instruction, and what is not done when it cannot be done exactly."""

import pytest

from legislation_hub.legaltext.amending import amend
from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.rendering import render
from legislation_hub.legaltext.source import source_of
from legislation_hub.vocabulary import Genre, OperationKind
from tests.legaltext.conftest import by_eid, eids, law_of

ORDER = "《毕节市古树保护条例》根据本决定作相应修改并对条文顺序作相应调整，重新公布。"
LAW = (
    "毕节市古树保护条例",
    "第一章　总则",
    "第一条　为了保护古树，制定本条例。",
    "第二条　本条例适用于本市古树的保护。",
    "前款所称古树，是指树龄一百年以上的树木。",
    "第三条　市、县林业主管部门负责古树保护，林业主管部门应当公布古树名录。",
    "第二章　保护",
    "第四条　禁止下列行为：",
    "（一）砍伐；",
    "（二）移植；",
    "（三）刻划、钉钉。",
    "第五条　依照本条例第三条公布的古树，应当设立标志。",
    "第三章　附则",
    "第六条　本条例自2020年1月1日起施行。",
)


def amended(*clauses, law=LAW, closing=(ORDER,)):
    """Return the law with the clauses done to it; they are numbered here."""
    numbers = "一二三四五六七八九"
    lines = "\n".join(f"{numbers[at]}、{clause}" for at, clause in enumerate(clauses)).splitlines()
    title = "毕节市人民代表大会常务委员会关于修改《毕节市古树保护条例》的决定"
    return amend(law_of(*law), law_of(title, *lines, "本决定自公布之日起施行。", *closing))


def text_of(done, eid):
    """Return the words of a place in the consolidated text, a line a paragraph or item."""
    return "\n".join(
        one.label * (one.level == "item") + one.text for one in by_eid(done.law)[eid].walk() if one.text
    )


def operations(done):
    return [(one.kind, one.old, one.new) for one in done.operations]


def reasons(done):
    return [remark.reason % dict(remark.values) for remark in done.remarks]


class TestRewording:
    def test_an_article(self):
        done = amended("将第一条修改为：“为了保护古树名木，制定本条例。”")

        assert operations(done) == [(OperationKind.REPLACE, "art_1", "art_1")]
        assert text_of(done, "art_1") == "为了保护古树名木，制定本条例。"

    def test_an_article_that_gets_another_number(self):
        done = amended(
            "增加一条，作为第二条：“古树属于国家。”", "将第二条改为第三条，修改为：“本条例适用于古树。”"
        )

        assert operations(done)[1] == (OperationKind.REPLACE, "art_2", "art_3")
        assert text_of(done, "art_3") == "本条例适用于古树。"

    def test_a_text_that_brings_its_number_along(self):
        done = amended("将第一条修改为：“第一条【立法目的】　为了保护古树名木，制定本条例。”")

        assert text_of(done, "art_1") == "为了保护古树名木，制定本条例。"
        assert by_eid(done.law)["art_1"].heading == "立法目的"

    def test_a_paragraph_by_several(self):
        done = amended("将第二条第一款修改为：“本条例适用于本市。", "“古树保护坚持科学规划。”")

        assert done.operations[0].text == "本条例适用于本市。\n古树保护坚持科学规划。" or len(done.operations) == 1

    def test_the_lead_of_a_list_alone(self):
        done = amended("将第四条第一款第一自然段修改为：“在古树保护范围内禁止下列行为：”")

        assert text_of(done, "art_4").splitlines()[:2] == ["在古树保护范围内禁止下列行为：", "（一）砍伐；"]

    def test_an_item_whose_mark_is_left_out(self):
        done = amended("将第四条第二项修改为：“（二）擅自移植”。")

        assert text_of(done, "art_4__para_1__item_2") == "（二）擅自移植；"

    def test_the_name_of_a_chapter(self):
        done = amended("将第二章章名修改为“保护与管理”。")

        assert by_eid(done.law)["chp_2"].heading == "保护与管理"

    def test_the_name_of_a_chapter_that_brings_its_number_along(self):
        done = amended("将第二章修改为：“第二章　保护与管理”。")

        assert by_eid(done.law)["chp_2"].heading == "保护与管理"

    def test_a_chapter_is_not_given_its_articles_as_a_name(self):
        done = amended("将第二章修改为：“第二章　保护与管理\n“第四条　甲。”")

        assert [one.applied for one in done.operations] == [False]

    def test_the_title(self):
        done = amended("将名称修改为：“毕节市古树名木保护条例”。")

        assert done.law.title == "毕节市古树名木保护条例"

    def test_the_same_place_twice_is_not_done_the_second_time(self):
        done = amended("将第一条修改为：“甲。”", "将第一条修改为：“乙。”")

        assert [one.applied for one in done.operations] == [True, False]
        assert text_of(done, "art_1") == "甲。"
        assert "第一条 was amended by an earlier clause already; nothing was done." in reasons(done)


class TestAdding:
    def test_an_article_moves_the_others_up(self):
        done = amended("增加一条，作为第二条：“古树属于国家。”")

        assert eids(done.law).count("art_7") == 1
        assert text_of(done, "art_7") == "本条例自2020年1月1日起施行。"

    def test_an_article_with_zhi_moves_nothing(self):
        done = amended("在第二条后增加一条，作为第二条之一：“古树属于国家。”", closing=())

        assert text_of(done, "art_2-1") == "古树属于国家。"
        assert text_of(done, "art_6") == "本条例自2020年1月1日起施行。"

    def test_an_article_behind_another_without_a_number(self):
        done = amended("在第二条后增加一条：“古树属于国家。”")

        assert text_of(done, "art_3") == "古树属于国家。"

    def test_two_articles_at_once(self):
        done = amended("增加两条，作为第二条、第三条：“第二条　古树属于国家。\n“第三条　古树应当登记。”")

        assert [text_of(done, "art_2"), text_of(done, "art_3")] == ["古树属于国家。", "古树应当登记。"]

    def test_a_paragraph_at_the_front(self):
        done = amended("第二条增加一款，作为第一款：“古树是公共财富。”")

        assert operations(done) == [(OperationKind.INSERT, None, "art_2__para_1")]
        assert text_of(done, "art_2__para_2") == "本条例适用于本市古树的保护。"

    def test_two_paragraphs_at_their_places(self):
        done = amended("第二条增加两款，作为第一款、第三款：“甲。\n“乙。”")

        assert text_of(done, "art_2").splitlines()[::2] == ["甲。", "乙。"]

    def test_items_with_the_marks_of_the_list(self):
        done = amended("第四条增加两项，作为第二项、第五项：“（二）损坏标志；\n“（五）其他损害古树的行为。”")

        assert text_of(done, "art_4").splitlines()[1:] == [
            "（一）砍伐；",
            "（二）损坏标志；",
            "（三）移植；",
            "（四）刻划、钉钉；",
            "（五）其他损害古树的行为。",
        ]
        assert "The mark at the end of item （四） was set to “；”, as the list now runs." in reasons(done)

    def test_a_chapter_with_its_articles(self):
        done = amended(
            "在第二章后增加一章，作为第三章：“第三章　法律责任\n"
            "“第六条　违反本条例规定的，依法处理。\n“第七条　构成犯罪的，追究刑事责任。”"
        )

        assert [one.label + one.heading for one in done.law.provisions][2:] == ["第三章法律责任", "第四章附则"]
        assert [one.eid for one in by_eid(done.law)["chp_3"].children] == ["art_6", "art_7"]
        assert text_of(done, "art_8") == "本条例自2020年1月1日起施行。"

    def test_an_article_between_two_chapters_is_told(self):
        done = amended("增加一条，作为第四条：“古树保护实行责任制。”")

        assert "第四条 stands between two headings; it was put at the end of the first." in reasons(done)

    def test_an_article_whose_number_leaves_a_gap_is_told(self):
        done = amended("增加一条，作为第九条：“古树属于国家。”")

        assert text_of(done, "art_7") == "古树属于国家。"
        assert any(reason.startswith("The number 第九条 is taken or leaves a gap") for reason in reasons(done))


class TestDeleting:
    def test_an_article_and_the_others_move_up(self):
        done = amended("删去第五条。")

        assert operations(done) == [(OperationKind.DELETE, "art_5", None)]
        assert text_of(done, "art_5") == "本条例自2020年1月1日起施行。"

    def test_without_the_general_clause_the_number_stays_empty(self):
        done = amended("删去第五条。", closing=())

        assert "art_5" not in eids(done.law)
        assert text_of(done, "art_6") == "本条例自2020年1月1日起施行。"

    def test_the_last_item_leaves_the_mark_to_the_one_before(self):
        done = amended("将第四条第三项删除。")

        assert text_of(done, "art_4").splitlines()[-1] == "（二）移植。"

    def test_several_paragraphs(self):
        done = amended("删去第二条第二款、第五条。")

        assert [one.old for one in done.operations] == ["art_2__para_2", "art_5"]

    def test_words(self):
        done = amended("删去第四条第三项中的“、钉钉”。")

        assert operations(done) == [(OperationKind.SUBSTITUTE, "art_4__para_1__item_3", "art_4__para_1__item_3")]
        assert text_of(done, "art_4__para_1__item_3") == "（三）刻划。"


class TestSubstituting:
    def test_in_several_articles_at_once(self):
        done = amended("将第一条、第二条第一款中的“古树”修改为“古树名木”。")

        assert [text_of(done, "art_1"), text_of(done, "art_2__para_1")] == [
            "为了保护古树名木，制定本条例。",
            "本条例适用于本市古树名木的保护。",
        ]
        assert "前款所称古树，" in text_of(done, "art_2__para_2")

    def test_several_pairs_of_words(self):
        done = amended(
            "将第三条中的“市、县”修改为“县级以上人民政府”，“古树保护”修改为“古树保护工作”；删去“古树名录”。"
        )

        assert text_of(done, "art_3").startswith("县级以上人民政府林业主管部门负责古树保护工作，")
        assert len(done.operations) == 3

    def test_each_word_by_its_own(self):
        done = amended("将第四条中的“砍伐”、“移植”分别修改为“擅自砍伐”、“擅自移植”。")

        assert text_of(done, "art_4").splitlines()[1:3] == ["（一）擅自砍伐；", "（二）擅自移植；"]

    def test_everywhere(self):
        done = amended("将相关条文中的“林业主管部门”修改为“林草主管部门”。")

        assert text_of(done, "art_3").count("林草主管部门") == 2
        assert "“林业主管部门” stands in the text 2 times; all were changed." in reasons(done)

    def test_words_that_the_decision_brought_are_left(self):
        done = amended("将第二条第一款修改为：“本条例适用于本市古树。”", "将第二条中的“古树”修改为“古树名木”。")

        assert text_of(done, "art_2__para_1") == "本条例适用于本市古树。"
        assert "所称古树名木" in text_of(done, "art_2__para_2")

    def test_words_that_read_so_already_are_left(self):
        law = ("某条例", "第一条　不得储存、装卸、储存危险物品。")
        done = amended("将第一条中的“储存”修改为“储存、装卸”。", law=law)

        assert text_of(done, "art_1") == "不得储存、装卸、储存、装卸危险物品。"

    def test_behind_a_word_with_the_mark_that_stands_there(self):
        done = amended("在第三条中的“负责古树保护”后增加“建立古树档案”。")

        assert "负责古树保护，建立古树档案，林业" in text_of(done, "art_3")

    def test_behind_a_word_where_no_mark_is_certain(self):
        done = amended("在第一条中的“古树”后增加“名木”。", "在第六条中的“起施行”后增加“原办法废止”。")

        assert text_of(done, "art_6") == "本条例自2020年1月1日起施行原办法废止。"
        assert sum("without a mark before it" in reason for reason in reasons(done)) == 1

    def test_before_a_word(self):
        done = amended("在第六条中的“施行”前增加“正式”。")

        assert text_of(done, "art_6") == "本条例自2020年1月1日起正式施行。"

    def test_at_the_end(self):
        done = amended("在第一条最后增加“古树是公共财富。”")

        assert text_of(done, "art_1") == "为了保护古树，制定本条例。古树是公共财富。"

    def test_words_that_are_not_there_change_nothing(self):
        done = amended("将第一条中的“名木”修改为“古树名木”。")

        assert [one.applied for one in done.operations] == [False]
        assert text_of(done, "art_1") == "为了保护古树，制定本条例。"
        assert "第一条: “名木” does not stand there; nothing was done." in reasons(done)

    def test_words_that_stand_there_twice_where_one_is_meant_change_nothing(self):
        done = amended("在第三条“林业主管部门”后增加“等部门”。")

        assert [one.applied for one in done.operations] == [False]
        assert any("stands there 2 times, and one is meant" in reason for reason in reasons(done))


class TestMoving:
    def test_two_articles_change_places(self):
        done = amended("将第一条改为第二条、第二条改为第一条。")

        assert operations(done) == [
            (OperationKind.RENUMBER, "art_1", "art_2"),
            (OperationKind.RENUMBER, "art_2", "art_1"),
        ]
        assert text_of(done, "art_2") == "为了保护古树，制定本条例。"

    def test_an_article_into_two(self):
        done = amended("将第二条改为两条，作为第二条、第三条，修改为：“第二条　甲。\n“第三条　乙。”")

        assert operations(done) == [
            (OperationKind.REPLACE, "art_2", "art_2"),
            (OperationKind.REPLACE, "art_2", "art_3"),
        ]
        assert [text_of(done, "art_2"), text_of(done, "art_3")] == ["甲。", "乙。"]

    def test_the_paragraphs_of_an_article_to_articles_of_their_own(self):
        done = amended("将第二条第一款改为第二条，第二款改为第三条。")

        assert text_of(done, "art_3") == "前款所称古树，是指树龄一百年以上的树木。"

    def test_two_articles_into_one(self):
        done = amended("将第一条、第二条合并，作为第一条，修改为：“为了保护本市古树，制定本条例。”")

        assert operations(done) == [
            (OperationKind.REPLACE, "art_1", "art_1"),
            (OperationKind.REPLACE, "art_2", "art_1"),
        ]
        assert text_of(done, "art_5") == "本条例自2020年1月1日起施行。"

    def test_an_article_into_another(self):
        done = amended("将第二条并入第一条。")

        assert len(text_of(done, "art_1").splitlines()) == 3

    def test_two_chapters_into_one_of_another_name(self):
        done = amended("将第一章、第二章合并，作为第一章，修改为：“总则和保护”。")

        assert [(one.heading, len(one.children)) for one in done.law.provisions] == [
            ("总则和保护", 5),
            ("附则", 1),
        ]

    def test_two_articles_into_one_with_the_words_that_they_have(self):
        done = amended("将第一条、第二条合并，作为第一条。")

        assert len(text_of(done, "art_1").splitlines()) == 3

    def test_a_chapter_into_another(self):
        done = amended("将第二章并入第一章。")

        assert [one.heading for one in done.law.provisions] == ["总则", "附则"]
        assert "第三章 becomes 第二章 because a heading before it came or went." in reasons(done)

    def test_a_paragraph_in_its_article(self):
        done = amended("将第二条第二款改为第一款，其中的“一百年”修改为“八十年”。")

        assert text_of(done, "art_2").splitlines()[0] == "前款所称古树，是指树龄八十年以上的树木。"
        assert "第二条 says “前款”, and another paragraph stands there now; check what it means." in reasons(done)


class TestReferences:
    def test_follow_and_are_told(self):
        done = amended("增加一条，作为第二条：“古树属于国家。”")

        assert text_of(done, "art_6") == "依照本条例第四条公布的古树，应当设立标志。"
        assert "In 第六条 the reference to 第三条 was changed to 第四条." in reasons(done)

    def test_in_words_that_the_decision_brought_stay(self):
        done = amended("增加一条，作为第二条：“依照本条例第五条设立标志。”")

        assert text_of(done, "art_2") == "依照本条例第五条设立标志。"

    def test_to_another_law_stay(self):
        law = ("某条例", "第一条　甲。", "第二条　依照《森林法》第一条、第二条和刑法第一条处理。")
        done = amended("增加一条，作为第一条：“乙。”", law=law)

        assert text_of(done, "art_3") == "依照《森林法》第一条、第二条和刑法第一条处理。"

    def test_to_what_is_gone_are_told(self):
        done = amended("删去第三条。")

        assert "本条例第三条公布" in text_of(done, "art_4")
        assert "第四条 refers to 第三条, which is gone or divided; check it." in reasons(done)

    def test_to_a_paragraph_follow_it(self):
        law = ("某条例", "第一条　甲。", "乙。", "第二条　依照第一条第二款、本条第一款处理。", "丙。")
        done = amended("第一条增加一款，作为第一款：“丁。”", law=law)

        assert text_of(done, "art_2__para_1") == "依照第一条第三款、本条第一款处理。"


class TestQuoting:
    @pytest.mark.parametrize(
        "clause",
        [
            "将第一条修改为：“为了保护‘三宝’，制定本条例。\n“本条例由市人民政府解释。”",
            "将第一条修改为：「为了保护“三宝”，制定本条例。\n「本条例由市人民政府解释。」",
            '将第一条修改为："为了保护“三宝”，制定本条例。\n"本条例由市人民政府解释。"',
            "将第一条修改为：“为了保护“三宝”，制定本条例。\n“本条例由市人民政府解释。”",
            "将第一条修改为:“为了保护‘三宝’，制定本条例。”\n“本条例由市人民政府解释。”",
        ],
    )
    def test_every_way_of_quoting_gives_the_same_text(self, clause):
        done = amended(clause)

        assert text_of(done, "art_1") == "为了保护“三宝”，制定本条例。\n本条例由市人民政府解释。"

    def test_a_quotation_mark_that_is_not_closed_is_told(self):
        done = amended("将第一条修改为：“为了保护古树名木，制定本条例。")

        assert "A quotation mark is not closed in this clause." in reasons(done)
        assert text_of(done, "art_1") == "为了保护古树名木，制定本条例。"


class TestWhatIsNotUnderstood:
    @pytest.mark.parametrize(
        "clause",
        [
            "对第二条的表述作适当精简。",
            "对第二条作相应修改。",
            "将第九章移到第一章之前。",
            "第一条由市人民政府另行规定。",
            "删去第三条第一款中有关名录的规定。",
            "将“古树”修改为“古树名木”。",
            "在第三条第一款中增加“和有关部门”。",
        ],
    )
    def test_is_quoted(self, clause):
        done = amended(clause)

        assert done.operations == ()
        assert [one.text for one in done.remarks if "could not be read" in one.reason] == [clause.rstrip("。")]

    def test_the_half_that_is_understood_is_done(self):
        done = amended("将第一条中的“保护”修改为“加强保护”，并对第二条作文字润色。")

        assert [one.old for one in done.operations] == ["art_1"]
        assert [one.text for one in done.remarks if "could not be read" in one.reason] == ["并对第二条作文字润色"]

    def test_an_article_without_a_text(self):
        done = amended("增加一条，作为第二条。")

        assert [one.applied for one in done.operations] == [False]
        assert render(done.law) == render(law_of(*LAW))

    def test_two_texts_for_one_number(self):
        done = amended("将第二条第一款改为第三条，修改为：“甲。”", "将第四条第一款改为第三条，修改为：“乙。”")

        assert [one.applied for one in done.operations] == [True, False]

    def test_a_place_that_is_not_there(self):
        done = amended("将第九条修改为：“甲。”", "删去第二条第五款。")

        assert [one.applied for one in done.operations] == [False, False]
        assert render(done.law) == render(law_of(*LAW))

    def test_a_place_that_an_earlier_clause_took_away(self):
        done = amended("删去第二条。", "将第二条第一款中的“本市”修改为“全市”。")

        assert [one.applied for one in done.operations] == [True, False]

    def test_a_clause_on_coming_into_force(self):
        done = amended("删去第五条。", "本修正案自2026年5月1日起施行。")

        assert "This says when the decision comes into force." in reasons(done)


class TestLocalAmendment:
    DRAFT = (
        "毕节市古树保护条例修正案（草案）",
        "对《毕节市古树保护条例》作如下修改：",
        "一、将第三条修改为：“市、县（市、区）林业主管部门负责古树保护工作。",
        "“乡镇人民政府协助做好古树保护工作。”",
        "二、对下列条文作出修改：",
        "（一）将第一条中的“古树”修改为“古树名木”。",
        "（二）第四条第一款增加一项，作为第四项：“（四）其他损害古树的行为”。",
        "将该条第二项删除。",
        "三、将第五条改为第四条、第四条改为第五条。",
        "此外，对条文顺序和个别文字作相应调整。",
    )

    def test_is_read_as_one(self):
        draft = law_of(*self.DRAFT)
        done = amend(law_of(*LAW), draft)

        assert draft.genre is Genre.AMENDMENT
        assert [one.kind.value for one in done.operations] == [
            "replace",
            "substitute",
            "insert",
            "renumber",
            "renumber",
        ]
        assert [one.text for one in done.remarks if "could not be read" in one.reason] == ["将该条第二项删除"]
        assert text_of(done, "art_4") == "依照本条例第三条公布的古树，应当设立标志。"

    def test_clauses_for_another_regulation_are_passed_over(self):
        decision = law_of(
            "毕节市人民代表大会常务委员会关于修改《毕节市古树保护条例》等两件地方性法规的决定",
            "一、对《毕节市古树保护条例》作出修改",
            "（一）删去第五条。",
            "二、对《毕节市饮用水水源保护条例》作出修改",
            "（一）删去第一条。",
        )
        done = amend(law_of(*LAW), decision)

        assert [one.old for one in done.operations] == ["art_5"]
        assert "This clause amends another law, 毕节市饮用水水源保护条例; it was passed over." in reasons(done)

    def test_items_below_what_names_the_article(self):
        done = amended(
            "对第二条作如下修改：\n（一）第一款修改为：“甲。”\n（二）将第二款中的“一百年”修改为“八十年”。"
        )

        assert text_of(done, "art_2") == "甲。\n前款所称古树，是指树龄八十年以上的树木。"


class TestDescribing:
    def test_every_operation_in_one_line(self):
        done = amended(
            "增加一条，作为第二条：“古树属于国家。”",
            "将第二条改为第三条，修改为：“本条例适用于古树。”",
            "将第一条中的“保护”修改为“加强保护”。",
            "删去第五条。",
            "将第九条修改为：“甲。”",
        )

        assert [phrase % values for phrase, values in (one.described() for one in done.operations)] == [
            "第二条 is added",
            "第二条 becomes 第三条 and is reworded",
            "第一条: “保护” becomes “加强保护”",
            "第五条 is deleted",
            "Not done: 将第九条修改为：“甲。”",
        ]


class TestConsolidatedText:
    def test_is_read_from_its_own_text_again(self):
        done = amended("增加一条，作为第二条：“古树属于国家。”", "删去第五条。")

        again = parse(source_of("law.txt", render(done.law)))
        assert again.provisions == done.law.provisions

    def test_renews_the_table_of_contents(self):
        law = (LAW[0], "目录", "第一章　总则", "第二章　保护", "第三章　附则", *LAW[1:])
        done = amended("将第二章并入第一章。", law=law)

        assert done.law.contents == ("第一章　总则", "第二章　附则")

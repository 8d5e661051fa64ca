from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legislation_hub.legaltext.parsing import outline, parse
from legislation_hub.legaltext.repairing import Act, Repair, repair
from legislation_hub.legaltext.source import Source, source_of
from legislation_hub.vocabulary import Genre, Level, LineKind
from tests.legaltext.conftest import by_eid, eids, law_of, reasons


class TestLevels:
    def test_every_paragraph_of_an_article_is_one_and_items_belong_to_the_one_before(self):
        law = law_of(
            "第一条　为了甲，制定本法。",
            "第二条　有下列情形之一的：",
            "（一）甲；",
            "1.子；",
            "（1）丑；",
            "①寅；",
            "2.卯；",
            "（二）乙。",
            "前款规定不适用于丙。",
        )

        assert eids(law) == [
            "art_1",
            "art_1__para_1",
            "art_2",
            "art_2__para_1",
            "art_2__para_1__item_1",
            "art_2__para_1__item_1__sub_1",
            "art_2__para_1__item_1__sub_1__sub_1",
            "art_2__para_1__item_1__sub_1__sub_1__sub_1",
            "art_2__para_1__item_1__sub_2",
            "art_2__para_1__item_2",
            "art_2__para_2",
        ]
        assert by_eid(law)["art_2"].text == ""
        assert by_eid(law)["art_2__para_1__item_2"].text == "乙。"

    def test_headings_carry_all_that_they_stand_in_and_articles_nothing(self):
        law = law_of(
            "第一编　总则",
            "第一分编　甲",
            "第一章　乙",
            "第一节　丙",
            "第一条　一。",
            "第二编　分则",
            "第一章　丁",
            "第二条　二。",
        )

        assert [one for one in eids(law) if "para" not in one] == [
            "part_1",
            "part_1__subpart_1",
            "part_1__subpart_1__chp_1",
            "part_1__subpart_1__chp_1__sec_1",
            "art_1",
            "part_2",
            "part_2__chp_1",
            "art_2",
        ]

    def test_an_inserted_article_has_a_number_of_two_parts(self):
        law = law_of("第一条　甲。", "第一条之一　乙。", "第二条　丙。")

        assert [(one.number, one.label) for one in law.provisions] == [
            ("1", "第一条"),
            ("1-1", "第一条之一"),
            ("2", "第二条"),
        ]
        assert law.remarks == ()

    def test_an_article_without_words_still_has_a_paragraph(self):
        assert eids(law_of("第一条", "第二条　乙。")) == ["art_1", "art_1__para_1", "art_2", "art_2__para_1"]

    def test_the_spaces_that_spread_a_heading_are_not_part_of_it(self):
        assert law_of("第一章　总　　则", "第一条　甲。").provisions[0].heading == "总则"

    def test_a_heading_of_codes_without_a_number_ends_the_part_before_it(self):
        law = law_of("第一编　总则", "第一条　甲。", "附　　则", "第二条　乙。")

        assert [(one.level, one.heading) for one in law.provisions] == [
            (Level.PART, "总则"),
            (Level.PARAGRAPH, "附则"),
            (Level.ARTICLE, ""),
        ]
        assert law.remarks == ()

    def test_numbered_headings_of_a_judicial_interpretation_are_clauses_that_hold_articles(self):
        law = law_of("一、一般规定", "第一条　甲。", "二、附则", "第二条　乙。")

        assert [(one.level, one.number, one.eid, one.label, one.heading) for one in law.provisions] == [
            (Level.CLAUSE, "1", "cl_1", "一、", "一般规定"),
            (Level.CLAUSE, "2", "cl_2", "二、", "附则"),
        ]
        assert [one.eid for one in law.walk() if one.is_article] == ["art_1", "art_2"]
        assert law.genre is Genre.FULL
        assert law.remarks == ()

    def test_numbered_headings_inside_a_chapter_stand_below_it_and_count_anew_in_the_next(self):
        law = law_of(
            "第一章　甲",
            "一、子",
            "第一条　一。",
            "二、丑",
            "第二条　二。",
            "第二章　乙",
            "一、寅",
            "第三条　三。",
        )

        assert [one.eid for one in law.walk() if one.is_heading] == [
            "chp_1", "chp_1__cl_1", "chp_1__cl_2", "chp_2", "chp_2__cl_1",
        ]  # fmt: skip
        assert law.remarks == ()

    def test_a_line_that_a_person_called_a_clause_is_one_among_articles(self):
        lines = source_of("a.txt", "第一条　甲。\n二、附则及其他规定。\n第二条　乙。").lines
        law = parse(Source("a.txt", (lines[0], replace(lines[1], kind=LineKind.CLAUSE), lines[2])))

        assert [one.eid for one in law.provisions] == ["art_1", "cl_2", "art_2"]

    def test_what_stands_between_two_items_without_a_number_goes_on_the_first(self):
        law = law_of("第一条　甲：", "（一）子；", "子的说明。", "（二）丑：", "寅=卯×辰", "（三）巳。", "午。")

        assert [(one.eid, one.text) for one in law.walk()][2:] == [
            ("art_1__para_1__item_1", "子；\n子的说明。"),
            ("art_1__para_1__item_2", "丑：\n寅=卯×辰"),
            ("art_1__para_1__item_3", "巳。"),
            ("art_1__para_2", "午。"),
        ]
        assert law.remarks == ()

    def test_a_line_that_introduces_another_list_is_a_paragraph(self):
        law = law_of("第一条　甲：", "（一）子；", "乙，包括：", "（二）丑。", "丙：", "（一）寅。")

        assert [one.eid for one in law.walk() if one.level is Level.ITEM] == [
            "art_1__para_1__item_1", "art_1__para_2__item_2", "art_1__para_3__item_1",
        ]  # fmt: skip

    def test_what_stands_behind_the_subitems_of_an_item_is_doubtful(self):
        law = law_of("第一条　甲：", "（一）子：", "⒈丑；", "⒉寅。", "卯。", "（二）辰。")

        assert [one.eid for one in law.walk()][2:] == [
            "art_1__para_1__item_1", "art_1__para_1__item_1__sub_1", "art_1__para_1__item_1__sub_2",
            "art_1__para_1__item_2",
        ]  # fmt: skip
        assert reasons(law) == ["This was read as part of ⒉; it may go on what holds it."]

    @pytest.mark.parametrize(
        "signs", ["1.2.3.", "（1）（2）（3）", "1）2）3）", "①②③", "⑴⑵⑶", "⒈⒉⒊", "１．２．３．"]
    )
    def test_subitems_carry_every_usual_number(self, signs):
        size = len(signs) // 3
        labels = [signs[at : at + size] for at in range(0, len(signs), size)]
        law = law_of("第一条　甲：", "（一）子：", *(f"{label}丑；" for label in labels))

        found = [(one.number, one.label) for one in law.walk() if one.level is Level.SUBITEM]
        assert found == list(zip("123", labels, strict=True))

    def test_letters_count_like_figures(self):
        law = law_of("第一条　包括：", "a) 甲；", "b）乙：", "1) 子；", "(c) 丙。")

        below = "art_1__para_1__"
        assert eids(law)[2:] == [below + "sub_1", below + "sub_2", below + "sub_2__sub_1", below + "sub_3"]

    def test_items_of_an_old_law_hold_subitems_in_brackets(self):
        law = law_of(
            "第一条　下列人员：",
            "一、甲；",
            "二、乙：",
            "（一）子；",
            "1. 寅；",
            "（二）丑；",
            "三、丙。",
            "本款：",
            "（一）丁。",
        )

        assert eids(law)[2:] == [
            "art_1__para_1__item_1",
            "art_1__para_1__item_2",
            "art_1__para_1__item_2__sub_1",
            "art_1__para_1__item_2__sub_1__sub_1",
            "art_1__para_1__item_2__sub_2",
            "art_1__para_1__item_3",
            "art_1__para_2",
            "art_1__para_2__item_1",
        ]

    def test_an_item_may_begin_on_the_line_of_its_article(self):
        law = law_of("第一条　（一）甲：", "1. 子；", "（二）乙。", "第二条　（一）丙；（二）丁。")

        assert eids(law)[:5] == [
            "art_1", "art_1__para_1", "art_1__para_1__item_1", "art_1__para_1__item_1__sub_1",
            "art_1__para_1__item_2",
        ]  # fmt: skip
        assert by_eid(law)["art_2__para_1"].text == "（一）丙；（二）丁。"

    def test_the_text_of_an_item_may_stand_below_its_number(self):
        law = law_of("第一条　包括：", "（一）", "甲；", "（二）", "乙：", "1.", "子。", "本款。")

        below = "art_1__para_1__"
        assert [(one.eid, one.text) for one in law.walk()][2:] == [
            (below + "item_1", "甲；"), (below + "item_2", "乙："), (below + "item_2__sub_1", "子。"),
            ("art_1__para_2", "本款。"),
        ]  # fmt: skip

    def test_half_a_bracket_makes_an_item(self):
        assert eids(law_of("第一条　包括：", "一）甲；", "二）乙。"))[2:] == [
            "art_1__para_1__item_1", "art_1__para_1__item_2",
        ]  # fmt: skip

    def test_an_article_may_begin_on_the_line_of_its_chapter(self):
        law = law_of("第一章　总则　第一条　甲。", "第二条　乙。", "第二章　附则 第三条 丙。")

        assert [one.eid for one in law.walk() if one.level is not Level.PARAGRAPH] == [
            "chp_1", "art_1", "art_2", "chp_2", "art_3",
        ]  # fmt: skip
        assert by_eid(law)["chp_2"].heading == "附则"

    def test_an_inserted_number_may_be_in_figures(self):
        law = law_of("第356條之3", "甲。", "第356條 之 4　乙。", "第356条之１０ 丙。")

        assert [(one.number, one.label) for one in law.provisions] == [
            ("356-3", "第356條之3"), ("356-4", "第356條之4"), ("356-10", "第356条之１０"),
        ]  # fmt: skip

    def test_traditional_characters_are_read_alike(self):
        law = law_of(
            "某自治條例", "目　錄", "第一章　總則", "第二章　附則", "第一章　總則", "第 1 條", "為規範某事：",
            "一、甲。", "第二章　附則", "第一節　乙", "第二條　（施行日期）丙。", "附錄一　丁",
        )  # fmt: skip

        assert law.title == "某自治條例"
        assert law.contents == ("第一章　總則", "第二章　附則")
        assert eids(law) == [
            "chp_1", "art_1", "art_1__para_1", "art_1__para_1__item_1", "chp_2", "chp_2__sec_1",
            "art_2", "art_2__para_1",
        ]  # fmt: skip
        assert by_eid(law)["art_2"].heading == "施行日期"
        assert [one.label for one in law.annexes] == ["附錄一"]


class TestCaptions:
    def test_is_read_in_every_bracket_and_place(self):
        law = law_of(
            "第一条（立法目的）　为了甲。",
            "第二条〖适用范围〗本法适用于乙。",
            "第三条 【定义】 本法所称丙。",
            "第四条（职责）",
            "县级人民政府负责丁。",
            "第五条",
            "【监督】戊。",
        )

        assert [one.heading for one in law.provisions] == ["立法目的", "适用范围", "定义", "职责", "监督"]
        assert [one.children[0].text for one in law.provisions][1:5] == [
            "本法适用于乙。",
            "本法所称丙。",
            "县级人民政府负责丁。",
            "戊。",
        ]

    def test_a_few_words_above_the_text_of_nearly_every_article_are_one_without_brackets(self):
        law = law_of(
            "第一条　定义",
            "在本公约中：",
            "（一）甲。",
            "第二条　一般规定",
            "一、乙。",
            "二、丙。",
            "第三条　丁。",
        )
        plain = law_of("第一条　定义", "甲。", "第二条　各方应当：", "（一）乙。", "第三条　各方应当", "丙。")

        assert [one.heading for one in law.provisions] == ["", "", ""]
        assert [one.heading for one in plain.provisions] == ["", "", ""]
        more = law_of("第一条　定义", "甲。", "第二条　一般规定", "一、乙。", "第三条　生效", "丁。", "戊。")
        assert [(one.heading, len(one.children)) for one in more.provisions] == [
            ("定义", 1), ("一般规定", 1), ("生效", 2),
        ]  # fmt: skip

    def test_a_bracket_that_says_something_else_is_none(self):
        law = law_of("第一条　（一）甲；", "第二条　（根据1999年12月25日修正案删去）", "第三条（删除）")

        assert [one.heading for one in law.provisions] == ["", "", ""]


class TestNumberOrReference:
    def test_a_line_that_begins_with_a_reference_is_no_article(self):
        law = law_of("第一条　甲。", "第二条　乙。", "第三条第一款规定的期限为十日。", "第三条　丙。")

        assert [one.eid for one in law.provisions] == ["art_1", "art_2", "art_3"]
        assert by_eid(law)["art_2__para_2"].text == "第三条第一款规定的期限为十日。"

    def test_articles_glued_to_their_numbers_are_read(self):
        law = law_of("某条例", "第一条为了甲。", "第二条中国公民应当乙。", "第二条规定的人除外。", "第三条丙。")

        assert [one.number for one in law.provisions] == ["1", "2", "3"]
        assert by_eid(law)["art_2__para_2"].text == "第二条规定的人除外。"

    def test_kinds_counted_off_in_a_sentence_are_no_clause(self):
        law = law_of("第一条　疫病分为三类。", "一、二、三类疫病的病种由国务院规定。")

        assert eids(law) == ["art_1", "art_1__para_1", "art_1__para_2"]

    def test_a_colon_behind_the_number_belongs_to_it(self):
        law = law_of("第一条：甲。", "第二条:乙。", "第一章：丙", "第三条：丁。")

        assert [one.label for one in law.provisions] == ["第一条：", "第二条:", "第一章："]
        assert by_eid(law)["art_1__para_1"].text == "甲。"
        assert by_eid(law)["chp_1"].heading == "丙"

    def test_articles_below_a_list_of_grounds_are_the_texts_own(self):
        law = law_of(
            "为了：", "一、甲；", "二、乙，", "制定本规定。", "第一条　丙。", "第二条　丁。", "第三条　戊。"
        )
        fewer = law_of("决定如下：", "一、甲。", "二、乙。", "第一条　丙。")

        assert [one.eid for one in law.walk() if one.is_article] == ["art_1", "art_2", "art_3"]
        assert [one.eid for one in fewer.walk() if one.is_article] == ["cl_1", "cl_2"]
        assert reasons(fewer) == ["第一条 was read as text of what stands above it."]


class TestAround:
    def test_title_note_contents_and_preface_are_told_apart(self):
        law = law_of(
            "中华人民共和国某某法",
            "（2020年1月1日第十三届全国人民代表大会",
            "常务委员会第一次会议通过）",
            "目　　录",
            "序　　言",
            "第一章　总　　则",
            "第二章　附　　则",
            "序　　言",
            "历史是这样的。",
            "第一章　总　　则",
            "第一条　甲。",
            "第二章　附　　则",
            "第二条　乙。",
        )

        assert law.title == "中华人民共和国某某法"
        assert law.note == "（2020年1月1日第十三届全国人民代表大会\n常务委员会第一次会议通过）"
        assert law.contents == ("序　　言", "第一章　总　　则", "第二章　附　　则")
        assert law.preface == ("序　　言", "历史是这样的。")
        assert [one.eid for one in law.provisions] == ["chp_1", "chp_2"]

    def test_contents_without_their_name_make_no_provisions(self):
        law = law_of(
            "某条例", "第一章 总则", "第二章 附则", "第一章 总则", "第一条 甲。", "第二章 附则", "第二条 乙。"
        )

        assert law.contents == ("第一章 总则", "第二章 附则")
        assert [one.eid for one in law.provisions] == ["chp_1", "chp_2"]

    def test_contents_with_page_numbers_are_known_by_their_first_entry(self):
        law = law_of(
            "目录", "第一章 总则……1", "第二章 附则……12", "第一章 总则", "第一条 甲。", "第二章 附则", "第二条 乙。"
        )

        assert len(law.contents) == 2
        assert [one.eid for one in law.provisions] == ["chp_1", "chp_2"]

    def test_contents_that_stand_twice_make_no_chapters(self):
        law = law_of(
            "某条例",
            *("第一章 总则", "第二章 保护", "第三章 附则") * 2,
            "第一条 甲。",
            "第二章 保护",
            "第二条 乙。",
            "第三章 附则",
            "第三条 丙。",
        )

        assert [one.eid for one in law.provisions] == ["chp_1", "chp_2", "chp_3"]
        assert law.contents == ("第一章 总则", "第二章 保护", "第三章 附则", "第二章 保护", "第三章 附则")
        assert reasons(law) == ["The table of contents stands twice."]

    def test_a_title_in_several_lines_under_an_announcement_is_one(self):
        law = law_of(
            "最高人民法院",
            "公　告",
            "《关于审理某某案件的规定》已经通过，现予公布。",
            "2011年7月29日",
            "最高人民法院",
            "关于审理某某案件的规定",
            "法释〔2011〕17号",
            "（2010年12月13日审判委员会第1505次会议通过）",
            "第一条　甲。",
        )

        assert law.title == "最高人民法院关于审理某某案件的规定"
        assert "法释〔2011〕17号" in law.note
        assert "公　告" in law.preface

    def test_annexes_that_are_only_named_above_the_signature_close_the_text(self):
        law = law_of(
            "一、甲。", "二、乙。", "附件：1. 某表", "2. 某图", "某市某局", "2020年1月1日", "附件", "某表"
        )
        alone = law_of("第一条　甲。", "附：某表", "某市某局", "2020年1月1日")

        assert law.closing == ("附件：1. 某表", "2. 某图", "某市某局", "2020年1月1日")
        assert [one.heading for one in law.annexes] == ["某表"]
        assert (alone.closing, alone.annexes) == (("附：某表", "某市某局", "2020年1月1日"), ())

    def test_a_list_of_annexes_behind_another_annex_is_no_end_of_the_text(self):
        law = law_of("第一条　甲。", "附：乙", "附件：1.丙", "附件一：丁")

        assert [one.heading for one in law.annexes] == ["乙", "1.丙", "丁"]

    def test_a_notice_in_front_of_a_law_does_not_give_its_name(self):
        law = law_of(
            "某市人民政府关于印发《某市办法》的通知", "某政发〔2020〕1号", "现印发给你们，请执行。",
            "某市人民政府", "2020年1月1日", "某市办法", "（试行）", "第一条　甲。",
        )  # fmt: skip

        assert law.title == "某市办法（试行）"
        assert law.preface[0] == "某市人民政府关于印发《某市办法》的通知"

    def test_a_note_may_stand_in_square_brackets(self):
        law = law_of("某条例", "[2020年1月1日通过]", "第一条　甲。")

        assert (law.title, law.note) == ("某条例", "[2020年1月1日通过]")

    def test_a_table_is_no_part_of_a_title(self):
        law = law_of("某条例修改对照表", "| 现行 | 修改后 |", "| 第一条　甲。 | （删去） |")

        assert law.title == "某条例修改对照表"
        assert law.preface == ("| 现行 | 修改后 |", "| 第一条　甲。 | （删去） |")

    def test_annexes_may_have_numbers_of_two_parts(self):
        law = law_of("第一条　甲。", "附件1-1", "某表", "附件1-2：某图", "附表2.1　乙")

        assert [(one.label, one.heading) for one in law.annexes] == [
            ("附件1-1", "某表"), ("附件1-2：", "某图"), ("附表2.1", "乙"),
        ]  # fmt: skip

    def test_a_title_is_one_line(self):
        assert (
            law_of("某办法(修订草案)", "(第二次审议稿)", "第一条　甲。").title == "某办法(修订草案) (第二次审议稿)"
        )

    def test_contents_may_list_the_articles(self):
        law = law_of(
            "某条例", "目录", "第一条 目的", "第二条 施行", "第一条　【目的】甲。", "第二条　【施行】乙。"
        )

        assert law.contents == ("第一条 目的", "第二条 施行")
        assert [one.heading for one in law.provisions] == ["目的", "施行"]

    def test_a_list_of_annexes_above_the_signature_is_none(self):
        law = law_of(
            "第一条　甲。",
            "附件：1. 某表",
            "2. 某图",
            "某市人民政府",
            "2020年1月1日",
            "附件1",
            "某表",
            "| a | b |",
            "附件2",
            "某图",
        )

        assert law.closing == ("附件：1. 某表", "2. 某图", "某市人民政府", "2020年1月1日")
        assert [(one.label, one.heading) for one in law.annexes] == [("附件1", "某表"), ("附件2", "某图")]

    def test_signature_and_date_close_the_text(self):
        law = law_of("第一条　甲。", "某县人民代表大会常务委员会", "2020年1月1日")

        assert law.closing == ("某县人民代表大会常务委员会", "2020年1月1日")

    def test_annexes_stand_apart_and_count_for_themselves(self):
        law = law_of(
            "第一条　甲。", "附件一　产生办法", "总的说明。", "一、子。", "二、丑。", "附：税目表", "| 1 | 2 |"
        )

        assert [(one.label, one.heading, one.text) for one in law.annexes] == [
            ("附件一", "产生办法", "总的说明。"),
            ("附：", "税目表", "| 1 | 2 |"),
        ]
        assert [one.eid for one in law.annexes[0].provisions] == ["annex_1__cl_1", "annex_1__cl_2"]

    def test_a_second_text_that_counts_from_one_again_is_an_annex(self):
        law = law_of(
            "第一条　甲。",
            "第二条　乙。",
            "第三条　丙。",
            "考试办法",
            "第一条　子。",
            "第二条　丑。",
        )

        assert [one.number for one in law.provisions] == ["1", "2", "3"]
        assert law.annexes[0].heading == "考试办法"
        assert [one.eid for one in law.annexes[0].provisions] == ["annex_1__art_1", "annex_1__art_2"]

    SECOND_WITH_CHAPTERS = (
        "第一章　总则", "第一条　甲。", "第二条　乙。", "考试办法", "第一章　总则", "第一条　子。", "第二章　附则",
        "第二条　丑。",
    )  # fmt: skip

    def test_where_a_second_text_has_chapters_only_its_first_article_is_sure(self):
        law = law_of(*self.SECOND_WITH_CHAPTERS)

        assert [one.eid for one in law.walk() if one.is_article] == [
            "art_1", "art_2", "annex_1__art_1", "annex_1__art_2",
        ]  # fmt: skip
        assert [one.eid for one in law.walk() if one.is_heading] == ["chp_1", "chp_1~2", "annex_1__chp_2"]
        assert "The articles count anew: another text begins. Mark its title as an annex." in reasons(law)

    def test_marking_the_title_of_a_second_text_as_an_annex_puts_all_of_it_there(self):
        source = source_of("a.txt", "\n".join(self.SECOND_WITH_CHAPTERS))
        title = next(line.number for line in source.lines if line.text == "考试办法")
        law = parse(repair(source, [Repair(Act.KIND, title, LineKind.ANNEX)]))

        assert [one.eid for one in law.provisions] == ["chp_1"]
        assert [one.eid for one in law.annexes[0].provisions] == ["annex_1__chp_1", "annex_1__chp_2"]
        assert law.annexes[0].heading == "考试办法"
        assert law.remarks == ()


class TestAmendments:
    DECISION = (
        "关于修改《某某法》的决定",
        "第十届常务委员会第一次会议决定对《某某法》作如下修改：",
        "一、将第三条改为两条，作为第三条、第四条，修改为：",
        "“第三条　立法应当甲。",
        "“第四条　立法应当乙。”",
        "二、增加一条，作为第八条：“立法应当",
        "第八条　丙",
        "（一）丁。”",
        "三、删去第九条。",
        "本决定自公布之日起施行。",
        "《某某法》根据本决定作相应修改，重新公布。",
    )

    def test_clauses_are_the_provisions_and_quoted_articles_are_not(self):
        law = law_of(*self.DECISION)

        assert law.genre is Genre.AMENDMENT
        assert [one.eid for one in law.provisions] == ["cl_1", "cl_2", "cl_3"]
        assert {one.level for one in law.walk()} == {Level.CLAUSE, Level.PARAGRAPH}
        assert by_eid(law)["cl_1__para_2"].text == "“第三条　立法应当甲。"

    def test_last_words_close_a_decision(self):
        assert len(law_of(*self.DECISION).closing) == 2

    def test_an_amendment_by_articles_keeps_quoted_ones_inside(self):
        law = law_of(
            "宪法修正案", "第一条　增加一节。内容如下：", "第一百二十三条　监察委员会是监察机关。", "第二条　乙。"
        )

        assert [one.number for one in law.provisions] == ["1", "2"]
        assert reasons(law) == ["第一百二十三条 was read as an article of the law that is amended."]

    def test_a_forgotten_closing_mark_does_not_swallow_the_rest(self):
        law = law_of("第一条　所称“甲，是指乙。", "第二条　丙。", "第三条　丁。")

        assert [one.number for one in law.provisions] == ["1", "2", "3"]


class TestDamage:
    def test_a_missing_number_is_told(self):
        assert reasons(law_of("第一条　甲。", "第三条　丙。")) == [
            "Between 第一条 and 第三条 a number is missing."
        ]

    def test_an_article_glued_to_the_end_of_another_is_found(self):
        law = law_of("第一条　甲。第二条　乙。", "第三条　丙。")

        assert reasons(law) == ["第二条 stands inside this paragraph; it may be an article of its own."]

    def test_an_article_glued_to_the_end_of_the_last_is_found(self):
        law = law_of("第一条　甲。", "第二条　乙。 第三条　丙。 第九条　丁。")

        assert reasons(law) == ["第三条 stands inside this paragraph; it may be an article of its own."]

    def test_a_list_with_a_gap_is_told(self):
        law = law_of("第一条　甲：", "（一）子；", "（三）丑：", "2. 寅。", "第二条　乙：", "（二）卯。")

        assert reasons(law) == [
            "Between （一） and （三） a number is missing.",
            "The list begins with 2..",
            "The list begins with （二）.",
        ]

    def test_a_list_that_goes_on_from_clause_to_clause_is_none(self):
        assert not reasons(law_of("一、总体要求", "（一）甲。", "二、主要任务", "（二）乙。", "（三）丙。"))

    def test_a_paragraph_that_ends_within_a_sentence_is_told(self):
        law = law_of(
            "第一条　甲，需要转换程",
            "序的，依照规定。",
            "违反本条例",
            "第三条规定的，处罚款。",
            "主任，",
            "副主任，",
            "若干人。",
        )

        assert [(one.line, one.reason) for one in law.remarks] == [
            (line, "The paragraph above ends within a sentence; this may go on it.") for line in (2, 4)
        ]

    def test_a_number_that_comes_twice_gets_a_mark(self):
        law = law_of("第一条　甲。", "第一条　乙。", "第一条　丙。")

        assert [one.eid for one in law.provisions] == ["art_1", "art_1~2", "art_1~3"]
        assert by_eid(law)["art_1~2__para_1"].text == "乙。"
        assert len(law.remarks) == 2

    def test_a_heading_in_two_lines_is_joined(self):
        law = law_of("第一章　代表建议、批评和意见", "办理工作的监督检查", "第一条　甲。")

        assert law.provisions[0].heading == "代表建议、批评和意见办理工作的监督检查"
        assert reasons(law) == ["The heading seems to be broken over two lines; they were joined."]

    def test_a_heading_that_lost_its_number_stays_a_heading(self):
        law = law_of("第一章　总则", "第一条　甲。", "1. 法律责任", "第二条　乙。")

        assert [(one.label, one.heading) for one in law.provisions][1] == ("1.", "法律责任")
        assert reasons(law) == ["This heading has no number of its own kind."]

    def test_lines_cut_by_the_margin_become_paragraphs(self):
        law = law_of(
            "第一条 为了加强对动物防疫活动的管理,预防、控制、净",
            "化、消灭动物疫病,促进养殖业发展,保护人体健康,维护公",
            "共卫生安全,制定本法。",
            "进出境动物、动物产品的检疫,适用《中华人民共和国进出境",
            "动植物检疫法》。",
        )

        assert eids(law) == ["art_1", "art_1__para_1", "art_1__para_2"]
        assert by_eid(law)["art_1__para_2"].text.endswith("进出境动植物检疫法》。")
        assert by_eid(law)["art_1__para_2"].line == 4

    def test_a_page_number_is_left_out_and_told(self):
        law = law_of("第一条　甲，包括：", "（一）子；", "— 22 —", "（二）丑。", "- 23 -")

        assert [one.eid for one in law.walk()][2:] == ["art_1__para_1__item_1", "art_1__para_1__item_2"]
        assert reasons(law) == ["A page number was left out."] * 2
        assert [remark.text for remark in law.remarks] == ["— 22 —", "- 23 -"]

    @pytest.mark.parametrize("page", ["第 22 页", "第2頁 共10页", "2 / 10", "·4·", "－ 3 －"])
    def test_a_page_number_of_any_usual_form_is_none_of_the_text(self, page):
        law = law_of("第一条　甲，包括：", "（一）子；", page, "（二）丑。")

        assert [one.text for one in law.walk()][2:] == ["子；", "丑。"]
        assert reasons(law) == ["A page number was left out."]

    def test_figures_alone_are_page_numbers_if_they_count_up_far_apart(self):
        lines = [f"第{number}条　甲。" for number in range(1, 10)]
        law = law_of(*lines[:4], "7", *lines[4:8], "8", lines[8])
        table = law_of("第一条　如下：", "1", "2", "3", "乙。")

        assert [one.eid for one in law.provisions] == [f"art_{number}" for number in range(1, 10)]
        assert reasons(law) == ["A page number was left out."] * 2
        assert [one.text for one in table.provisions[0].children] == ["如下：", "1", "2", "3", "乙。"]

    def test_a_text_without_provisions_is_told(self):
        law = law_of("关于召开会议的通知", "请按时参加。")

        assert law.provisions == ()
        assert reasons(law) == ["No article or clause was found."]


PIECES = (
    "第一编　甲", "第一章　总则", "第二章", "第一节　乙", "第一条　甲。", "第二条", "第二条之一　乙：",
    "第九条规定的", "（一）子；", "（二）丑。", "1.寅", "（1）卯", "①辰", "一、巳。", "二、将第三条修改为：“午",
    "“第三条　未。”", "目录", "序言", "附则", "附件1", "附：", "| a | b |", "2020年1月1日",
    "（2020年1月1日通过）", "申", "【酉】戌。", "“", "之一", "第三章 附则 第四条 亥。",
    "第五条　（一）甲；", "a) 乙；", "第六條：丙。", "附件：1.甲", "第七条 定义", "某条例",
)  # fmt: skip
LINES = st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=30)


class TestTotality:
    @given(LINES)
    def test_no_text_is_refused_and_no_two_provisions_share_an_eid(self, lines):
        law = law_of(*lines)

        assert len(set(eids(law))) == len(eids(law))
        for one in law.walk():
            if one.level is Level.ARTICLE:
                assert not one.text
                assert one.children[0].level is Level.PARAGRAPH

    @given(LINES)
    def test_the_outline_names_lines_of_the_source_in_their_order(self, lines):
        source = source_of("a.txt", "\n".join(lines))
        placed, _ = outline(source)
        numbers = [one.line.number for one in placed]

        assert numbers == sorted(numbers)
        assert set(numbers) <= {line.number for line in source.lines}
        assert all(one.kind in LineKind for one in placed)

    @pytest.mark.parametrize("sign", ["一", "第", "（", "·", "“", "第一条 ", "一、", "附件", "1.", "（2020年"])
    def test_a_line_of_one_sign_without_end_takes_a_moment(self, sign):
        law = law_of(
            "目录", "第一章　甲", sign * 50_000, f"第{sign * 50_000}条　乙。", "第一条　丙。", sign * 50_000
        )

        assert law.provisions

    def test_ten_thousand_articles_take_a_moment(self):
        text = "\n".join(f"第{number}条　甲。\n（一）乙；" for number in range(1, 10_001))

        assert len(parse(source_of("a.txt", text)).provisions) == 10_000

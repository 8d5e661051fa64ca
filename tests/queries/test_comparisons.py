"""Two versions laid side by side: nothing of either is left out, and what is not sure is said once."""

from pathlib import Path

import pytest

from legislation_hub.legaltext.comparing import compare
from legislation_hub.legaltext.comparison import Comparison, Match
from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.reading import read
from legislation_hub.legaltext.tree import LegalText, Provision
from legislation_hub.queries.comparisons import comments_on, table_of
from legislation_hub.queries.strips import beside
from legislation_hub.vocabulary import Change, Fate, Level, LineKind, Turn

OLD = """农村公路条例
第一章　总则
第一条　为了保障农村公路的建设，制定本条例。
第二条　县级人民政府负责农村公路的建设、养护和管理工作，将所需资金列入本级预算。
第三条　违反本条例规定的，由交通运输主管部门责令改正，处二百元以下罚款。
"""
NEW = """农村公路条例
第一章　总则
第一条　为了保障农村公路的建设和养护，制定本条例。
第二条　国家鼓励社会力量捐资修路，具体办法由省人民政府制定。
第三条　县级人民政府负责农村公路的建设、养护和管理工作，将所需资金列入本级预算。
"""


NAMES = ({}, {})


def law(text):
    return parse(read("草案.txt", text.encode()))


def article(number, *texts):
    paragraphs = (
        Provision(Level.PARAGRAPH, str(at), "", "", f"art_{number}__para_{at}", text)
        for at, text in enumerate(texts, start=1)
    )
    return Provision(Level.ARTICLE, str(number), f"第{number}条", "", f"art_{number}", children=tuple(paragraphs))


def comparison(*matches):
    olds = {one.old.eid: one.old for one in matches if one.old}
    news = {one.new.eid: one.new for one in matches if one.new}
    titled = (LegalText("条例", provisions=tuple(ones.values())) for ones in (olds, news))
    return Comparison(*titled, matches)


def provisions(table):
    return [one for one in table.rows if one.part is None]


def side(strips, other):
    parts = [strip.before if other is Change.ADDED else strip.after for strip in strips]
    return ["".join(piece.text for piece in part if piece.kind is not other) for part in parts]


class TestTable:
    def test_tells_what_became_of_every_article_in_the_order_of_the_new_version(self):
        table = table_of(compare(law(OLD), law(NEW)))
        articles = [one for one in table.rows if one.is_article]

        assert [(one.id, one.turn) for one in articles] == [
            ("art_1", Turn.REWORDED),
            ("art_2", Turn.ADDED),
            ("art_3", Turn.SAME),
            ("old-art_3", Turn.DROPPED),
        ]
        assert [one.id for one in articles if one.renumbered] == ["art_3"]
        assert {turn: number for turn, number in table.tally.items() if number} == {
            Turn.REWORDED: 1, Turn.ADDED: 1, Turn.DROPPED: 1, Turn.SAME: 1,
        }  # fmt: skip
        assert table.renumbered == 1

    def test_shows_on_request_what_changed_and_the_heading_above_it(self):
        table = table_of(compare(law(OLD), law(NEW)))

        assert [one.id for one in table.shown(True)] == ["chp_1", "art_1", "art_2", "old-art_3"]
        assert table_of(compare(law(OLD), law(OLD))).shown(True) == []

    def test_shows_above_a_change_all_headings_that_it_stands_under_and_no_other(self):
        old = (
            "条例\n第一编　物\n第一章　总则\n第一条　甲乙丙丁。\n第二章　权利\n第二条　戊己庚辛。\n"
            "第二编　人\n第一章　户口\n第三条　壬癸子丑。\n第二章　婚姻\n第四条　寅卯辰巳。\n附件：\n表格。\n"
        )
        new = old.replace("戊己庚辛", "戊己庚辛午").replace("婚姻", "婚姻家庭").replace("表格", "样式")

        rows = table_of(compare(law(old), law(new))).shown(True)

        assert [one.id for one in rows] == [
            "part_1", "part_1__chp_2", "art_2", "part_2", "part_2__chp_2", "annex-1",
        ]  # fmt: skip

    def test_shows_what_stands_around_the_provisions_of_either_version(self):
        before = LegalText("条例", note="（2015年通过）", preface=("为了群众。",))
        after = LegalText("条例", preface=("为了群众。",), closing=("附表略。",))

        rows = table_of(Comparison(before, after, ())).rows

        assert [(one.part, one.turn) for one in rows] == [
            (LineKind.TITLE, Turn.SAME),
            (LineKind.NOTE, Turn.REWORDED),
            (LineKind.PREFACE, Turn.SAME),
            (LineKind.CLOSING, Turn.REWORDED),
        ]

    def test_counts_comments_on_an_article_with_all_below_it(self):
        counts = {"art_2": 2, "art_2__para_1": 3, "art_3": 1}

        rows = table_of(compare(law(OLD), law(NEW)), counts).rows

        assert {one.id: one.comments for one in rows if one.comments} == {"art_3": 5, "old-art_3": 1}

    def test_shows_an_article_that_was_divided_once_beside_all_its_parts(self):
        old, first, second = article(1, "甲。", "乙。"), article(1, "甲。"), article(2, "乙。")
        rows = provisions(
            table_of(
                comparison(
                    Match(old, first, Fate.MOVED, 0.5, ""),
                    Match(old, second, Fate.MOVED, 0.5, ""),
                )
            )
        )

        assert [(one.turn, len(one.olds), len(one.news)) for one in rows] == [(Turn.SPLIT, 1, 2)]

    def test_shows_articles_that_were_combined_beside_the_one_that_they_became(self):
        first, second, new = article(1, "甲。"), article(2, "乙。"), article(1, "甲。", "乙。")
        rows = provisions(
            table_of(
                comparison(
                    Match(first, new, Fate.MOVED, 0.5, ""),
                    Match(second, new, Fate.MOVED, 0.5, ""),
                )
            )
        )

        assert [(one.turn, len(one.olds), len(one.news)) for one in rows] == [(Turn.MERGED, 2, 1)]


class TestDoubt:
    def test_stands_once_at_the_likeliest_place_and_names_the_others(self):
        old, near, far = article(1, "甲乙丙。"), article(5, "甲乙丁。"), article(2, "甲戊己。")
        rows = provisions(
            table_of(
                comparison(
                    Match(old, far, Fate.REVIEW, 0.3, "not sure"),
                    Match(old, near, Fate.REVIEW, 0.7, "not sure"),
                )
            )
        )

        assert [(one.id, [head.eid for head in one.olds], [head.eid for head in one.likely]) for one in rows] == [
            ("art_2", [], ["art_1"]),
            ("art_5", ["art_1"], ["art_1"]),
        ]
        assert {one.turn for one in rows} == {Turn.REVIEW}
        assert not any(one.renumbered for one in rows)

    def test_does_not_take_the_place_of_what_is_sure(self):
        sure, doubtful, new = article(1, "甲乙丙。"), article(2, "甲乙戊。"), article(1, "甲乙丙。")
        same = Match(sure.children[0], new.children[0], Fate.MOVED, 1.0, "")
        rows = provisions(
            table_of(
                comparison(
                    Match(sure, new, Fate.MOVED, 1.0, "", below=(same,)),
                    Match(doubtful, new, Fate.REVIEW, 0.6, "not sure"),
                )
            )
        )

        assert [(one.id, one.turn) for one in rows] == [("art_1", Turn.SAME), ("old-art_2", Turn.REVIEW)]
        assert [head.eid for head in rows[1].likely] == ["art_1"]


class TestStrips:
    def test_of_a_paragraph_that_was_divided_hold_each_text_once(self):
        old, new = article(1, "甲一，乙二。"), article(1, "甲一，", "乙三。")
        below = [Match(old.children[0], one, Fate.MOVED, 0.5, "") for one in new.children]

        strips = beside(Match(old, new, Fate.MOVED, 0.5, "", below=tuple(below)), old, new, NAMES)

        assert side(strips, Change.ADDED) == ["甲一，乙二。", ""]
        assert side(strips, Change.DROPPED) == ["甲一，", "乙三。"]

    def test_of_paragraphs_that_were_combined_hold_each_text_once(self):
        old, new = article(1, "甲一，", "乙二。"), article(1, "甲一，乙三。")
        below = [Match(one, new.children[0], Fate.MOVED, 0.5, "") for one in old.children]

        strips = beside(Match(old, new, Fate.MOVED, 0.5, "", below=tuple(below)), old, new, NAMES)

        assert side(strips, Change.ADDED) == ["甲一，", "乙二。"]
        assert side(strips, Change.DROPPED) == ["甲一，乙三。", ""]

    def test_of_what_went_to_another_article_say_where_it_is_now(self):
        old, new, other = article(1, "甲一。", "乙二。"), article(1, "甲一。"), article(5, "丙。", "乙三。")
        kept = Match(old.children[0], new.children[0], Fate.MOVED, 1.0, "")
        gone = Match(old.children[1], other.children[1], Fate.MOVED, 0.7, "")
        names = ({"art_1__para_2": "第一条第二款"}, {"art_5__para_2": "第五条第二款"})

        here = beside(Match(old, new, Fate.MOVED, 0.8, "", below=(kept, gone)), old, new, names)
        there = beside(Match(None, other, Fate.NEW, 0.0, "", below=(gone,)), None, other, names)

        assert [(strip.went, side([strip], Change.ADDED)) for strip in here] == [
            ("", ["甲一。"]),
            ("第五条第二款", ["乙二。"]),
        ]
        assert [(strip.came, side([strip], Change.DROPPED)) for strip in there] == [
            ("第一条第二款", ["乙三。"]),
            ("", ["丙。"]),
        ]

    def test_of_a_loose_paragraph_hold_its_own_text(self):
        old, new = (Provision(Level.PARAGRAPH, "1", "", "", "para_1", text) for text in ("甲一。", "甲二。"))

        strips = beside(Match(old, new, Fate.MOVED, 0.7, ""), old, new, NAMES)

        assert (side(strips, Change.ADDED), side(strips, Change.DROPPED)) == (["甲一。"], ["甲二。"])


PAIRS = (
    ("readings_动物防疫法/0_2015_enacted.txt", "readings_动物防疫法/1_draft_first_reading.txt"),
    ("readings_动物防疫法/1_draft_first_reading.txt", "readings_动物防疫法/2_draft_second_reading.txt"),
    ("amend_立法法/old_2015-03-15.txt", "amend_立法法/new_2023-03-13.txt"),
    ("amend_慈善法/old_2016-03-16.txt", "amend_慈善法/new_2023-12-29.txt"),
)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0])
def test_no_word_of_either_version_is_left_out_or_said_twice(shared, pair):
    texts = (Path(shared) / "data" / "drafts" / one for one in pair)
    old, new = (parse(read(one.name, one.read_bytes())) for one in texts)

    rows = provisions(table_of(compare(old, new)))

    for version, other, own in ((old, Change.ADDED, "olds"), (new, Change.DROPPED, "news")):
        strips = [strip for row in rows if getattr(row, own) for strip in row.strips]
        shown = "".join(side(strips, other))
        printed = [node.text for node in version.walk() if node.text]
        assert [one for one in printed if one not in shown] == []
        heads = [head.eid for row in rows for head in getattr(row, own)]
        # What was divided stands beside each of its parts.
        divided = {head.eid for row in rows if row.turn is Turn.SPLIT for head in getattr(row, own)}
        assert {one for one in heads if heads.count(one) > 1} <= divided
        units = [one.eid for one in version.walk() if one.is_heading or one.is_article]
        assert [one for one in units if one not in heads] == []


def test_comments_are_counted_where_they_were_made(session, make):
    version = make.version()
    task = make.task(consultation=make.consultation(version_id=version.id))
    paragraph = make.article(version, 7)
    make.comment(task, provision_id=paragraph.id)
    make.comment(task, provision_id=paragraph.id)
    make.comment(task)

    assert comments_on(session, version.id) == {"art_7__para_1": 2}

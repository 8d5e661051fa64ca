import csv
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.reading import read
from legislation_hub.legaltext.repairing import Act, Repair, added, cuts, mend, repair, repair_from, told
from legislation_hub.legaltext.source import source_of
from legislation_hub.legaltext.tree import Remark
from legislation_hub.problems import RepairNotPossible
from legislation_hub.vocabulary import Level, LineKind
from tests.legaltext.conftest import eids

DRAFT = source_of("a.txt", "某条例\n第一条　甲。第二条　乙。\n法律责任\n第三条　丙，\n丁。\n二、戊。")


def repaired(*repairs):
    return parse(repair(DRAFT, repairs))


class TestRepair:
    def test_a_line_becomes_what_a_person_says(self):
        law = repaired(Repair(Act.KIND, 3, LineKind.CHAPTER))

        assert [(one.level, one.number, one.heading) for one in law.provisions][1] == (
            Level.CHAPTER,
            "1",
            "法律责任",
        )

    def test_a_line_can_be_given_back_to_the_parser(self):
        law = repaired(Repair(Act.KIND, 3, LineKind.CHAPTER), Repair(Act.KIND, 3, None))

        assert law == parse(DRAFT)

    def test_a_line_goes_on_the_one_before(self):
        law = repaired(Repair(Act.JOIN, 5))

        assert [one.text for one in law.walk() if one.eid == "art_3__para_1"] == ["丙，丁。"]

    def test_a_line_is_cut_where_another_article_begins(self):
        law = repaired(Repair(Act.SPLIT, 2, at=6))

        assert "art_2" in eids(law)
        assert not any("inside" in remark.reason for remark in law.remarks)

    def test_a_number_of_another_kind_counts_for_nothing(self):
        law = repaired(Repair(Act.KIND, 6, LineKind.PARAGRAPH))

        assert [one.text for one in law.walk()][-1] == "二、戊。"

    @pytest.mark.parametrize("kind", list(LineKind))
    def test_every_kind_is_taken_for_every_line(self, kind):
        for line in DRAFT.lines:
            law = repaired(Repair(Act.KIND, line.number, kind))

            assert len(set(eids(law))) == len(eids(law))

    def test_what_a_person_calls_the_title_is_the_only_one(self):
        law = repaired(Repair(Act.KIND, 3, LineKind.TITLE))

        assert law.title == "法律责任"
        assert law.preface == ("某条例",)

    @pytest.mark.parametrize(
        "wrong",
        [Repair(Act.JOIN, 1), Repair(Act.JOIN, 99), Repair(Act.SPLIT, 1, at=0), Repair(Act.SPLIT, 1, at=99)],
    )
    def test_what_cannot_be_done_is_said(self, wrong):
        with pytest.raises(RepairNotPossible):
            repaired(wrong)


class TestKeeping:
    @pytest.mark.parametrize(
        "one",
        [
            Repair(Act.KIND, 3, LineKind.ANNEX),
            Repair(Act.KIND, 3),
            Repair(Act.JOIN, 5),
            Repair(Act.SPLIT, 2, at=6),
            Repair(Act.SPLIT, 2, at=6, piece=4),
            Repair(Act.ACCEPT, 2, reason="so it stands in the original"),
        ],
    )
    def test_a_repair_is_kept_as_json(self, one):
        assert repair_from(json.loads(json.dumps(one.as_json()))) == one

    def test_what_the_first_release_kept_means_the_same(self):
        assert repair_from({"act": "join", "line": 5, "kind": None, "at": 0}) == Repair(Act.JOIN, 5)

    @pytest.mark.parametrize("data", [{}, {"act": "kind", "line": "1"}, {"act": "burn", "line": 1}])
    def test_what_is_no_repair_is_refused(self, data):
        with pytest.raises(RepairNotPossible):
            repair_from(data)


class TestMend:
    def test_counts_its_lines_without_a_gap_and_knows_where_they_stood(self):
        gappy = source_of("a.txt", "某条例\n\n\n第一条　甲。第二条　乙。\n\n第三条　丙。")

        mended = mend(gappy, [Repair(Act.SPLIT, 4, at=6)])

        assert [line.number for line in mended.source.lines] == [1, 2, 3, 4]
        assert mended.places == ((1, 0), (4, 0), (4, 6), (6, 0))
        assert mended.place(0) == (0, 0)

    def test_corrects_each_piece_of_a_line_by_itself(self):
        mended = mend(DRAFT, [Repair(Act.SPLIT, 2, at=6), Repair(Act.KIND, 2, LineKind.NOTE, piece=6)])

        assert parse(mended.source).note == "第二条　乙。"
        assert "art_1" in eids(parse(mended.source))

    def test_keeps_the_order_of_pieces_whatever_they_are(self):
        mended = mend(DRAFT, [Repair(Act.SPLIT, 2, at=6), Repair(Act.KIND, 2, LineKind.PREFACE)])

        law = parse(mended.source)
        assert law.preface == ("第一条　甲。",)
        assert "art_2" in eids(law)

    def test_joins_what_was_split(self):
        mended = mend(DRAFT, [Repair(Act.SPLIT, 2, at=6), Repair(Act.JOIN, 2, piece=6)])

        assert mended.source.lines[1].text == "第一条　甲。第二条　乙。"

    def test_leaves_out_what_does_not_fit_and_tells_of_it(self):
        mended = mend(DRAFT, [Repair(Act.JOIN, 99), Repair(Act.JOIN, 5), Repair(Act.SPLIT, 5, at=1)])

        assert mended.undone == {0, 2}
        assert [line.text for line in mended.source.lines][-2] == "第三条　丙，丁。"

    def test_puts_the_reader_s_remarks_where_their_lines_are_now(self):
        source = replace(DRAFT, remarks=(Remark(5, "丁。", "moved"), Remark(0, "", "whole")))

        mended = mend(source, [Repair(Act.SPLIT, 2, at=6), Repair(Act.JOIN, 5)])

        assert [(one.line, one.reason) for one in mended.source.remarks] == [(5, "moved"), (0, "whole")]
        assert [one.line for one in mended.in_file(mended.source.remarks)] == [4, 0]


class TestAccept:
    REASON = "Between %(before)s and %(label)s a number is missing."
    GAP = source_of("a.txt", "某条例\n第一条　甲。\n第三条　丙。")

    def accepted(self, *reasons):
        mended = mend(self.GAP, [Repair(Act.ACCEPT, 3, reason=one) for one in reasons])
        return [told(one) for one in mended.open(parse(mended.source).remarks)]

    def test_takes_the_remark_away_and_leaves_the_text(self):
        (remark,) = self.accepted()

        assert self.accepted(remark) == []
        assert parse(mend(self.GAP, [Repair(Act.ACCEPT, 3, reason=remark)]).source) == parse(self.GAP)

    def test_takes_no_other_remark_away(self):
        assert len(self.accepted("something else")) == 1

    def test_holds_for_what_is_said_of_the_whole_text(self):
        mended = mend(self.GAP, [Repair(Act.ACCEPT, 0, reason="joined 3")])

        assert mended.open([Remark(0, "", "joined %(count)s", {"count": 3})]) == ()
        assert len(mended.open([Remark(0, "", "joined %(count)s", {"count": 4})])) == 1


class TestCuts:
    TEXT = "第一条　甲。 第二条　乙。第三条　丙。"

    def lines(self, divided, text=TEXT):
        source = source_of("a.txt", f"某条例\n{text}")
        mended = mend(source, cuts(2, 0, text, divided))
        assert not mended.undone
        return [line.text for line in mended.source.lines][1:]

    def test_divides_where_somebody_put_a_line_break(self):
        assert self.lines("第一条　甲。\n第二条　乙。第三条　丙。") == ["第一条　甲。", "第二条　乙。第三条　丙。"]

    def test_divides_at_several_places_at_once(self):
        assert self.lines("第一条　甲。\r\n\r\n第二条　乙。\n第三条　丙。") == [
            "第一条　甲。",
            "第二条　乙。",
            "第三条　丙。",
        ]

    def test_divides_a_piece(self):
        first = cuts(2, 0, self.TEXT, "第一条　甲。\n第二条　乙。第三条　丙。")
        second = cuts(2, first[0].at, "第二条　乙。第三条　丙。", "第二条　乙。\n第三条　丙。")
        mended = mend(source_of("a.txt", f"某条例\n{self.TEXT}"), [*first, *second])

        assert [line.text for line in mended.source.lines][1:] == ["第一条　甲。", "第二条　乙。", "第三条　丙。"]

    def test_does_nothing_without_a_break(self):
        assert cuts(2, 0, self.TEXT, f" {self.TEXT}\n") == ()

    @pytest.mark.parametrize("divided", ["第一条　乙。", "", "第一条　甲。\n第二条　乙。\n第三条　丁。"])
    def test_changes_no_word(self, divided):
        with pytest.raises(RepairNotPossible):
            cuts(2, 0, self.TEXT, divided)

    @given(st.text("甲乙 \u3000a。", min_size=1, max_size=20), st.sets(st.integers(1, 19)))
    def test_any_breaks_give_back_the_same_signs(self, text, breaks):
        text = text.strip()
        divided = "".join(f"\n{sign}" if at in breaks else sign for at, sign in enumerate(text))
        if text:
            lines = self.lines(divided, text)
            assert "".join("".join(lines).split()) == "".join(text.split())
            assert len(lines) == len([one for one in divided.splitlines() if one.strip()])


class TestRealDamage:
    """Every damaged law is repaired by touches that the page offers, until no remark is left."""

    def damaged(self, shared):
        with (shared / "data" / "laws" / "laws.csv").open(encoding="utf-8-sig") as file:
            rows = [row for row in csv.DictReader(file) if row["defect"]]
        for row in rows:
            path = shared / "data" / "laws" / row["file"]
            yield row, read(path.name, path.read_bytes())

    def touch(self, mended, remark):
        place = mended.place(remark.line)
        if "no number of its own" in remark.reason:
            return Repair(Act.KIND, place[0], LineKind.CHAPTER, piece=place[1])
        if "broken over two lines" in remark.reason:
            return Repair(Act.JOIN, place[0], piece=place[1])
        return Repair(Act.ACCEPT, place[0], piece=place[1], reason=told(remark))

    def test_is_repaired_until_no_remark_is_left(self, shared):
        touches, left = {}, {}
        for row, source in self.damaged(shared):
            repairs = []
            for _ in range(40):
                mended = mend(source, repairs)
                law = parse(mended.source)
                remarks = mended.open(law.remarks)
                if not remarks:
                    break
                repairs = added(repairs, [self.touch(mended, remarks[0])])
            left[row["title"]] = len(remarks)
            touches[row["title"]] = len(repairs)
            assert not mended.undone
            plain = "".join("".join(line.text for line in source.lines).split())
            assert "".join("".join(line.text for line in mended.source.lines).split()) == plain
        assert len(left) == 19
        assert not any(left.values()), left
        print(f"{sum(touches.values())} touches for {len(touches)} damaged laws, at most {max(touches.values())}")

    def test_a_chapter_whose_number_word_lost_is_one_again(self, shared):
        source = next(
            source for row, source in self.damaged(shared) if row["title"].startswith("未成年人网络保护")
        )
        bare = [one.line for one in parse(source).remarks]

        law = parse(repair(source, [Repair(Act.KIND, line, LineKind.CHAPTER) for line in bare]))

        chapters = [one for one in law.walk() if one.level is Level.CHAPTER]
        assert [one.number for one in chapters] == ["1", "2", "3", "4", "5", "6", "7"]
        assert chapters[1].heading == "网络素养促进"
        assert law.remarks == ()

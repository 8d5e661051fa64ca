import json

import pytest

from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.repairing import Act, Repair, repair, repair_from
from legislation_hub.legaltext.source import source_of
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
        ],
    )
    def test_a_repair_is_kept_as_json(self, one):
        assert repair_from(json.loads(json.dumps(one.as_json()))) == one

    @pytest.mark.parametrize("data", [{}, {"act": "kind", "line": "1"}, {"act": "burn", "line": 1}])
    def test_what_is_no_repair_is_refused(self, data):
        with pytest.raises(RepairNotPossible):
            repair_from(data)

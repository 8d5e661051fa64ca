"""Articles of every kind of oddity, from real laws, against what a person read in them line by line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.source import source_of
from legislation_hub.legaltext.tree import LegalText

FILE = Path(__file__).with_name("oddities.txt")
NUMBERS = {"款": "para", "项": "item", "目": "sub"}
ABOVE = {"款": "条", "项": "条款", "目": "条款项"}


@dataclass(frozen=True)
class Case:
    """One article: its eId, where it comes from, and its lines, each with what a person said it is."""

    eid: str
    source: str
    lines: tuple[tuple[str, str], ...]

    def expected(self) -> Iterator[tuple[str, str]]:
        """Yield for each line the eId that follows from what a person said of the lines; or its place."""
        eids = {"条": self.eid}
        counts = {"款": 0, "项": 0, "目": 0}
        for kind, text in self.lines:
            if kind == "条":
                counts["款"] = 1
                eids["款"] = f"{self.eid}__para_1"
                yield eids["款"], text
            elif kind == "号":
                yield self.eid, text
            elif kind in NUMBERS:
                counts[kind] += 1
                for deeper in "款项目"["款项目".index(kind) + 1 :]:
                    counts[deeper] = 0
                    eids.pop(deeper, None)
                above = next(eids[one] for one in reversed(ABOVE[kind]) if one in eids)
                eids[kind] = f"{above}__{NUMBERS[kind]}_{counts[kind]}"
                yield eids[kind], text
            else:
                yield kind, text


def _cases() -> Iterator[Case]:
    for block in re.split(r"^## ", FILE.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        head, *lines = block.strip().splitlines()
        eid, _, source = head.partition(" ")
        pairs = [line.partition("\t") for line in lines]
        yield Case(eid, source, tuple((kind, text) for kind, _, text in pairs))


CASES = tuple(_cases())


def found(law: LegalText, case: Case) -> list[tuple[str, str]]:
    """Return for each line the deepest provision that begins on it, 续 if none does, or where else it stands."""
    begins: dict[int, str] = {}
    for one in law.walk():
        if one.is_article or not one.is_heading:
            begins[one.line] = one.eid
        else:
            begins[one.line] = "首"
    places = {law.title: "题"} | dict.fromkeys(law.closing, "尾")
    for annex in law.annexes:
        begins[annex.line] = "附"
        places |= dict.fromkeys(annex.text.splitlines(), "文")
    return [
        (begins.get(number) or places.get(text, "续"), text)
        for number, (_, text) in enumerate(case.lines, start=1)
    ]


def test_there_are_articles_of_every_kind():
    assert len(CASES) >= 30
    assert {kind for case in CASES for kind, _ in case.lines} == set("题首条号款项目续尾附文")


@pytest.mark.parametrize("case", CASES, ids=[f"{case.eid}-{case.source[:24]}" for case in CASES])
def test_every_line_is_what_a_person_read(case):
    law = parse(source_of("a.txt", "\n".join(text for _, text in case.lines)))

    assert found(law, case) == list(case.expected())


@pytest.mark.parametrize("case", CASES, ids=[f"{case.eid}-{case.source[:24]}" for case in CASES])
def test_a_line_that_goes_on_stands_behind_the_one_before(case):
    law = parse(source_of("a.txt", "\n".join(text for _, text in case.lines)))
    behind = [line for one in law.walk() for line in one.text.splitlines()[1:]]

    assert behind == [text for kind, text in case.lines if kind == "续"]

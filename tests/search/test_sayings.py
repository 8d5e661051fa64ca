"""What people say leads to what the laws say: every wording that ``sayings.csv`` names really stands in a law."""

import csv
from collections import Counter
from pathlib import Path

import pytest

import legislation_hub.search

SAYINGS = Path(legislation_hub.search.__file__).with_name("sayings.csv")
AT_LEAST = 500


@pytest.fixture(scope="module")
def lines() -> list[list[str]]:
    with SAYINGS.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture(scope="module")
def sayings(lines) -> list[tuple[str, list[str]]]:
    """Every saying and the laws' wordings for it, as the file orders them."""
    return [(said, law.split("|")) for said, law in lines[1:]]


@pytest.fixture(scope="module")
def laws(shared) -> str:
    """All real laws as one text without white space; no wording reaches from one law into the next."""
    files = sorted((shared / "data/laws/text").glob("*.txt"))
    return "\n".join("".join(file.read_text(encoding="utf-8-sig").split()) for file in files)


class TestSayings:
    def test_are_a_table_of_two_columns(self, lines):
        assert lines[0] == ["said", "law"]
        assert {len(line) for line in lines} == {2}

    def test_are_many(self, sayings):
        assert len(sayings) >= AT_LEAST

    def test_stand_once_each_in_code_point_order(self, sayings):
        order = [said for said, _ in sayings]

        assert [said for said, times in Counter(order).items() if times > 1] == []
        assert order == sorted(order)

    def test_are_short_and_never_a_single_character(self, sayings):
        assert [said for said, _ in sayings if not 2 <= len(said) <= 6] == []

    def test_lead_to_one_to_four_wordings(self, sayings):
        assert [said for said, law in sayings if not 1 <= len(law) <= 4] == []
        assert [said for said, law in sayings if len(set(law)) < len(law)] == []
        assert [said for said, law in sayings if any(len(wording) < 2 for wording in law)] == []

    def test_never_lead_to_themselves(self, sayings):
        assert [said for said, law in sayings if said in law] == []

    def test_carry_no_white_space(self, sayings):
        assert [
            said for said, law in sayings if "".join("".join([said, *law]).split()) != "".join([said, *law])
        ] == []

    def test_lead_only_to_words_of_the_real_laws(self, sayings, laws):
        missing = {wording for _, law in sayings for wording in law if wording not in laws}

        assert missing == set()

"""The verified counts of real laws, and the drafts that ship with the product."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.reading import read
from legislation_hub.vocabulary import Level

DRAFTS = Path(__file__).resolve().parents[2] / "drafts"
COLUMNS = {
    "n_bian": Level.PART,
    "n_fenbian": Level.SUBPART,
    "n_zhang": Level.CHAPTER,
    "n_jie": Level.SECTION,
    "n_tiao": Level.ARTICLE,
}


def law_in(file):
    return parse(read(file.name, file.read_bytes()))


def matches(law, row):
    """Tell whether headings and articles of the body are as many as the table says, and the last one the same."""
    found = [one for top in law.provisions for one in top.walk()]
    counts = Counter(one.level for one in found)
    articles = [one.number for one in found if one.level is Level.ARTICLE]
    same_last = not articles or articles[-1].split("-")[0] == row["last_no"].split("-")[0]
    return same_last and all(counts[level] == int(row[column] or 0) for column, level in COLUMNS.items())


def rows_of(folder, table):
    return list(csv.DictReader((folder / table).open(encoding="utf-8-sig")))


class TestCounts:
    def test_of_every_law_are_exact_and_every_damaged_one_gets_a_remark(self, shared_data):
        folder = shared_data / "laws"
        wrong, silent = [], []
        for row in rows_of(folder, "laws.csv"):
            law = law_in(folder / row["file"])
            if not matches(law, row):
                wrong.append(row["title"])
            if row["defect"] and not law.remarks:
                silent.append(row["title"])

        assert (wrong, silent) == ([], [])

    def test_every_word_file_is_exact(self, shared_data):
        folder = shared_data / "laws"
        rows = rows_of(folder, "docx.csv")

        assert [row["title"] for row in rows if not matches(law_in(folder / row["file"]), row)] == []

    def test_readings_cut_by_the_margin_have_all_their_articles(self, shared_data):
        folder = shared_data / "drafts"
        rows = rows_of(folder, "draft_texts.csv")
        wrong = []
        for row in rows:
            articles = [one.number for one in law_in(folder / row["file"]).walk() if one.level is Level.ARTICLE]
            if (str(len(articles)), articles[-1]) != (row["n_tiao"], row["last_no"]):
                wrong.append(row["file"])

        assert wrong == []


class TestDraftsThatShip:
    @pytest.mark.parametrize(
        ("name", "articles"),
        [
            ("动物防疫法_修订草案_一审稿.txt", 113),
            ("动物防疫法_2021年修订.txt", 113),
            ("农村公路条例.txt", 28),
            ("农村公路条例.docx", 28),
        ],
    )
    def test_they_are_read_without_a_doubt(self, name, articles):
        law = law_in(DRAFTS / name)

        assert law.title
        assert law.remarks == ()
        assert sum(one.level is Level.ARTICLE for one in law.walk()) == articles

    def test_the_word_file_says_what_the_text_says(self):
        assert law_in(DRAFTS / "农村公路条例.docx") == law_in(DRAFTS / "农村公路条例.txt")

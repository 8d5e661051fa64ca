"""The questions by which the search is judged are people's own, and each names an article that is really there.

``questions.csv`` has a question a row, as a person in a township asks it, and the article that answers it.

- ``law``: the name of the law's text file, without its ending.
- ``article``: ``§12``, ``§120-1``; up to three that answer equally well, parted by ``|``. Where they stand in
  several laws (a law and its older edition), each is written ``law:§12``; the row's ``law`` is that of the first.
  A decision that amends a law has clauses, no articles: it is never named.
- ``kind``: everyday (words that the law does not use), plain (ordinary words), official (as a coordinator types
  them), dialect (as they are said in the hills of Guizhou).
- ``half``: a search is tuned on one half of every kind and reported on the other. The halves are drawn, not
  chosen; a question that is added later means a new draw, and then older reports no longer count.
"""

import csv
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.reading import read
from legislation_hub.vocabulary import Level

QUESTIONS = Path(__file__).with_name("questions.csv")
SEED = "questions"
AT_LEAST = {"everyday": 60, "plain": 40, "official": 20, "dialect": 20}
CIVIL_CODE = "D040_中华人民共和国民法典_2020-05-28"
AT_MOST, OF_THE_CIVIL_CODE = 8, 12


@dataclass(frozen=True)
class Row:
    """A question, and where its answers stand: pairs of a law and an article."""

    question: str
    law: str
    answers: tuple[tuple[str, str], ...]
    kind: str
    half: str


def row_of(line: dict[str, str]) -> Row:
    answers = []
    for answer in line["article"].split("|"):
        law, _, article = answer.rpartition(":")
        answers.append((law or line["law"], article))
    return Row(line["question"], line["law"], tuple(answers), line["kind"], line["half"])


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        return [row_of(line) for line in csv.DictReader(file)]


@pytest.fixture(scope="module")
def articles(shared, rows) -> dict[tuple[str, str], str]:
    """The words of every article of the laws that are named, without white space, by law and number."""
    return {
        (law, f"§{one.number}"): "".join("".join(part.text for part in one.walk()).split())
        for law in sorted({law for row in rows for law, _ in row.answers})
        for one in tree_of(shared / "data/laws/text" / f"{law}.txt").walk()
        if one.level is Level.ARTICLE and one.eid.startswith("art_")
    }


def tree_of(file):
    return parse(read(file.name, file.read_bytes()))


def drawn(questions):
    """Return the first half of ``questions`` as the draw gives it, whatever order they come in."""
    questions = sorted(questions)
    random.Random(SEED).shuffle(questions)
    return set(questions[: len(questions) // 2])


class TestQuestions:
    def test_are_asked_once(self, rows):
        asked = Counter(row.question for row in rows)

        assert [question for question, times in asked.items() if times > 1] == []

    def test_have_an_article_each_that_is_in_the_law(self, rows, articles):
        missing = [(row.question, answer) for row in rows for answer in row.answers if answer not in articles]

        assert missing == []

    def test_are_not_the_words_of_their_article(self, rows, articles):
        copied = [
            row.question
            for row in rows
            for answer in row.answers
            if "".join(row.question.split()) in articles.get(answer, "")
        ]

        assert copied == []

    def test_have_one_to_three_answers_and_the_first_is_in_their_law(self, rows):
        assert [row.question for row in rows if not 1 <= len(set(row.answers)) == len(row.answers) <= 3] == []
        assert [row.question for row in rows if row.answers[0][0] != row.law] == []

    def test_are_enough_of_every_kind(self, rows):
        kinds = Counter(row.kind for row in rows)

        assert kinds.keys() == AT_LEAST.keys()
        assert {kind: kinds[kind] for kind, least in AT_LEAST.items() if kinds[kind] < least} == {}

    def test_are_spread_over_the_laws(self, rows):
        named = Counter(law for row in rows for law in {law for law, _ in row.answers})

        assert len({row.law for row in rows}) >= 60
        assert named.pop(CIVIL_CODE) <= OF_THE_CIVIL_CODE
        assert {law: times for law, times in named.items() if times > AT_MOST} == {}

    @pytest.mark.parametrize("kind", AT_LEAST)
    def test_fall_into_two_equal_halves_that_were_drawn(self, rows, kind):
        halves = {row.question: row.half for row in rows if row.kind == kind}
        tuned = {question for question, half in halves.items() if half == "tune"}

        assert set(halves.values()) == {"tune", "report"}
        assert 2 * len(tuned) == len(halves)
        assert tuned == drawn(halves)

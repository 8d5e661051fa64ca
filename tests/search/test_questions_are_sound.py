"""The questions by which the search is judged are people's own, and each names an article that is really there.

There are two files, and a search is reported on each by itself:

- ``questions.csv``: questions as they are typed into a search box, short and with the plain nouns of the matter,
  some of them the law's words and some not. This is the ordinary case.
- ``stories.csv``: stories told without the law's words (the official ones aside), as they are told at a door. They
  are the hard judge: what the law calls by another name is seldom found by words alone.

Both have a question a row, and the article that answers it.

- ``law``: the name of the law's text file, without its ending.
- ``article``: ``§12``, ``§120-1``; up to three that answer equally well, parted by ``|``. Where they stand in
  several laws (a law and its older edition), each is written ``law:§12``; the row's ``law`` is that of the first.
  A decision that amends a law has clauses, no articles: it is never named.
- ``kind``: everyday (as people call it at home), plain (ordinary words), official (as a coordinator types them),
  dialect (as they are said in the hills of Guizhou).
- ``half``: a search is tuned on one half of every kind and reported on the other. The halves are drawn, not
  chosen; a question that is added later means a new draw, and then older reports no longer count.
"""

import csv
import random
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pytest

from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.reading import read
from legislation_hub.vocabulary import Level

SEED = "questions"
CIVIL_CODE = "D040_中华人民共和国民法典_2020-05-28"
OF_THE_CIVIL_CODE = 12
LAWS = 60
KINDS = ("everyday", "plain", "official", "dialect")


@dataclass(frozen=True)
class Limits:
    """What a file keeps to: how many of every kind, how long, how often of the same law and article."""

    file: str
    at_least: dict[str, int]
    letters: range
    of_a_law: int
    of_an_article: int


TYPED = Limits(
    "questions.csv",
    {"everyday": 50, "plain": 60, "official": 20, "dialect": 20},
    letters=range(4, 26),
    of_a_law=6,
    of_an_article=1,
)
TOLD = Limits(
    "stories.csv",
    {"everyday": 60, "plain": 40, "official": 20, "dialect": 20},
    letters=range(3, 61),
    of_a_law=8,
    of_an_article=2,
)


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


def rows_of(file: str) -> list[Row]:
    with Path(__file__).with_name(file).open(encoding="utf-8", newline="") as lines:
        return [row_of(line) for line in csv.DictReader(lines)]


@pytest.fixture(scope="module", params=[TYPED, TOLD], ids=lambda limits: limits.file)
def limits(request) -> Limits:
    return request.param


@pytest.fixture(scope="module")
def rows(limits) -> list[Row]:
    return rows_of(limits.file)


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
    def test_are_asked_once(self):
        asked = Counter(row.question for row in chain(rows_of(TYPED.file), rows_of(TOLD.file)))

        assert [question for question, times in asked.items() if times > 1] == []

    def test_are_as_long_as_their_file_says(self, rows, limits):
        assert [row.question for row in rows if len(row.question) not in limits.letters] == []

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

    def test_are_enough_of_every_kind(self, rows, limits):
        kinds = Counter(row.kind for row in rows)

        assert kinds.keys() == set(KINDS)
        assert {kind: kinds[kind] for kind, least in limits.at_least.items() if kinds[kind] < least} == {}

    def test_are_spread_over_the_laws(self, rows, limits):
        named = Counter(law for row in rows for law in {law for law, _ in row.answers})

        assert len({row.law for row in rows}) >= LAWS
        assert named.pop(CIVIL_CODE) <= OF_THE_CIVIL_CODE
        assert {law: times for law, times in named.items() if times > limits.of_a_law} == {}

    def test_do_not_all_ask_for_the_same_articles(self, rows, limits):
        named = Counter(answer for row in rows for answer in row.answers)

        assert {answer: times for answer, times in named.items() if times > limits.of_an_article} == {}

    @pytest.mark.parametrize("kind", KINDS)
    def test_fall_into_two_equal_halves_that_were_drawn(self, rows, kind):
        halves = {row.question: row.half for row in rows if row.kind == kind}
        tuned = {question for question, half in halves.items() if half == "tune"}

        assert set(halves.values()) == {"tune", "report"}
        assert 2 * len(tuned) == len(halves)
        assert tuned == drawn(halves)

"""How much speaks for a match, by its text: what the arrays of the other engine tell of all, told of few."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from legislation_hub.search import analysis
from legislation_hub.search.hints import K1, LITERALLY, OWN_ARTICLE, B, hints, rarity_of_word
from legislation_hub.search.postgres.tables import PAIR, WORD, entry
from legislation_hub.search.query import Query


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is held of one document: how many words it has, its own articles, its words as a list, its texts."""

    number: int
    key: str
    length: int
    own: Sequence[str]
    words: str
    wording: str
    setting: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of all documents: how many have each lexeme, how many there are, how long they are."""

    times: Mapping[str, int]
    documents: int
    mean: float

    def having(self, sign: str) -> int:
        """Return how many texts have a pair or a character."""
        return self.times[PAIR + sign]

    def worth(self, word: str) -> float:
        """Return how much it says to have a word or to name an article."""
        return rarity_of_word(self.times[WORD + word], self.documents)


def scores(query: Query, candidates: Sequence[Candidate], known: Known) -> list[float]:
    """Return the score of each of the candidates."""
    named = (*query.articles, *query.parts)
    said = [(entry(one), known.worth(one)) for one in (*named, *query.words)]
    literal = [(LITERALLY * len(grams), grams) for grams in map(analysis.grams, query.words)]
    hinted = [*hints(query, known.having, known.documents)]
    inside = [(sign, weight) for field, sign, weight in hinted if field == "pairs"]
    around = [(sign, weight) for field, sign, weight in hinted if field == "around"]
    found = []
    for one in candidates:
        norm = K1 * ((1 - B) + B * one.length / known.mean)
        score = sum([weight for sign, weight in inside if sign in one.wording])
        if around:
            setting = analysis.closed(one.setting)
            score += sum([weight for sign, weight in around if sign in setting])
        for word, worth in said:
            if times := one.words.count(word):
                score += worth * times * (K1 + 1) / (times + norm)
        for worth, grams in literal:
            if all(gram in one.wording for gram in grams):
                score += worth
        if named:
            score += OWN_ARTICLE * len({*named} & {*one.own})
        found.append(score)
    return found

"""How well texts fit a question, by what they share with it: the second look at the best that words found.

Words find, characters judge: a question in people's words shares few words with the law and more of its
characters. Beside them count the law's wordings for what people say, the law's title and headings, how close
together it all stands, and whether a text has the kind of answer that is asked for.
"""

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from legislation_hub.search import analysis
from legislation_hub.search.answers import kinds_of
from legislation_hub.search.query import Query
from legislation_hub.search.scope import Passage

Marks = NDArray[np.float64]

# How much each thing counts that :class:`Fit` measures; fitted on one half of the questions in tests/search.
WEIGHTS: Mapping[str, float] = {
    "characters": 4.5,
    "wordings": 6.4,
    "around": 2.8,
    "wordings_around": 1.0,
    "covered": 2.5,
    "pairs_covered": 2.5,
    "together": 2.0,
    "kind": 2.7,
    "title": 1.3,
    "literal": 10.0,
    "amending": -2.4,
    "length": -0.5,
}

# BM25 for characters: a text gains little by having one again and again, and loses little by being long.
K1, B = 0.9, 0.4
SENTENCE = re.compile("[。;；]")
AMENDING = re.compile(r"的决定$|修正案")
FORM = re.compile(r"(?:实施细则|实施条例|暂行条例|条例|暂行规定|规定|实施办法|办法|规则|法)$")
STATE = "中华人民共和国"
# Characters that stand everywhere and say nothing.
SMALL = frozenset("的了吗呢吧啊呀嘛么是在和与及或对把被让给就都也还又很我你他她它这那哪谁怎咋啥")


def characters_of(folded: str) -> list[str]:
    """Return the telling characters of a folded text, each once."""
    return [one for one in dict.fromkeys(analysis.closed(folded)) if one.isalnum() and one not in SMALL]


def pairs_of(folded: str) -> list[str]:
    """Return the telling pairs of neighbours in a folded text, each once."""
    pairs = dict.fromkeys(analysis.pairs(folded))
    return [pair for pair in pairs if len(pair) == 2 and not SMALL & set(pair)]


def signs_of(query: Query) -> list[str]:
    """Return everything whose rarity has to be known to tell how well a text fits."""
    wordings = [wording for wordings in query.meant.values() for wording in wordings]
    return list(
        dict.fromkeys(
            sign for text in (query.matter, *wordings) for sign in (*characters_of(text), *pairs_of(text))
        )
    )


def fits(query: Query, passages: Sequence[Passage], rarities: Mapping[str, float]) -> list[float]:
    """Return how well each of the passages fits; the figures compare only with each other."""
    if not passages:
        return []
    fit = Fit(query, passages, rarities)
    total: Marks = sum((weight * getattr(fit, name) for name, weight in WEIGHTS.items()), np.zeros(len(passages)))
    return [float(one) for one in total]


class Fit:
    """What some passages share with a question: one figure for each passage, by what is measured."""

    def __init__(self, query: Query, passages: Sequence[Passage], rarities: Mapping[str, float]) -> None:
        self._query = query
        self._texts = [passage.wording for passage in passages]
        self._settings = [passage.setting for passage in passages]
        self._rare = rarities
        self._characters = characters_of(query.matter)
        self._pairs = pairs_of(query.matter)
        self._kinds = kinds_of(analysis.fold(query.text))
        self._counted: dict[str, Marks] = {}
        self._standing: dict[str, Marks] = {}
        self._lengths = np.array([len(text) for text in self._texts], np.float64)
        self._norms = K1 * ((1 - B) + B * self._lengths / (self._lengths.mean() or 1.0))

    @property
    def characters(self) -> Marks:
        """How often it has the characters of the question; the best has one."""
        return _shares(self._bm25(self._characters))

    @property
    def wordings(self) -> Marks:
        """The same for the law's wordings, of those for one everyday word the best."""
        parts = [
            [0.5 * self._bm25(characters_of(one)) + self._bm25(pairs_of(one)) for one in wordings]
            for wordings in self._query.meant.values()
        ]
        return _shares(self._best(parts))

    @property
    def around(self) -> Marks:
        """Which pairs of the question stand in the title and the headings."""
        return _shares(self._weighed(self._pairs, self._in_setting))

    @property
    def wordings_around(self) -> Marks:
        """The same for the law's wordings."""
        parts = [
            [self._weighed(pairs_of(one), self._in_setting) for one in wordings]
            for wordings in self._query.meant.values()
        ]
        return _shares(self._best(parts))

    @property
    def covered(self) -> Marks:
        """Which share of the characters stands in the text, the title or the headings."""

        def stands(sign: str) -> Marks:
            return np.maximum(self._in_text(sign), self._in_setting(sign))

        return self._weighed(self._characters, stands) / self._whole(self._characters)

    @property
    def pairs_covered(self) -> Marks:
        """Which share of the pairs stands in the text."""
        return self._weighed(self._pairs, self._in_text) / self._whole(self._pairs)

    @property
    def together(self) -> Marks:
        """What the sentence has that has most of it; the best has one."""
        signs = {one: self._rare.get(one, 0.0) for one in self._characters}
        signs |= {one: 0.7 * self._rare.get(one, 0.0) for one in self._pairs}
        signs |= {one: 2.0 for wordings in self._query.meant.values() for one in wordings}
        return _shares(np.array([_most(text, signs) for text in self._texts]))

    @property
    def kind(self) -> Marks:
        """Of how many of the kinds of answers it is that are asked for."""
        return np.array([sum(1.0 for kind in self._kinds if kind.tells.search(text)) for text in self._texts])

    @property
    def literal(self) -> Marks:
        """Whether it has all that is said of the matter, as it is said."""
        said = analysis.closed(self._query.matter)
        return np.array([float(said in text) for text in self._texts])

    @property
    def title(self) -> Marks:
        """Whether the question names the law; the longest name that it has counts one."""
        asked = analysis.closed(analysis.fold(self._query.text))
        known = {one: _named(one.partition("\n")[0], asked) for one in dict.fromkeys(self._settings)}
        return _shares(np.array([known[one] for one in self._settings]))

    @property
    def amending(self) -> Marks:
        """Whether it only says how another law is changed."""
        return np.array([float(bool(AMENDING.search(one.partition("\n")[0]))) for one in self._settings])

    @property
    def length(self) -> Marks:
        """How long it is: each time longer counts the same."""
        return np.log1p(self._lengths)

    def _bm25(self, signs: Sequence[str]) -> Marks:
        scores = np.zeros(len(self._texts))
        for sign in signs:
            times = self._times(sign)
            scores += self._rare.get(sign, 0.0) * times * (K1 + 1) / (times + self._norms)
        return scores

    def _times(self, sign: str) -> Marks:
        if sign not in self._counted:
            self._counted[sign] = np.array([text.count(sign) for text in self._texts], np.float64)
        return self._counted[sign]

    def _in_text(self, sign: str) -> Marks:
        return np.minimum(self._times(sign), 1.0)

    def _in_setting(self, sign: str) -> Marks:
        if sign not in self._standing:
            self._standing[sign] = np.array([sign in one for one in self._settings], np.float64)
        return self._standing[sign]

    def _weighed(self, signs: Sequence[str], stands: Callable[[str], Marks]) -> Marks:
        scores = np.zeros(len(self._texts))
        for sign in signs:
            scores += self._rare.get(sign, 0.0) * stands(sign)
        return scores

    def _whole(self, signs: Sequence[str]) -> float:
        return sum(self._rare.get(sign, 0.0) for sign in signs) or 1.0

    def _best(self, parts: Sequence[Sequence[Marks]]) -> Marks:
        """Return the sum over the parts of the best in each."""
        scores = np.zeros(len(self._texts))
        for ways in parts:
            scores += np.max(ways, axis=0)
        return scores


def _shares(marks: Marks) -> Marks:
    """Return what each has of what the best has."""
    best = marks.max(initial=0.0)
    return marks / best if best > 0 else marks


def _most(text: str, signs: Mapping[str, float]) -> float:
    """Return the weight of the signs in the sentence that has the most of them."""
    present = [(sign, weight) for sign, weight in signs.items() if sign in text]
    sentences = SENTENCE.split(text)
    return max(sum([weight for sign, weight in present if sign in one]) for one in sentences)


def _named(title: str, asked: str) -> float:
    """Return how long a name of this law the question has; the name without its form counts for less."""
    name = title.replace(STATE, "")
    if len(name) > 2 and name in asked:
        return float(len(name))
    core = FORM.sub("", name)
    return 0.6 * len(core) if len(core) > 1 and core in asked else 0.0

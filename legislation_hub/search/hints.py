"""What speaks for a match beside the words that were asked for: characters it shares, and what its law is called.

Hints find nothing and count nothing: they only say what is to be looked at first among that which words find.
"""

import math
from collections.abc import Callable, Iterator

from legislation_hub.search.fitting import characters_of, pairs_of
from legislation_hub.search.query import Query

# The article itself and what was said about it stand before what merely mentions it, whatever else that has.
OWN_ARTICLE = 10_000.0
# The dictionary may have cut the text elsewhere: whatever holds the word literally is found too, for less.
LITERALLY = 0.2
# BM25 for words, with the parameters that Whoosh takes when it is told none.
B, K1 = 0.75, 1.2

# How much each is worth beside a word, times how rare it is.
SHARED, CALLED = 0.6, 0.6

# What more than half of all have is no hint, and its list is the longest to go through.
TOO_COMMON = 0.5


def hints(query: Query, having: Callable[[str], int], count: int) -> Iterator[tuple[str, str, float]]:
    """Yield field, term and weight of each; ``having`` tells how many of all ``count`` texts have a sign."""
    wordings = [wording for wordings in query.meant.values() for wording in wordings]
    called = dict.fromkeys(pair for text in (query.matter, *wordings) for pair in pairs_of(text))
    for field, signs, worth in (("pairs", characters_of(query.matter), SHARED), ("around", called, CALLED)):
        for sign in signs:
            times = having(sign)
            if times <= count * TOO_COMMON:
                yield field, sign, worth * rarity(times, count)


def rarity_of_word(times: int, count: int) -> float:
    """Return how much it says of a text to have a word that ``times`` of ``count`` have, as Whoosh knows it."""
    return math.log(count / (times + 1)) + 1


def rarity(times: int, count: int) -> float:
    """Return how much it says of a text to have what ``times`` of ``count`` texts have, as BM25 knows it."""
    return math.log1p((count - times + 0.5) / (times + 0.5))

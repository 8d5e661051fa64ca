"""What was perhaps meant by a question that is mistyped: what sounds the same, two signs swapped, bare syllables.

Two neighbours that stand together in no text at all are a slip of the finger, where others that differ little do:
the fewer changes and the more frequent the neighbours, the likelier (a noisy channel over pairs of characters, as
Kernighan, Church and Gale describe it, 1990).
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from typing import NamedTuple

from legislation_hub.search import analysis
from legislation_hub.search.query import QUOTES, Query
from legislation_hub.search.sounds import alike, said, typed

Rarities = Callable[[Iterable[str]], Mapping[str, float]]

# So many are worth a look, and so many ways are followed while looking.
MOST, WAYS = 6, 40
# What a change costs, as rarities count: a character that sounds alike, two that are swapped.
SOUND, SWAP = 3.0, 4.0
# A change has to bring so much more than it costs; and what nobody ever wrote is worse than what is merely rare.
GAIN, NEVER = 1.5, 4.0
# Neighbours that are rarer than this on average were not meant by bare syllables.
FREQUENT = 7.0
# A longer run or question, or one with more that nobody ever wrote, tells a story of its own.
LONGEST, ODD = 12, 2
STORY = 24
# No text has it: so rare is what nobody ever wrote.
UNHEARD = ""

_HAN = re.compile(rf"[㐀-鿿]{{2,{LONGEST}}}")
_LATIN = re.compile(r"[a-z]{4,24}")


class Near(NamedTuple):
    """Another question: its text, and what has to find something, or it is no better."""

    text: str
    proof: str


class _Run(NamedTuple):
    """A run of characters that costs so much, and where it differs from what was asked."""

    cost: float
    text: str
    begin: int
    end: int


def near(query: Query, rarities: Rarities) -> tuple[Near, ...]:
    """Return what may have been meant, the likeliest first; nothing where all of it may be meant as it is.

    ``rarities`` tells of each pair how much it says to have it, as :meth:`Index.rarities` does. Whether anything
    is found by these is another question. They count every text, also what the asker may not read: that nobody
    ever wrote a pair is all that this tells of them.
    """
    text, matter = analysis.fold(query.text), query.matter
    if len(text) > STORY:
        return ()
    for everyday in query.meant:
        matter = matter.replace(everyday, " ")
    found = []
    for pattern, others in ((_HAN, _written), (_LATIN, _spelled)):
        for run in pattern.findall(matter):
            for one in others(run, rarities):
                wording = one.text[max(0, one.begin - 1) : one.end + 1]
                found.append((one.cost, Near(text.replace(run, one.text, 1), f"“{wording}”")))
    ordered = dict.fromkeys(one for _, one in sorted(found))
    return tuple(ordered)[:MOST]


def unquoted(query: Query) -> tuple[Near, ...]:
    """Return the same question without its quotation marks, where it has any: what is near an exact wording."""
    text = " ".join(QUOTES.sub(" ", query.text).split())
    return (Near(text, text),) if query.phrases else ()


def _written(run: str, rarities: Rarities) -> Iterator[_Run]:
    """Yield what is likelier than a run of characters, and in longer words, where it falls to pieces."""
    known, words = _costs([run], rarities), _words_at(run)
    odd = [at for at, pair in enumerate(_pairs(run)) if known[pair] > known[UNHEARD]]
    loose = {place for at in odd if 1 in words[at : at + 2] for place in (at, at + 1)}
    if not loose or len(odd) > ODD:
        return
    limit = _cost(run, known) - GAIN
    ways = [*_sounding(run, loose, rarities), *_swapped(run, loose, rarities)]
    for one in nsmallest(MOST, (one for one in ways if one.cost < limit)):
        longer = zip(_words_at(one.text), words, strict=True)
        if all(now > was for now, was in [*longer][one.begin : one.end]):
            yield one


def _words_at(run: str) -> list[int]:
    """Return of each place how long the word is that stands there."""
    return [word.end - word.start for word in analysis.known_words(run) for _ in word.text]


def _sounding(run: str, loose: Collection[int], rarities: Rarities) -> Iterator[_Run]:
    choices = [(one, *alike(one)) if at in loose else (one,) for at, one in enumerate(run)]
    for cost, text in _likeliest(choices, rarities):
        changed = [at for at, (was, now) in enumerate(zip(run, text, strict=True)) if was != now]
        if changed:
            yield _Run(cost + SOUND * len(changed), text, changed[0], changed[-1] + 1)


def _swapped(run: str, loose: Collection[int], rarities: Rarities) -> Iterator[_Run]:
    texts = {at: f"{run[:at]}{run[at : at + 2][::-1]}{run[at + 2 :]}" for at in loose if at + 1 < len(run)}
    known = _costs(texts.values(), rarities)
    for at, text in texts.items():
        yield _Run(_cost(text, known) + SWAP, text, at, at + 2)


def _spelled(letters: str, rarities: Rarities) -> Iterator[_Run]:
    """Yield the characters that are meant by syllables without them."""
    syllables = typed(letters)
    if len(syllables) < 2:
        return
    for cost, text in _likeliest([said(one) for one in syllables], rarities):
        if cost < FREQUENT * (len(text) - 1):
            yield _Run(cost, text, 0, len(text))


def _likeliest(choices: Sequence[Sequence[str]], rarities: Rarities) -> list[tuple[float, str]]:
    """Return the likeliest ways through the characters to choose from, with what their pairs cost."""
    ways = [(0.0, one) for one in choices[0]]
    for those in choices[1:]:
        longer = [(cost, way + one) for cost, way in ways for one in those]
        known = _costs({way[-2:] for _, way in longer}, rarities)
        ways = nsmallest(WAYS, ((cost + known[way[-2:]], way) for cost, way in longer))
    return ways


def _costs(texts: Iterable[str], rarities: Rarities) -> dict[str, float]:
    """Return what each pair of neighbours in some texts costs."""
    known = rarities({UNHEARD, *(pair for text in texts for pair in _pairs(text))})
    return {pair: cost + NEVER * (cost >= known[UNHEARD] and pair != UNHEARD) for pair, cost in known.items()}


def _cost(text: str, known: Mapping[str, float]) -> float:
    return sum(known[pair] for pair in _pairs(text))


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]

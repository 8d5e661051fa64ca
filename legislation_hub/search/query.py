"""What a person asks, in a grammar of our own: words, "exact wording" in quotes, and articles.

Whoosh's own language is never spoken here: a wildcard or a thousand brackets in it stop a server.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from legislation_hub.problems import SearchEmpty, SearchTooLong
from legislation_hub.search import analysis
from legislation_hub.search.answers import matter_of
from legislation_hub.search.sayings import NONE, Sayings, meant
from legislation_hub.search.terms import Terms, found_in

LONGEST = 200
MOST_WORDS = 32

_MARKS = '“”"「」『』〝〞'
QUOTES = re.compile(f"[{_MARKS}]")
_QUOTED = re.compile(f"[{_MARKS}]([^{_MARKS}]*)[{_MARKS}]")

# Words that stand in every text and say nothing about it, unless they are all that was asked.
_SMALL = frozenset(
    "的 了 吗 呢 吧 啊 呀 嘛 么 是 在 和 与 及 或 对 把 被 让 给 就 都 也 还 又 很 不 没 有 要 会 能 第 条 款 项 "
    "我 我们 你 他 她 它 这 那 这个 那个 什么 怎么 怎样 哪些 如何 一个 可以 可不可以 能不能 是否 应该 应当".split()
)


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for, folded: any of the words, all of the exact wordings, any of the articles.

    ``parts`` are the paragraphs and items named with the articles: what is about them comes first.
    ``about`` are articles of certain versions, of which any will do: what they say and what was said about them.
    ``meant`` are the everyday words in it with the law's wordings for each, which are among ``words``. ``matter``
    is what is said of the matter, without the words that only ask: it orders what the words find.
    """

    text: str
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    meant: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    matter: str = ""


def parse(asked: str, sayings: Sayings = NONE, terms: Terms = ()) -> Query:
    """Return what ``asked`` means; a quote that is never closed is read as words.

    ``sayings`` are the office's own, which stand before those that ship, and ``terms`` its dictionary.

    Raises :class:`SearchTooLong`, or :class:`SearchEmpty` when not one letter or digit was asked for.
    """
    text = asked.strip()
    if len(text) > LONGEST:
        raise SearchTooLong(limit=LONGEST)
    folded = analysis.fold(text)
    phrases = _distinct(analysis.closed(found[1]) for found in _QUOTED.finditer(folded))
    rest = _QUOTED.sub(" ", folded)
    named = list(analysis.articles(rest, bare=True))
    parts = _distinct(part.text for part in analysis.parts(rest, bare=True))
    for article in reversed(named):
        rest = f"{rest[: article.start]} {rest[article.end :]}"
    phrases = tuple(phrase for phrase in phrases if analysis.pairs(phrase))
    said = _distinct([*(token.text for token in analysis.words(rest)), *found_in(rest, terms)])
    law = meant(rest, sayings)
    both = (one for everyday, wordings in law.items() for one in (everyday, *wordings))
    telling = _distinct(word for word in (*said, *both) if word not in _SMALL)
    if not (said or phrases or named):
        raise SearchEmpty()
    return Query(
        text=text,
        words=telling[:MOST_WORDS] if telling or phrases or named else said[:MOST_WORDS],
        phrases=phrases,
        articles=_distinct(article.text for article in named),
        parts=parts,
        meant=law,
        matter=matter_of(rest),
    )


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))

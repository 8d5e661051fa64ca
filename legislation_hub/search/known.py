"""How every engine knows a document: its tokens, its places, its identity, its moment."""

from dataclasses import dataclass
from datetime import datetime

from legislation_hub.search import analysis
from legislation_hub.search.document import Document
from legislation_hub.search.scope import Key
from legislation_hub.vocabulary import Findable

YES = "yes"

# What a search is limited to and counted by.
PLACES = (
    *("kind", "draft", "version", "consultation", "station", "room", "collector"),
    *("channel", "stance", "verdict", "outcome", "reported", "published"),
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a document is found by, each as often as it stands there.

    ``pairs`` are neighbours and single characters, ``around`` the pairs of the title and the headings above,
    ``own`` the article that it is or is about, with its paragraphs and items. ``wording`` and ``setting`` are the
    texts themselves, folded; exact wording is looked for in the former, which has no blanks.
    """

    words: list[str]
    pairs: list[str]
    around: list[str]
    own: list[str]
    wording: str
    setting: str


def tokens_of(document: Document) -> Tokens:
    """Return what ``document`` is found by."""
    folded, setting = analysis.fold(document.text), analysis.fold(document.setting)
    named = (*analysis.articles(folded), *analysis.parts(folded))
    words = [token.text for token in (*analysis.words(folded), *named)]
    known = {*words}
    words += (term for term in document.terms if term not in known)
    pairs = analysis.pairs(folded)
    cited = analysis.fold(document.article)
    own = [token.text for token in (*analysis.articles(cited), *analysis.parts(cited))]
    return Tokens(
        words=words,
        # Each of their first characters too: a single one is then one list, and not all that begin with it.
        pairs=[*pairs, *(pair[0] for pair in pairs)],
        around=analysis.pairs(setting),
        own=[*own, *document.parts],
        wording=analysis.closed(folded),
        setting=setting,
    )


def places_of(document: Document) -> dict[str, str]:
    """Return what a document has at every place, an empty text where it has nothing."""
    return {
        "kind": document.key.kind.value,
        "draft": document.draft,
        "version": document.version,
        "consultation": document.consultation,
        "station": document.station,
        "room": document.room,
        "collector": document.collector,
        "channel": document.channel,
        "stance": document.stance,
        "verdict": document.verdict,
        "outcome": document.outcome,
        "reported": YES if document.reported else "",
        "published": YES if document.published else "",
    }


def identity(key: Key) -> str:
    """Return the term under which a key is unique."""
    return f"{key.kind.value}:{key.id}"


def key_of(term: str) -> Key:
    """Return the key that :func:`identity` made into ``term``."""
    kind, _, rest = term.partition(":")
    return Key(Findable(kind), rest)


def milliseconds(moment: datetime) -> int:
    """Return a moment as the number by which it is sorted and limited."""
    return int(moment.timestamp() * 1000)

"""How a document stands in Whoosh: its fields, its columns, its identity, its moment."""

from datetime import datetime

from whoosh import columns, fields

from legislation_hub.search import analysis
from legislation_hub.search.document import Document
from legislation_hub.search.scope import Key
from legislation_hub.vocabulary import Findable

# Raise the first number with every change of the schema: an index of another format is rebuilt by itself.
FORMAT = f"4.{analysis.VERSION}"
YES = "yes"

# What a search is limited to and counted by: a term each, and a number for its value in a column.
PLACES = (
    *("kind", "draft", "version", "consultation", "station", "room", "collector"),
    *("channel", "stance", "verdict", "outcome", "reported", "published"),
)

SCHEMA = fields.Schema(
    id=fields.ID(unique=True, sortable=columns.VarBytesColumn()),
    article=fields.ID(),
    about=fields.ID(),
    ts=fields.NUMERIC(bits=64, shift_step=8, sortable=True),
    words=fields.TEXT(phrase=False),
    pairs=fields.ID(),
    around=fields.ID(),
    wording=fields.COLUMN(columns.VarBytesColumn()),
    setting=fields.COLUMN(columns.VarBytesColumn()),
    digest=fields.COLUMN(columns.VarBytesColumn()),
    **{place: fields.ID(sortable=columns.RefBytesColumn()) for place in PLACES},
)


def fields_of(document: Document) -> dict[str, object]:
    """Return the values of the fields of ``document``; texts go in as tokens, Whoosh analyses nothing."""
    folded, setting = analysis.fold(document.text), analysis.fold(document.setting)
    named = (*analysis.articles(folded), *analysis.parts(folded))
    words = [token.text for token in (*analysis.words(folded), *named)]
    known = {*words}
    words += (term for term in document.terms if term not in known)
    pairs = analysis.pairs(folded)
    cited = analysis.fold(document.article)
    own = [token.text for token in (*analysis.articles(cited), *analysis.parts(cited))]
    own += document.parts
    return {
        "id": identity(document.key),
        "article": own or None,
        "about": document.about or None,
        "ts": milliseconds(document.at),
        "words": words,
        # Each of their first characters too: a single one is then one list, and not all that begin with it.
        "pairs": [*pairs, *(pair[0] for pair in pairs)],
        "around": analysis.pairs(setting),
        "wording": wording(folded),
        "setting": setting.encode(),
        "digest": document.digest.encode(),
        **{name: place for name, place in places_of(document).items() if place},
    }


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


def wording(folded: str) -> bytes:
    """Return what exact wording is looked for in, and what is looked for: a folded text without its blanks."""
    return analysis.closed(folded).encode()


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

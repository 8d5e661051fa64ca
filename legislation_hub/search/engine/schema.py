"""How a document stands in Whoosh: its fields, its identity, its moment."""

import json
from datetime import datetime

from whoosh import columns, fields

from legislation_hub.search import analysis
from legislation_hub.search.document import Document
from legislation_hub.search.scope import Key
from legislation_hub.vocabulary import Findable

# Raise the first number with every change of the schema: an index of another format is rebuilt by itself.
FORMAT = f"1.{analysis.VERSION}"
YES = "yes"

SCHEMA = fields.Schema(
    id=fields.ID(unique=True, stored=True),
    kind=fields.ID(),
    draft=fields.ID(),
    version=fields.ID(),
    consultation=fields.ID(),
    station=fields.ID(),
    room=fields.ID(),
    collector=fields.ID(),
    stance=fields.ID(),
    reported=fields.ID(),
    article=fields.ID(),
    ts=fields.NUMERIC(bits=64, shift_step=8, sortable=True),
    words=fields.TEXT(phrase=False),
    pairs=fields.ID(),
    facets=fields.COLUMN(columns.VarBytesColumn()),
    digest=fields.STORED(),
)


def fields_of(document: Document) -> dict[str, object]:
    """Return the values of the fields of ``document``; texts go in as tokens, Whoosh analyses nothing."""
    folded = analysis.fold(document.text)
    words = [token.text for token in (*analysis.words(folded), *analysis.articles(folded))]
    own = next((token.text for token in analysis.articles(analysis.fold(document.article))), None)
    places = {
        "draft": document.draft,
        "version": document.version,
        "consultation": document.consultation,
        "station": document.station,
        "room": document.room,
        "collector": document.collector,
        "stance": document.stance,
        "reported": YES if document.reported else "",
    }
    kind = document.key.kind
    return {
        "id": identity(document.key),
        "kind": kind.value,
        "article": own,
        "ts": milliseconds(document.at),
        "words": words,
        "pairs": list(dict.fromkeys(analysis.pairs(folded))),
        "facets": json.dumps([kind, document.draft, document.room, document.stance]).encode(),
        "digest": document.digest,
        **{name: place for name, place in places.items() if place},
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

"""How a document stands in Whoosh: its fields and its columns."""

from whoosh import columns, fields

from legislation_hub.search import analysis
from legislation_hub.search.document import Document
from legislation_hub.search.known import PLACES, identity, milliseconds, places_of, tokens_of

# Raise the first number with every change of the schema: an index of another format is rebuilt by itself.
FORMAT = f"4.{analysis.VERSION}"

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
    tokens = tokens_of(document)
    return {
        "id": identity(document.key),
        "article": tokens.own or None,
        "about": document.about or None,
        "ts": milliseconds(document.at),
        "words": tokens.words,
        "pairs": tokens.pairs,
        "around": tokens.around,
        "wording": tokens.wording.encode(),
        "setting": tokens.setting.encode(),
        "digest": document.digest.encode(),
        **{name: place for name, place in places_of(document).items() if place},
    }


def wording(folded: str) -> bytes:
    """Return what exact wording is looked for as: a folded text without its blanks."""
    return analysis.closed(folded).encode()

"""From one comment to those in which others said nearly the same."""

from uuid import UUID

from sqlalchemy.orm import Session

from legislation_hub.models import Account
from legislation_hub.problems import NotFound
from legislation_hub.queries.findables import things
from legislation_hub.queries.sights import Thing
from legislation_hub.search import analysis
from legislation_hub.search.engines import Index
from legislation_hub.search.query import MOST_WORDS, Query
from legislation_hub.search.scope import Filters, Key, Question
from legislation_hub.services.finding import Results, hit
from legislation_hub.services.granting import gives, scope_of
from legislation_hub.vocabulary import Findable

# Two comments are alike from here on: the share of the pairs of characters of both that both have. Of 648 reasons
# given on one petition, the 92 pairs that a reader called near have 0.35 at least, and nine in ten of any two less
# than 0.18.
ALIKE = 0.2
SHOWN = 30
# So many that share most words are compared with it.
COMPARED = 100


def alike(session: Session, actor: Account | None, index: Index, comment_id: UUID) -> Results:
    """Return the comments that say nearly what this one says, the likest first, and none the person may not read.

    Raises :class:`NotFound` for a comment that this person may not find, and :class:`SearchNotReady`.
    """
    own = Key(Findable.COMMENT, str(comment_id))
    known, scope = things(session, [own]), scope_of(session, actor)
    if own not in known or not gives(scope, known[own].document):
        raise NotFound()
    text = analysis.fold(known[own].document.text)
    query = Query(text="", words=_telling(text))
    if not query.words:
        return Results(query, (), 0)
    filters = Filters(kinds=frozenset({Findable.COMMENT}))
    found = [key for key, _ in index.search(Question(query, scope, filters, count=COMPARED)).first if key != own]
    known.update(things(session, found))
    shares = [(_share(text, known[key]), known[key]) for key in found if key in known]
    near = sorted((one for one in shares if one[0] >= ALIKE), key=lambda one: -one[0])[:SHOWN]
    return Results(query, tuple(hit(thing, query) for _, thing in near), len(near))


def _telling(folded: str) -> tuple[str, ...]:
    """Return the longest words of a text: they say most about it."""
    words = dict.fromkeys(token.text for token in analysis.words(folded) if len(token.text) > 1)
    return tuple(sorted(words, key=lambda word: -len(word))[:MOST_WORDS])


def _share(folded: str, thing: Thing) -> float:
    one, other = set(analysis.pairs(folded)), set(analysis.pairs(analysis.fold(thing.document.text)))
    return 2 * len(one & other) / (len(one) + len(other) or 1)

"""What the office itself says of words: which everyday ones lead to the law's, and what is one word."""

from sqlalchemy.orm import Session

from legislation_hub.models import Account, Setting
from legislation_hub.policies import Action, demand
from legislation_hub.search import sayings, terms
from legislation_hub.services.enrolling import change_setting
from legislation_hub.services.recording import record
from legislation_hub.vocabulary import Tag

SAYINGS, DICTIONARY = "sayings", "dictionary"


def own_sayings(session: Session) -> sayings.Sayings:
    """Return the office's own sayings, as every question is read with them."""
    return sayings.read(written(session, SAYINGS))


def own_terms(session: Session) -> terms.Terms:
    """Return the office's dictionary, as the next index is built with it."""
    return terms.read(written(session, DICTIONARY))


def written(session: Session, name: str) -> str:
    """Return one of the lists as it was written, one thing a line."""
    setting = session.get(Setting, name)
    return setting.value if setting else ""


def write_sayings(session: Session, actor: Account, text: str) -> None:
    """Write the sayings anew; the next question is read with them, and no index changes.

    Raises :class:`SayingUnclear` and :class:`TooManySayings`: what cannot be read is not kept.
    """
    sayings.read(text)
    change_setting(session, actor, SAYINGS, text)


def write_dictionary(session: Session, actor: Account, text: str) -> None:
    """Write the dictionary anew; where it changed, the index follows by being built anew beside the old one.

    Raises :class:`TermUnclear` and :class:`TooManyTerms`: what cannot be read is not kept.
    """
    demand(actor, Action.ENROL, None)
    fresh = terms.read(text)
    changed = fresh != own_terms(session)
    setting = change_setting(session, actor, DICTIONARY, text)
    if changed:
        record(session, actor, Tag.DICTIONARY_CHANGED, setting, terms=len(fresh))

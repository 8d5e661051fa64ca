"""A meeting as a page or a device tells of it: frozen, and the same in whatever shape it arrives."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from legislation_hub import clock
from legislation_hub.services.hearing import (
    LINE_LIMIT,
    LINE_TOO_LONG,
    NUMBERED,
    TOO_LONG,
    UNWRITABLE,
    WORDS_LIMIT,
    FieldError,
    holds_id_number,
    is_writable,
)
from legislation_hub.vocabulary import N_, MeetingKind

PRESENT_LIMIT = 500
# A meeting is called days ahead, for the notice and the sign-in sheet; a year ahead is a slip of the pen.
AHEAD = timedelta(days=180)

TITLE_MISSING = N_("Please name the meeting.")
TOO_FAR = N_("This lies more than half a year ahead. Please check the date.")
CROWDED = N_("A record lists at most 500 people. Please begin a second one for the others.")
TWICE = N_("Somebody stands on the list twice.")

_LINES = ("title", "venue", "presider", "recorder")
_TEXTS = ("topics", "summary")


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """Somebody at the meeting; ``id`` is that of the submission that will hold what they say.

    ``name`` is blank for whoever does not wish to be named, ``household`` a code of the room or blank.
    """

    id: UUID
    name: str = ""
    identity: str = ""
    household: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Convened:
    """The record of a meeting without its speeches, which are comments.

    ``topics`` has a provision's eid on each line; a line that is none is printed as it stands. ``told`` says that
    all present heard at the beginning what is done with their words, and agreed. ``revision`` is the server's
    from which this was made, 0 for what it has not seen yet.
    """

    id: UUID
    kind: MeetingKind
    title: str
    held_at: datetime
    venue: str = ""
    presider: str = ""
    recorder: str = ""
    topics: str = ""
    summary: str = ""
    told: bool = False
    attendees: tuple[Present, ...] = ()
    revision: int = 0

    def says_the_same(self, other: "Convened") -> bool:
        """Return whether both tell the same, in whatever order they list people and from whatever revision."""
        return _plain(self) == _plain(other)


def cleaned(convened: Convened) -> Convened:
    """Return the same without stray blanks and in one Unicode form, so that saying it again changes nothing."""
    texts: dict[str, Any] = {name: _clean(getattr(convened, name)) for name in (*_LINES, *_TEXTS)}
    people = (
        Present(id=one.id, name=_clean(one.name), identity=_clean(one.identity), household=_clean(one.household))
        for one in convened.attendees
    )
    return replace(convened, **texts, attendees=tuple(people))


def slips_in(convened: Convened) -> list[FieldError]:
    """Return what can be seen to be wrong without looking anything up, as (field, text) in the form's order."""
    errors = [] if convened.title else [("title", TITLE_MISSING)]
    if convened.held_at > clock.now() + AHEAD:
        errors.append(("held_at", TOO_FAR))
    for name in (*_LINES, *_TEXTS):
        limit, text = (LINE_LIMIT, LINE_TOO_LONG) if name in _LINES else (WORDS_LIMIT, TOO_LONG)
        errors += [(name, slip) for slip in _slips_of(getattr(convened, name), limit, text)]
    if len(convened.attendees) > PRESENT_LIMIT:
        errors.append(("attendees", CROWDED))
    if len({one.id for one in convened.attendees}) < len(convened.attendees):
        errors.append(("attendees", TWICE))
    told = (slip for one in convened.attendees for slip in slips_of(one))
    return errors + [("attendees", text) for text in dict.fromkeys(text for _name, text in told)]


def slips_of(present: Present) -> list[FieldError]:
    """Return what is wrong with one line of the list."""
    return [
        (name, slip)
        for name in ("name", "identity", "household")
        for slip in _slips_of(getattr(present, name), LINE_LIMIT, LINE_TOO_LONG)
    ]


def _slips_of(value: str, limit: int, too_long: str) -> Iterator[str]:
    if len(value) > limit:
        yield too_long
    if not is_writable(value):
        yield UNWRITABLE
    elif holds_id_number(value):
        yield NUMBERED


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()


def _plain(convened: Convened) -> Convened:
    plain = cleaned(convened)
    return replace(plain, revision=0, attendees=tuple(sorted(plain.attendees, key=lambda one: one.id)))

"""What a device or a form heard, as a frozen value that is the same in whatever shape it arrives."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from operator import attrgetter
from uuid import UUID

from legislation_hub import clock
from legislation_hub.legaltext.spanning import LONGEST, SHORTEST
from legislation_hub.proofs.canonical import canonical
from legislation_hub.vocabulary import N_, Channel, Consent, Place, Stance

WORDS_LIMIT = 10_000
LINE_LIMIT = 100
FIRST_FORMAT, FORMAT = 1, 3
# What each later format added, and which of it says something by itself: where a quotation begins does not.
ADDED: Mapping[int, tuple[tuple[str, ...], tuple[str, ...]]] = {
    2: (("quote", "quote_start"), ("quote",)),
    3: (("meeting", "slip"), ("meeting", "slip")),
}
# A clock that differs by less is taken at its word.
CLOCK_TOLERANCE = timedelta(minutes=5)

BLANK = N_("Please write down what was said.")
TOO_LONG = N_("This is longer than 10,000 characters. Please divide it into several comments.")
LINE_TOO_LONG = N_("This is longer than 100 characters.")
UNWRITABLE = N_("There are characters in this that cannot be kept. Please type it anew.")
QUOTE_TOO_SHORT = N_("Please quote at least two characters of the text.")
QUOTE_TOO_LONG = N_("Please quote at most 300 characters; the whole provision needs no quotation.")
NUMBERED = N_("There is an ID number in this. Please leave it out: none is asked for, and none is kept.")

# The number of a resident identity card, GB 11643: division, day of birth, order, check.
_ID_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9A-Za-z])"
)
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")

FieldError = tuple[str, str]

# What is text, how long it may be, and what is said of a longer one, in the form's order.
_TEXTS = (
    ("quote", LONGEST, QUOTE_TOO_LONG),
    ("words", WORDS_LIMIT, TOO_LONG),
    ("proposal", WORDS_LIMIT, TOO_LONG),
    ("reason", WORDS_LIMIT, TOO_LONG),
    ("household", LINE_LIMIT, LINE_TOO_LONG),
    ("language", LINE_LIMIT, LINE_TOO_LONG),
    ("interpreter", LINE_LIMIT, LINE_TOO_LONG),
    ("speaker", LINE_LIMIT, LINE_TOO_LONG),
    ("identity", LINE_LIMIT, LINE_TOO_LONG),
    ("age_band", LINE_LIMIT, LINE_TOO_LONG),
)
_texts_of = attrgetter(*(name for name, _limit, _text in _TEXTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One opinion as it arrives; only id, task, words and consent must be there.

    ``words`` are empty only where a box was ticked on a slip and nothing written: then the stance is all.

    ``task`` names who asks, ``provision`` is an eid, ``household`` a code of the room. Comments with the same
    ``submission`` were handed in together. ``corrects`` names one's own earlier comment that had a slip in it.
    ``quote`` is the wording of the provision that is meant, ``quote_start`` the character of the provision's own
    text at which it begins, which decides only where the wording stands several times. ``meeting`` is the id of a
    meeting at which it was said, ``slip`` the number of the printed slip of the task on which it was written.
    """

    id: UUID
    task: UUID
    words: str
    consent: Consent
    provision: str | None = None
    place: Place | None = None
    stance: Stance | None = None
    proposal: str | None = None
    reason: str | None = None
    household: str | None = None
    channel: Channel | None = None
    language: str | None = None
    interpreter: str | None = None
    heard_at: datetime | None = None
    submission: UUID | None = None
    corrects: UUID | None = None
    speaker: str | None = None
    identity: str | None = None
    age_band: str | None = None
    wants_answer: bool = True
    quote: str | None = None
    quote_start: int | None = None
    meeting: UUID | None = None
    slip: int | None = None
    format: int = FIRST_FORMAT


@dataclass(frozen=True, slots=True)
class Brought:
    """A comment as it is brought: by which account (None: by a resident), and what the device's clock says now."""

    heard: Heard
    account_id: UUID | None
    device_time: datetime | None = None


_FIELDS = tuple(one.name for one in fields(Heard))
_all_of = attrgetter(*_FIELDS)


def content_of(heard: Heard) -> dict[str, str | int | bool | None]:
    """Return what was said as plain values: text in NFC, times in UTC, a missing or empty field as null.

    What a later format added and this comment does not use leaves no trace, so that a comment keeps its
    fingerprint whatever format it comes in.
    """
    said = zip(_FIELDS, _all_of(heard), strict=True)
    content = {name: None if value is None else _plain(value) for name, value in said}
    content["format"] = FIRST_FORMAT
    for later, (names, telling) in ADDED.items():
        if any(content[name] is not None for name in telling):
            content["format"] = later
        else:
            for name in names:
                del content[name]
    return content


def fingerprint(salt: bytes, heard: Heard) -> str:
    """Return what tells whether the same was said again.

    It covers the comment's salt, so that after a withdrawal nobody can try out which words stood there.
    """
    return sha256(salt + canonical(content_of(heard))).hexdigest()


def moment_of(brought: Brought, now: datetime) -> datetime:
    """Return when it was heard, by the server's clock.

    A device that tells what its clock says is never refused for it: where that clock is wrong by more than five
    minutes, the moment is put right by the difference, and what then still lies ahead was heard just now. A day
    without an hour stays one.
    """
    told = brought.heard.heard_at
    if told is None:
        return now
    if brought.device_time is None:
        return told
    wrong = now - brought.device_time
    try:
        right = told + wrong if abs(wrong) > CLOCK_TOLERANCE else told
        return min(now, right if clock.hour_is_known(told) else clock.noon(clock.day_of(right)))
    except OverflowError:
        return now


def slips_in(heard: Heard) -> list[FieldError]:
    """Return what can be seen to be wrong without looking anything up, as (field, text) in the form's order."""
    errors = []
    for (name, limit, text), value in zip(_TEXTS, _texts_of(heard), strict=True):
        if not value:
            continue
        if len(value) > limit:
            errors.append((name, text))
        if not is_writable(value):
            errors.append((name, UNWRITABLE))
    if heard.quote and len("".join(heard.quote.split())) < SHORTEST:
        errors.append(("quote", QUOTE_TOO_SHORT))
    for name in ("words", "proposal", "reason", "speaker"):
        if (value := getattr(heard, name)) and holds_id_number(value):
            errors.append((name, NUMBERED))
    says = any(unicodedata.category(character)[0] in "LNPS" for character in heard.words)
    if not errors and not says and not _is_tick(heard):
        errors.append(("words", BLANK))
    return errors


def is_writable(text: str) -> bool:
    """Return whether every database can keep this; NUL and half a surrogate pair cannot be kept or hashed."""
    return _UNWRITABLE.search(text) is None


def holds_id_number(text: str) -> bool:
    """Return whether the number of an identity card stands in this, in whatever width of figures."""
    return _ID_NUMBER.search(unicodedata.normalize("NFKC", text)) is not None


def _is_tick(heard: Heard) -> bool:
    """Return whether a box was ticked on a paper slip, and no word written beside it."""
    return heard.slip is not None and heard.stance not in (None, Stance.OTHER) and not heard.words


def _plain(value: object) -> str | int | None:
    match value:
        case StrEnum():
            return value.value
        case str():
            return unicodedata.normalize("NFC", value) or None
        case UUID():
            return str(value)
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case int():
            return value
    raise TypeError(f"{value!r} cannot be heard")

"""A line that is one sign away from a comment that is here already is pointed out, and taken all the same."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Comment, Household, Provision, Submission, Words
from legislation_hub.services.hearing import Heard

# Shorter words are said alike by many: only who says them, when and about what tells them apart.
TELLING = 10
# And what more than so many say, here or in the table, is a set phrase, that tells nobody apart either.
FEW = 3
_BETWEEN = "\x1f"


@dataclass(frozen=True, slots=True)
class Nearby:
    """The comment that a line of a table is one sign away from."""

    line: int
    number: str
    comment_id: UUID


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The lines that are near a comment, and how many were not compared because many say the same as they do."""

    near: Sequence[Nearby]
    common: int


@dataclass(frozen=True, slots=True)
class _Row:
    """What was said, and who said it when and about what, each as one text."""

    texts: str
    occasion: str
    telling: bool


def nearby(session: Session, task_id: UUID, heard: Sequence[tuple[int, Heard]]) -> Neighbourhood:
    """Return for each line the comment of the task that it differs from in one sign, where there is one.

    The sign may be one of the words, the wording proposed or the reason, of the household, the name, the identity
    category, the age, the day or the provision. Also near is a line that says in telling words the same of the
    same person, and differs in a column that is chosen from a list. What many say is looked for only with the same
    person. One query.
    """
    said, spoken = defaultdict[str, _Neighbours](_Neighbours), defaultdict[str, _Neighbours](_Neighbours)
    rows = [(line, _row_of(one)) for line, one in heard]
    here, new = Counter[str](), Counter(row.texts for _line, row in rows)
    for row, known in _here(session, task_id) if heard else ():
        here[row.texts] += 1
        said[row.occasion].add(row.texts, known)
        if row.telling:
            spoken[row.texts].add(row.occasion, known)
    found, common = [], 0
    for line, row in rows:
        near = said[row.occasion].of(row.texts) if row.occasion in said else None
        if near is None and row.telling and row.texts in spoken:
            near = spoken[row.texts].equal(row.occasion)
            if near is None and max(here[row.texts], new[row.texts]) > FEW:
                common += 1
            elif near is None:
                near = spoken[row.texts].of(row.occasion)
        if near is not None:
            found.append(Nearby(line, *near))
    return Neighbourhood(found, common)


_Known = tuple[str, UUID]


class _Neighbours:
    """Texts, among which those one sign away are found without comparing all.

    Where one sign differs, either the first half of a text is the same or the second.
    """

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}
        self._starts: dict[tuple[int, str], list[str]] = {}
        self._ends: dict[tuple[int, str], list[str]] = {}

    def add(self, text: str, known: _Known) -> None:
        if text not in self._known:
            self._known[text] = known
            half = len(text) // 2
            self._starts.setdefault((len(text), text[:half]), []).append(text)
            self._ends.setdefault((len(text), text[half:]), []).append(text)

    def equal(self, text: str) -> _Known | None:
        return self._known.get(text)

    def of(self, text: str) -> _Known | None:
        return next((self._known[one] for one in self._halves(text) if _is_one_apart(one, text)), None)

    def _halves(self, text: str) -> Iterator[str]:
        for length in range(max(0, len(text) - 1), len(text) + 2):
            half = length // 2
            yield from self._starts.get((length, text[:half]), ())
            yield from self._ends.get((length, text[len(text) - (length - half) :]), ())


def _is_one_apart(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    same = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) == len(long):
        return same < len(short) and short[same + 1 :] == long[same + 1 :]
    return len(long) - len(short) == 1 and short[same:] == long[same + 1 :]


def _here(session: Session, task_id: UUID) -> Iterator[tuple[_Row, _Known]]:
    query = (
        select(
            Comment.id,
            Comment.number,
            Comment.place,
            Comment.heard_at,
            Provision.eid,
            Household.code,
            Submission.speaker,
            Submission.identity,
            Submission.age_band,
            Words.words,
            Words.proposal,
            Words.reason,
        )
        .join(Submission, Submission.id == Comment.submission_id)
        .join(Words, Words.comment_id == Comment.id)
        .outerjoin(Provision, Provision.id == Comment.provision_id)
        .outerjoin(Household, Household.id == Submission.household_id)
        .where(Comment.task_id == task_id, Comment.withdrawn_at.is_(None))
        .order_by(Comment.number)
    )
    for one in session.execute(query):
        about = (one.eid or one.place.value, one.code, one.speaker, one.identity, one.age_band)
        yield _row((one.words, one.proposal, one.reason), about, one.heard_at), (one.number, one.id)


def _row_of(heard: Heard) -> _Row:
    about = heard.provision or (heard.place.value if heard.place else "")
    who = (about, heard.household, heard.speaker, heard.identity, heard.age_band)
    return _row((heard.words, heard.proposal, heard.reason), who, heard.heard_at)


def _row(texts: Sequence[str | None], who: Sequence[str | None], heard_at: datetime | None) -> _Row:
    day = clock.day_of(heard_at).isoformat() if heard_at else ""
    told, occasion = (
        normalize("NFC", _BETWEEN.join(one or "" for one in parts)) for parts in (texts, (*who, day))
    )
    return _Row(told, occasion, len(texts[0] or "") >= TELLING)

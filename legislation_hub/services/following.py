"""What was said about one version follows the text into a later one; where that is not sure, a person decides."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.legaltext.amending import amend
from legislation_hub.legaltext.amendments.operations import Operation
from legislation_hub.legaltext.comparison import Comparison
from legislation_hub.legaltext.following import Followed, Likely, follow
from legislation_hub.legaltext.spanning import find
from legislation_hub.legaltext.tree import law_from
from legislation_hub.models import Account, Provision, Succession, Version
from legislation_hub.policies import Action, demand
from legislation_hub.problems import NoEarlierVersion, NotFound, ProvisionUnknown, SettledMeanwhile
from legislation_hub.queries.standings import Standing, identity_of, standings_before, unfollowed
from legislation_hub.queries.versions import compared
from legislation_hub.services.inheriting import inherit, release
from legislation_hub.services.recording import record
from legislation_hub.vocabulary import N_, Carried, Fate, Tag

OTHER_GENRE = N_("One text is a full law, the other an amendment: their provisions cannot be compared.")
MADE_BY_CLAUSE = N_("It was said about a clause of the amendment; the clause changed these provisions of the law.")
SAID_GONE = N_("By the texts it lives on, but in a version before a person said that its provision is gone.")
PLACE_VANISHED = N_("A person had settled it, but the text was corrected since and that provision is gone.")


@dataclass(frozen=True, slots=True)
class Decision:
    """Where something stands in the version, as a person says; ``provision`` is None if its provision is gone.

    ``saw_open`` says that nobody had settled it when the person looked.
    """

    provision: Provision | None
    saw_open: bool = False


def follow_text(session: Session, actor: Account, version: Version) -> Sequence[Succession]:
    """Say of everything that stands on earlier versions what became of its place; return all that was looked at.

    What a person settled stays, all else is looked at anew, so that it may be done again at any time.
    Raises :class:`NoEarlierVersion` for the first version of a draft.
    """
    demand(actor, Action.FOLLOW_TEXT, version)
    if version.ordinal == 1:
        raise NoEarlierVersion(title=version.title)
    take_turns(session, version)
    rows = {identity_of(one): one for one in _rows(session, version)}
    eye = _Eye(session, version)
    looked_at = []
    for standing in standings_before(session, version):
        row = rows.pop(standing.identity, None)
        if row is None or row.settled_at is None:
            looked_at.append(eye.look(standing, row))
    for row in rows.values():
        # A correction or a later asking took it away. The row of a comment stays; it no longer counts anywhere.
        if row.kind is not Carried.COMMENT:
            release(session, row)
            session.delete(row)
    fates = Counter(one.fate.value for one in looked_at)
    record(session, actor, Tag.TEXT_FOLLOWED, version, ordinal=version.ordinal, **fates)
    return looked_at


def follow_rest(session: Session, actor: Account, version: Version) -> None:
    """Follow the text into ``version`` if there is anything that has not followed yet."""
    if version.ordinal > 1 and unfollowed(session, version):
        follow_text(session, actor, version)


def settle(session: Session, actor: Account, row: Succession, decision: Decision) -> Succession:
    """Keep where something stands in the version and who said so; it overrules whatever held before.

    Raises :class:`ProvisionUnknown` for a provision of another version, :class:`SettledMeanwhile` for what
    somebody settled after the person looked.
    """
    demand(actor, Action.FOLLOW_TEXT, row)
    take_turns(session, row.version)
    session.refresh(row)
    if decision.saw_open and row.settled_at is not None:
        raise SettledMeanwhile()
    place = decision.provision
    if place is not None and place.version_id != row.version_id:
        raise ProvisionUnknown(eid=place.eid)
    release(session, row)
    row.fate, row.provision_id = (Fate.MOVED, place.id) if place else (Fate.GONE, None)
    row.quote_start, row.quote_end = _quoted_in(place, row)
    row.settled_at, row.settled_by_id = clock.now(), actor.id
    inherit(session, row)
    _forget(session, _later(session, row))
    _record(session, actor, row, place)
    return row


def take_back(session: Session, actor: Account, row: Succession) -> Succession:
    """Undo what a person settled: what the two texts say holds again. Raises :class:`NotFound` for what nobody
    settled, and for a comment that counts no more."""
    demand(actor, Action.FOLLOW_TEXT, row)
    take_turns(session, row.version)
    session.refresh(row)
    standings = {one.identity: one for one in standings_before(session, row.version, only=row.comment_id)}
    standing = standings.get(identity_of(row))
    if row.settled_at is None or standing is None:
        raise NotFound()
    row.settled_at, row.settled_by_id, row.reason = None, None, ""
    _Eye(session, row.version).look(standing, row)
    _forget(session, _later(session, row))
    place = session.get(Provision, row.provision_id) if row.provision_id else None
    _record(session, actor, row, place, taken_back=True)
    return row


def take_turns(session: Session, version: Version) -> None:
    """Wait for whoever follows into a version, settles in it or corrects it, and let others wait until the end.

    It comes before the log's own lock, so that no two acts ever wait for each other.
    """
    session.flush()
    session.get_one(Version, version.id, with_for_update={"key_share": True}, populate_existing=True)


def text_corrected(session: Session, actor: Account, version: Version) -> None:
    """Look anew at all that has followed into a version, or from it, whose text a person has just corrected."""
    rows = _rows(session, version)
    for row in rows:
        if row.settled_at is not None:
            row.quote_start, row.quote_end = _quoted_in(row.provision, row)
    here = select(Provision.id).where(Provision.version_id == version.id)
    _forget(session, session.scalars(select(Succession).where(Succession.from_provision_id.in_(here))).all())
    if rows:
        follow_text(session, actor, version)


def loosen(session: Session, gone: Iterable[UUID]) -> None:
    """Take everything off provisions that are about to go; what a person had settled there waits for one again."""
    ids = list(gone)
    for row in session.scalars(select(Succession).where(Succession.provision_id.in_(ids))).all():
        release(session, row)
        if row.settled_at is not None:
            row.reason, row.detail = PLACE_VANISHED, {}
        row.fate, row.provision_id, row.quote_start, row.quote_end = Fate.REVIEW, None, None, None
        row.settled_at, row.settled_by_id = None, None
    from_here = session.scalars(select(Succession).where(Succession.from_provision_id.in_(ids))).all()
    _forget(session, from_here)
    for row in from_here:
        thing = row.comment or row.card or row.question
        if row.settled_at is not None and thing is not None and thing.provision_id is not None:
            row.from_provision_id = thing.provision_id
    session.flush()


class _Eye:
    """Sees in the texts what became of a place, and notes it; two texts are compared once."""

    def __init__(self, session: Session, version: Version) -> None:
        self.session = session
        self.version = version
        query = select(Provision.eid, Provision.id).where(Provision.version_id == version.id)
        self.ids: Mapping[str, UUID] = dict(session.execute(query).all())
        self.see: Callable[[UUID, str, tuple[int, int] | None], Followed] = cache(self._see)
        self.operations: Callable[[], Sequence[Operation]] = cache(self._operations)
        self.compared: Callable[[UUID], Comparison | None] = cache(self._compared)

    def look(self, standing: Standing, row: Succession | None) -> Succession:
        """Note what became of something's place, in its row or in a new one."""
        found = self.see(standing.version_id, standing.eid, standing.span)
        seen = _doubted(found) if standing.said_gone else found
        row = row or self._new_row(standing)
        told: dict[str, Any] = {
            "found": found.fate,
            "likely": [{"eid": one.eid, "likeness": one.likeness or None} for one in seen.likely],
        }
        # Where a person knew better than the texts, only a person can say where it stands now.
        if row.reason != PLACE_VANISHED:
            start, end = seen.span or (None, None)
            told |= {"fate": seen.fate, "provision_id": self.ids[seen.eid] if seen.eid else None}
            told |= {"quote_start": start, "quote_end": end, "reason": seen.reason, "detail": dict(seen.values)}
        if standing.kind is not Carried.KEY:
            told["from_provision_id"] = standing.provision_id
        if any(getattr(row, name) != value for name, value in told.items()):
            self._note(row, told)
        return row

    def _note(self, row: Succession, told: Mapping[str, Any]) -> None:
        """Change a row; a card, question or key provision changes its place in the plans that took it over."""
        before = row.fate, row.provision_id
        after = told.get("fate", row.fate), told.get("provision_id", row.provision_id)
        moves = row.kind is not Carried.COMMENT and before != after
        if moves:
            release(self.session, row)
        for name, value in told.items():
            setattr(row, name, value)
        row.made_at = clock.now()
        if moves:
            self.session.flush()
            inherit(self.session, row)

    def _new_row(self, standing: Standing) -> Succession:
        row = Succession(
            version_id=self.version.id,
            station_id=self.version.station_id,
            room_id=standing.room_id,
            consultation_id=standing.consultation_id,
            kind=standing.kind,
            comment_id=standing.subject_id if standing.kind is Carried.COMMENT else None,
            card_id=standing.subject_id if standing.kind is Carried.CARD else None,
            question_id=standing.subject_id if standing.kind is Carried.QUESTION else None,
            from_provision_id=standing.origin_id,
            fate=Fate.REVIEW,
            reason="",
        )
        self.session.add(row)
        return row

    def _see(self, version_id: UUID, eid: str, span: tuple[int, int] | None) -> Followed:
        if version_id == self.version.decision_id:
            return self._made_by(eid)
        compared = self.compared(version_id)
        return follow(compared, eid, span) if compared else Followed(Fate.REVIEW, None, None, (), OTHER_GENRE)

    def _made_by(self, eid: str) -> Followed:
        """Offer the provisions that a clause of the decision made; which one was meant only a person can say."""
        made = (one.new for one in self.operations() if f"{eid}__".startswith(f"{one.clause}__"))
        likely = tuple(Likely(one, 0.0) for one in dict.fromkeys(made) if one is not None and one in self.ids)
        return Followed(Fate.REVIEW, None, None, likely, MADE_BY_CLAUSE if likely else OTHER_GENRE)

    def _operations(self) -> Sequence[Operation]:
        base, decision = self.version.base, self.version.decision
        return amend(law_from(base.text), law_from(decision.text)).operations if base and decision else ()

    def _compared(self, version_id: UUID) -> Comparison | None:
        old = self.session.get_one(Version, version_id)
        if old.genre != self.version.genre:
            return None
        return compared(old, self.version)


def _doubted(found: Followed) -> Followed:
    if found.fate is not Fate.MOVED or found.eid is None:
        return found
    return Followed(Fate.REVIEW, None, None, (Likely(found.eid, 0.0),), SAID_GONE)


def _rows(session: Session, version: Version) -> Sequence[Succession]:
    query = select(Succession).where(Succession.version_id == version.id)
    return session.scalars(query.execution_options(populate_existing=True)).all()


def _quoted_in(place: Provision | None, row: Succession) -> tuple[int, int] | tuple[None, None]:
    """Return where the quoted wording stands in the provision's own text, if it stands there exactly once."""
    quote = row.comment.quote if row.comment else ""
    found = find([(place.eid, place.text)], quote) if place and quote else ()
    return (found[0].start, found[0].end) if len(found) == 1 else (None, None)


def _later(session: Session, row: Succession) -> Sequence[Succession]:
    """Return the rows of the same thing in later versions: they were seen from where it stood before."""
    query = (
        select(Succession)
        .join(Version, Version.id == Succession.version_id)
        .where(
            Version.draft_id == row.version.draft_id,
            Version.ordinal > row.version.ordinal,
            Succession.kind == row.kind,
            Succession.consultation_id == row.consultation_id,
            Succession.comment_id == row.comment_id,
        )
    )
    return [one for one in session.scalars(query) if identity_of(one) == identity_of(row)]


def _forget(session: Session, rows: Iterable[Succession]) -> None:
    """Delete those that nobody settled; they count as not yet followed."""
    for row in rows:
        if row.settled_at is None:
            release(session, row)
            session.delete(row)
    session.flush()


def _record(session: Session, actor: Account, row: Succession, place: Provision | None, **more: bool) -> None:
    number = {"number": row.comment.number} if row.comment else {}
    detail = {"kind": row.kind.value, "ordinal": row.version.ordinal, "fate": row.fate.value, **number, **more}
    subject = row.comment or row.consultation
    record(session, actor, Tag.PLACE_SETTLED, subject, place=place.eid if place else "", **detail)

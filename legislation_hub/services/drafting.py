"""A file becomes a reading of a draft: kept whole, read into provisions, corrected until it is sent out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.legaltext.citing import citations
from legislation_hub.legaltext.parsing import outline, parse
from legislation_hub.legaltext.placing import Placed
from legislation_hub.legaltext.reading import read
from legislation_hub.legaltext.repairing import Mended, Repair, mend, repair_from
from legislation_hub.legaltext.source import Source
from legislation_hub.legaltext.titling import titled
from legislation_hub.legaltext.tree import LegalText, Remark, as_json
from legislation_hub.legaltext.tree import Provision as Node
from legislation_hub.models import (
    Account,
    Card,
    Draft,
    KeyProvision,
    Paper,
    Provision,
    Question,
    StoredFile,
    Unit,
    Version,
)
from legislation_hub.models.base import new_id
from legislation_hub.policies import Action, demand
from legislation_hub.problems import FileEmpty, FilePublishedBefore, NoProvisions, RepairNotPossible, VersionFrozen
from legislation_hub.services.following import loosen, take_turns, text_corrected
from legislation_hub.services.recording import record
from legislation_hub.services.storing import path_of, store
from legislation_hub.vocabulary import Level, PaperKind, Tag


@dataclass(frozen=True, slots=True)
class Upload:
    """A draft's file as it came in; ``draft`` is None for a new draft, ``title`` empty for the text's own."""

    name: str
    content: bytes
    reading: str
    title: str = ""
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A paper that came with the draft (说明、函、对照表); ``title`` empty for the file's name."""

    kind: PaperKind
    name: str
    content: bytes
    title: str = ""
    public: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """A version's file as it is read now: its lines, what each was found to be, and the tree that they make.

    ``law`` and ``placed`` name the lines of ``mended``; the remarks of ``law`` are those that nobody has accepted,
    ``accepted`` the others. ``changed`` says that an earlier release read the file otherwise, and that is kept.
    """

    mended: Mended
    placed: Sequence[Placed]
    law: LegalText
    accepted: Sequence[Remark]
    changed: bool


def add_version(session: Session, actor: Account, station: Unit, files: Path, upload: Upload) -> Version:
    """Read a file into a new draft of ``station``, or into the next reading of one, and return the version.

    Nothing is kept of a file that cannot be read. Raises :class:`FilePublishedBefore` for a file that the
    station has already, :class:`NoProvisions`, and what reading a file raises.
    """
    demand(actor, Action.PREPARE_CONSULTATION, upload.draft or station)
    law = parse(read(upload.name, upload.content))
    _demand_provisions(law, upload.name)
    _demand_new(session, station, upload.content)
    draft = upload.draft
    if draft is None:
        title = upload.title or law.title or Path(upload.name).stem
        draft = Draft(title=title, station_id=station.id, created_at=clock.now())
        session.add(draft)
        session.flush()
    last = session.scalar(select(func.max(Version.ordinal)).where(Version.draft_id == draft.id)) or 0
    version = Version(
        draft_id=draft.id,
        station_id=station.id,
        ordinal=last + 1,
        reading=upload.reading,
        title=upload.title or law.title or draft.title,
        genre=law.genre.value,
        note=law.note or "",
        file_id=store(session, files, upload.name, upload.content).id,
        text=as_json(law),
        repairs=[],
        uploaded_at=clock.now(),
    )
    session.add(version)
    session.flush()
    _write_provisions(session, version, law)
    digest = sha256(upload.content).hexdigest()
    record(session, actor, Tag.DRAFT_ADDED, version, ordinal=version.ordinal, sha256=digest)
    return version


def add_paper(session: Session, actor: Account, version: Version, files: Path, paper: NewPaper) -> Paper:
    """Keep a paper that came with a version, whole and as it is; raises :class:`FileEmpty`."""
    demand(actor, Action.PREPARE_CONSULTATION, version)
    if not paper.content:
        raise FileEmpty(name=paper.name)
    file = store(session, files, paper.name, paper.content)
    row = Paper(
        version_id=version.id,
        kind=paper.kind,
        title=paper.title or Path(file.name).stem,
        public=paper.public,
        file_id=file.id,
    )
    session.add(row)
    record(session, actor, Tag.PAPER_ADDED, version, kind=paper.kind.value, sha256=file.sha256)
    return row


def repair_version(
    session: Session, actor: Account, version: Version, files: Path, repairs: Sequence[Repair]
) -> Version:
    """Read the file anew with these repairs in the place of those before; return the version.

    A provision that keeps its eId keeps its id, so that key provisions, cards and questions stay where they
    were put. A repair from before that the file, as it is read now, no longer allows is kept for somebody to look
    at; for a new one :class:`RepairNotPossible` is raised. Raises :class:`VersionFrozen`, :class:`NoProvisions`.
    """
    demand(actor, Action.PREPARE_CONSULTATION, version)
    take_turns(session, version)
    if version.published_at is not None:
        raise VersionFrozen(title=version.title)
    mended = mend(_source(files, version), repairs)
    law = _open(mended, parse(mended.source))
    known = repairs_of(version)
    for one in (repairs[number] for number in sorted(mended.undone)):
        if one not in known:
            raise RepairNotPossible(line=one.line)
    _demand_provisions(law, version.file.name)
    version.repairs = [one.as_json() for one in repairs]
    before, version.text = version.text, _kept(mended, law)
    version.genre = law.genre.value
    version.note = law.note or ""
    # An accepted remark changes nothing but the remarks.
    changed = {**before, "remarks": []} != {**version.text, "remarks": []}
    if changed:
        _write_provisions(session, version, law)
    record(session, actor, Tag.VERSION_REPAIRED, version, repairs=len(repairs))
    if changed:
        text_corrected(session, actor, version)
    return version


def repairs_of(version: Version) -> list[Repair]:
    """Return what was corrected so far, in its order."""
    return [repair_from(one) for one in version.repairs]


def reread(files: Path, version: Version) -> Reading:
    """Return a version's file as it is read with all its repairs, for a look beside the tree; changes nothing."""
    mended = mend(_source(files, version), repairs_of(version))
    whole = parse(mended.source)
    law = _open(mended, whole)
    accepted = [one for one in whole.remarks if one not in law.remarks]
    return Reading(mended, outline(mended.source)[0], law, accepted, _kept(mended, law) != version.text)


def _open(mended: Mended, law: LegalText) -> LegalText:
    """Return the law without the remarks that somebody accepted."""
    return replace(law, remarks=mended.open(law.remarks))


def _kept(mended: Mended, law: LegalText) -> dict[str, Any]:
    """Return the law as it is kept: its remarks name the lines of the file."""
    return as_json(replace(law, remarks=mended.in_file(law.remarks)))


def _source(files: Path, version: Version) -> Source:
    return _read(version.file.name, path_of(files, version.file.sha256))


@lru_cache(maxsize=8)
def _read(name: str, path: Path) -> Source:
    # A kept file never changes, and an old Word file takes seconds at every touch of who repairs it.
    return read(name, path.read_bytes())


def _demand_provisions(law: LegalText, name: str) -> None:
    if not any(one.is_article for one in law.walk()):
        raise NoProvisions(name=name)


def _demand_new(session: Session, station: Unit, content: bytes) -> None:
    query = (
        select(Version)
        .join(StoredFile, StoredFile.id == Version.file_id)
        .where(Version.station_id == station.id, StoredFile.sha256 == sha256(content).hexdigest())
    )
    before = session.scalars(query.limit(1)).first()
    if before is not None:
        raise FilePublishedBefore(title=titled(before.title, before.reading))


def _write_provisions(session: Session, version: Version, law: LegalText) -> None:
    """Make the rows say what the tree says, row for row by eId."""
    ours = Provision.version_id == version.id
    rows = {one.eid: one for one in session.scalars(select(Provision).where(ours))}
    cited = citations(law)
    tops = (*law.provisions, *(one for annex in law.annexes for one in annex.provisions))
    walked = [(position, *found) for position, found in enumerate(_walk(tops), start=1)]
    kept = {node.eid: rows[node.eid].id if node.eid in rows else new_id() for _, node, _, _ in walked}
    staying = {node.eid: position for position, node, _, _ in walked if node.eid in rows}
    if staying != {eid: row.position for eid, row in rows.items()}:
        # Positions are unique: the old ones step aside while the new ones are given.
        session.execute(update(Provision).where(ours).values(position=-Provision.position))
    # What is new comes first: an old row may stand in it from now on.
    for known in (False, True):
        for position, node, parent, depth in walked:
            if (node.eid in rows) is known:
                row = rows.get(node.eid) or _new(session, version, node.eid, kept[node.eid])
                row.parent_id = kept[parent] if parent else None
                row.position, row.depth = position, depth
                row.level, row.number, row.label = node.level, node.number, node.label
                row.heading, row.text, row.citation = node.heading, node.text, cited[node.eid]
                row.whole = "\n".join(_printed(node))
        session.flush()
    _forget(session, {eid: row.id for eid, row in rows.items() if eid not in kept})


def _new(session: Session, version: Version, eid: str, identity: UUID) -> Provision:
    row = Provision(id=identity, version_id=version.id, eid=eid)
    session.add(row)
    return row


def _forget(session: Session, gone: Mapping[str, UUID]) -> None:
    """Delete provisions that are none any more; what pointed at them is about the whole draft now."""
    ids = list(gone.values())
    loosen(session, ids)
    session.execute(delete(KeyProvision).where(KeyProvision.provision_id.in_(ids)))
    for pointing in (Card, Question):
        session.execute(update(pointing).where(pointing.provision_id.in_(ids)).values(provision_id=None))
    session.execute(update(Provision).where(Provision.parent_id.in_(ids)).values(parent_id=None))
    session.execute(delete(Provision).where(Provision.id.in_(ids)))


def _printed(node: Node, label: str = "") -> Iterable[str]:
    """Yield the lines of a provision and of all below it, items with their numbers."""
    if node.text:
        yield f"{label}{node.text}"
    for child in node.children:
        yield from _printed(child, "" if child.level is Level.PARAGRAPH else child.label)


def _walk(nodes: Iterable[Node], parent: str = "", depth: int = 0) -> Iterable[tuple[Node, str, int]]:
    for node in nodes:
        yield node, parent, depth
        yield from _walk(node.children, node.eid, depth + 1)

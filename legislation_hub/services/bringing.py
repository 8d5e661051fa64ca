"""What waits on a phone can be carried in as a file: in the name of who wrote it down, and never twice."""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account
from legislation_hub.policies import Action, demand
from legislation_hub.problems import (
    HolderEnded,
    PhoneOfAnotherRoom,
    Problem,
    WaitingFileBroken,
    WaitingFileChanged,
    WaitingFileOther,
    WaitingFileTooLarge,
)
from legislation_hub.proofs.canonical import canonical
from legislation_hub.services.collecting import Found, take_all
from legislation_hub.services.hearing import CLOCK_TOLERANCE, Brought, Heard
from legislation_hub.services.recording import record
from legislation_hub.vocabulary import Role, Tag

FORMAT, VERSION = "legislation-hub/waiting", 1
LONGEST = 10 * 1024 * 1024
PACKED_LONGEST = 1_500_000


@dataclass(frozen=True, slots=True)
class Waiting:
    """A phone's file, as docs/wire.md has it; comments and meetings are as they would go over the wire.

    ``made_at`` is when it was made by the server's clock as far as the phone knew it, ``device_time`` by its own.
    """

    account: UUID
    comments: tuple[Any, ...]
    meetings: tuple[Any, ...]
    made_at: datetime | None
    device_time: datetime | None
    sha256: str

    @property
    def since(self) -> datetime | None:
        """Return when the oldest comment was heard, by the phone's clock."""
        heard = (clock.moment_in(one.get("heard_at")) for one in self.comments if isinstance(one, Mapping))
        return min(filter(None, heard), default=None)


def read(content: bytes) -> Waiting:
    """Return what is in a phone's file.

    Raises :class:`WaitingFileBroken` for what breaks off or is none, :class:`WaitingFileOther` for another format,
    :class:`WaitingFileChanged` where its digest is not that of its content, :class:`WaitingFileTooLarge`.
    """
    if len(content) > LONGEST:
        raise WaitingFileTooLarge(limit=LONGEST // (1024 * 1024))
    told = _object(content)
    if told.get("format") != FORMAT:
        raise WaitingFileBroken()
    if told.get("version") != VERSION:
        raise WaitingFileOther()
    digest = told.pop("sha256", None)
    if digest != _digest(told):
        raise WaitingFileChanged()
    comments, meetings = told.get("comments"), told.get("meetings", [])
    account = _uuid(told.get("account"))
    if not isinstance(comments, list) or not isinstance(meetings, list) or account is None:
        raise WaitingFileBroken()
    made_at, device_time = clock.moment_in(told.get("made_at")), clock.moment_in(told.get("device_time"))
    return Waiting(account, tuple(comments), tuple(meetings), made_at, device_time, str(digest))


def pack(content: bytes) -> str:
    """Return the file as it stands in the link of a QR code and in a form: base64url of raw deflate."""
    deflate = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    packed = urlsafe_b64encode(deflate.compress(content) + deflate.flush()).rstrip(b"=").decode()
    if len(packed) > PACKED_LONGEST:
        raise WaitingFileTooLarge(limit=LONGEST // (1024 * 1024))
    return packed


def unpack(packed: str) -> bytes:
    """Return the file in such a text; raise :class:`WaitingFileBroken`, or :class:`WaitingFileTooLarge`."""
    text = "".join(packed.split())
    inflate = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    try:
        content = inflate.decompress(urlsafe_b64decode(text + "=" * (-len(text) % 4)), LONGEST + 1)
    except (ValueError, zlib.error):
        raise WaitingFileBroken() from None
    if len(content) > LONGEST:
        raise WaitingFileTooLarge(limit=LONGEST // (1024 * 1024))
    if not inflate.eof:
        raise WaitingFileBroken()
    return content


def holder_of(session: Session, actor: Account, waiting: Waiting) -> Account:
    """Return who wrote down what is in the file, if they walk for the actor's own room.

    Raises :class:`PhoneOfAnotherRoom`, and :class:`HolderEnded` for an account that may not sign in any more.
    """
    holder = session.get(Account, waiting.account)
    if holder is None or holder.role not in (Role.COLLECTOR, Role.ROOM_HEAD) or holder.room_id != actor.room_id:
        raise PhoneOfAnotherRoom()
    demand(actor, Action.BRING_COMMENTS, holder)
    if not holder.active:
        raise HolderEnded(person=holder.person)
    return holder


def bring(
    session: Session, actor: Account, waiting: Waiting, heard: Sequence[Heard], secret: bytes
) -> list[Found | Problem]:
    """Take what could be read in the file in the name of who wrote it down; return what became of each.

    The same file twice adds nothing, and what the phone itself sends later is the same again. The event names who
    brought it. Raises what :func:`holder_of` raises.
    """
    holder = holder_of(session, actor, waiting)
    told = clock_of(waiting)
    found = take_all(session, [Brought(one, holder.id, told) for one in heard], secret)
    became = [one.status.value for one in found if isinstance(one, Found)]
    counts = {status: became.count(status) for status in ("created", "exists", "conflict")}
    refused = len(waiting.comments) - len(became)
    record(
        session,
        actor,
        Tag.COMMENTS_BROUGHT,
        holder,
        of=holder.name,
        sha256=waiting.sha256,
        rejected=refused,
        **counts,
    )
    return found


def clock_of(waiting: Waiting) -> datetime:
    """Return what the phone's clock says now, as far as the file tells.

    It tells of a wrong clock by naming two times, or by one that lies ahead; that it is hours old tells nothing.
    """
    now, device = clock.now(), waiting.device_time
    if device is None:
        return now
    if waiting.made_at is not None and abs(waiting.made_at - device) > CLOCK_TOLERANCE:
        return now - (waiting.made_at - device)
    return max(now, device)


def _object(content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        raise WaitingFileBroken() from None
    if not isinstance(told, dict):
        raise WaitingFileBroken()
    return told


def _digest(told: dict[str, Any]) -> str:
    try:
        return sha256(canonical(told)).hexdigest()
    except (TypeError, RecursionError):
        raise WaitingFileBroken() from None


def _uuid(text: object) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None

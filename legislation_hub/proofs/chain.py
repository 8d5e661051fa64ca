"""Each event carries the hash of the one before, so that none can be changed or taken out unseen.

The end of a chain can be cut off without a trace inside it; that is why heads are anchored elsewhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from legislation_hub.proofs.canonical import canonical

GENESIS = "0" * 64
"""What stands before the first event of a chain."""


@dataclass(frozen=True, slots=True)
class Link:
    """An event as it stands in its chain: its place, its fields and the two hashes in hex."""

    sequence: int
    previous: str
    digest: str
    fields: Mapping[str, object]


def digest_of(sequence: int, previous: str, fields: Mapping[str, object]) -> str:
    """Return the hash in hex of the event that follows ``previous``: SHA-256 of canonical JSON."""
    link = {"sequence": sequence, "previous": previous, "fields": fields}
    return sha256(canonical(link)).hexdigest()


def verify(links: Iterable[Link], head: str = GENESIS, first: int = 1) -> int | None:
    """Return the sequence at which the chain breaks, or None if it holds.

    ``head`` and ``first`` let a long chain be read page by page: the hash before the page, and the
    sequence that the page begins with. A missing event is reported as the one that should be there.
    """
    expected = first
    for link in links:
        if link.sequence != expected or link.previous != head:
            return expected
        if link.digest != digest_of(link.sequence, link.previous, link.fields):
            return expected
        head = link.digest
        expected += 1
    return None

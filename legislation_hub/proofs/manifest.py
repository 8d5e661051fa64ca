"""The manifest of a signed report: which comments each point stands for, and the root above them all.

A manifest is right exactly if building it again from its own points gives the same bytes.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import pairwise
from typing import TypedDict

from legislation_hub.problems import (
    CommentCountedTwice,
    ManifestChanged,
    ManifestRootWrong,
    ManifestUnreadable,
)
from legislation_hub.proofs.canonical import canonical
from legislation_hub.proofs.leaves import order
from legislation_hub.proofs.merkle import root

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Counted:
    """One comment that a point stands for: its printed number and its leaf."""

    number: str
    leaf: bytes


class ManifestComment(TypedDict):
    """A comment in a manifest; the leaf is in hex."""

    number: str
    leaf: str


class ManifestPoint(TypedDict):
    """A point in a manifest: its place in the report, from 1, and its comments."""

    number: int
    comments: list[ManifestComment]


class Manifest(TypedDict):
    """What stands in manifest.json; ``digest`` is the SHA-256 of all the rest."""

    format: int
    report: str
    signed_at: str
    points: list[ManifestPoint]
    tree_size: int
    root: str
    digest: str


def build(report: str, signed_at: datetime, points: Sequence[Sequence[Counted]]) -> Manifest:
    """Return the manifest of report ``report``, whose points are given in the order of the report.

    The tree stands over all comments in the order of their numbers, whatever point they belong to.
    Raise CommentCountedTwice if a comment stands in two places.
    """
    every = in_order(counted for point in points for counted in point)
    for before, after in pairwise(every):
        if before.number == after.number:
            raise CommentCountedTwice(number=after.number)
    manifest: Manifest = {
        "format": FORMAT,
        "report": report,
        "signed_at": signed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "points": [
            {
                "number": place,
                "comments": [{"number": c.number, "leaf": c.leaf.hex()} for c in in_order(point)],
            }
            for place, point in enumerate(points, start=1)
        ],
        "tree_size": len(every),
        "root": root([counted.leaf for counted in every]).hex(),
        "digest": "",
    }
    manifest["digest"] = _digest(manifest)
    return manifest


def write(manifest: Manifest) -> bytes:
    """Return the bytes of manifest.json."""
    return canonical(manifest)


def read(data: bytes) -> Manifest:
    """Return the manifest in ``data`` after checking all that can be checked without the words.

    Raise ManifestUnreadable, CommentCountedTwice, ManifestRootWrong (the comments are not those of
    the root) or ManifestChanged (anything else differs from what was signed).
    """
    try:
        given = json.loads(data)
        again = build(
            given["report"],
            datetime.strptime(given["signed_at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC),
            [
                [Counted(comment["number"], bytes.fromhex(comment["leaf"])) for comment in point["comments"]]
                for point in given["points"]
            ],
        )
        found = given["root"]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ManifestUnreadable from error
    if found != again["root"]:
        raise ManifestRootWrong
    if data != write(again):
        raise ManifestChanged
    return again


def counted_in(manifest: Manifest) -> tuple[Counted, ...]:
    """Return every comment of a manifest, in the order of the tree."""
    return in_order(
        Counted(comment["number"], bytes.fromhex(comment["leaf"]))
        for point in manifest["points"]
        for comment in point["comments"]
    )


def in_order(comments: Iterable[Counted]) -> tuple[Counted, ...]:
    """Return the comments in the order of their numbers."""
    return tuple(sorted(comments, key=lambda counted: order(counted.number)))


def _digest(manifest: Manifest) -> str:
    return sha256(canonical({k: v for k, v in manifest.items() if k != "digest"})).hexdigest()

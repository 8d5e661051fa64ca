"""The hash tree of RFC 9162 (section 2.1): one root for many leaves, a short path for each.

Leaves are hashes already (``leaf_hash``). Pairing level by level, with the odd node carried up,
gives the same tree as the recursive definition of the RFC.
"""

from collections.abc import Sequence
from hashlib import sha256


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf that holds ``data``."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node above ``left`` and ``right``."""
    return sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the root above ``leaves``; an empty tree has the hash of nothing."""
    if not leaves:
        return sha256(b"").digest()
    level = list(leaves)
    while len(level) > 1:
        level = _above(level)
    return level[0]


def path(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return what leads from leaf ``index`` to the root; raise IndexError if there is no such leaf."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    steps: list[bytes] = []
    level = list(leaves)
    while len(level) > 1:
        beside = index ^ 1
        if beside < len(level):
            steps.append(level[beside])
        level = _above(level)
        index //= 2
    return tuple(steps)


def leads_to(root: bytes, leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bool:
    """Say whether ``path`` leads from ``leaf``, the one at ``index`` of ``size``, to ``root``."""
    if not 0 <= index < size:
        return False
    steps = iter(path)
    node, last = leaf, size - 1
    while last:
        if index % 2 or index < last:
            step = next(steps, None)
            if step is None:
                return False
            node = node_hash(step, node) if index % 2 else node_hash(node, step)
        index //= 2
        last //= 2
    return node == root and next(steps, None) is None


def _above(level: list[bytes]) -> list[bytes]:
    pairs = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    return pairs + level[-1:] if len(level) % 2 else pairs

"""Why two texts of two versions are linked: by a proof, or by a question for a person."""

from dataclasses import dataclass
from enum import Enum, auto


class Ground(Enum):
    """Why two texts are linked: the first are proofs, the others questions for a person."""

    SAME = auto()
    PLACED = auto()
    SPLIT = auto()
    MERGED = auto()
    TOLD = auto()
    WEAK = auto()
    RIVALS = auto()
    SCATTERED = auto()
    ELSEWHERE = auto()
    PARTS = auto()
    WORDS = auto()

    @property
    def proves(self) -> bool:
        """Tell whether the old text lives on in the new one."""
        return self in _PROOFS


_PROOFS = frozenset({Ground.SAME, Ground.PLACED, Ground.SPLIT, Ground.MERGED, Ground.TOLD})


@dataclass(frozen=True, slots=True)
class Link:
    """An old text that continues, or may continue, in a new one, both by their numbers."""

    old: int
    new: int
    ground: Ground

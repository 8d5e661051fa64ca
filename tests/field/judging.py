"""What was said against what is held: nothing lost, nothing doubled, nothing changed, or each by its id."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.field.books import Held
from tests.field.sayings import Saying


@dataclass(frozen=True, slots=True)
class Said:
    """A comment of which the screen has said that it is saved: its id and what was meant."""

    id: str
    saying: Saying


@dataclass(frozen=True, slots=True)
class Judgement:
    """The ids (or words) that went wrong, by how; all empty when every promise was kept."""

    lost: tuple[str, ...] = field(default=())
    doubled: tuple[str, ...] = field(default=())
    changed: tuple[str, ...] = field(default=())

    @property
    def good(self) -> bool:
        """Return whether nothing at all went wrong."""
        return not (self.lost or self.doubled or self.changed)

    def __add__(self, other: "Judgement") -> "Judgement":
        """Return what went wrong in both."""
        return Judgement(self.lost + other.lost, self.doubled + other.doubled, self.changed + other.changed)


def judge(
    said: Sequence[Said], held: Sequence[Held], *, kept: Iterable[str] = (), unsure: Sequence[Saying] = ()
) -> Judgement:
    """Hold what was said at the doors against all that the server has from these people.

    ``kept`` are ids that the phone rightly still shows (rejected, in conflict) instead of the server. ``unsure``
    was under way when the phone died: the screen had not said "saved", so it may be there once or not at all.
    """
    meant = {one.id: one.saying for one in said}
    kept = set(kept)
    by_id = {one.id: one for one in held}
    strangers = [one for one in held if one.id not in meant]
    may_be = Counter(_content(saying) for saying in unsure)
    doubled = []
    for one in strangers:
        if may_be[_content(one)] > 0:
            may_be[_content(one)] -= 1
        else:
            doubled.append(f"{one.id} {one.words[:40]!r}")
    return Judgement(
        lost=tuple(identity for identity in meant if identity not in by_id and identity not in kept),
        doubled=tuple(doubled) + tuple(identity for identity in kept if identity in by_id),
        changed=tuple(
            identity
            for identity, saying in meant.items()
            if identity in by_id and _content(by_id[identity]) != _content(saying)
        ),
    )


def _content(one: Saying | Held) -> tuple[str | None, ...]:
    """Return all that a person said, code point for code point; nothing is made alike."""
    return one.words, one.proposal, one.reason, one.stance, one.provision, one.household

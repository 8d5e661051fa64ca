"""What a printed slip asks, in the order in which it is printed and keyed in; then what it had no room for."""

from collections.abc import Sequence
from dataclasses import dataclass

from legislation_hub.queries.provisions import Asked

# Room for what nobody asked about.
FREE = 2


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a slip to write in: a question, a key provision, or a free one (``key`` is ``free-1``).

    ``eid`` is the provision that it is about, "" where the person says so or the whole draft is meant; ``heading``
    and ``text`` are those of a key provision, or the question alone. ``printed`` is False for a key provision that
    the paper only names.
    """

    key: str
    eid: str
    citation: str
    heading: str
    text: str
    printed: bool = True

    @property
    def is_question(self) -> bool:
        """Return whether a question is asked here."""
        return self.key.startswith("question-")

    @property
    def is_free(self) -> bool:
        """Return whether the person says what it is about."""
        return self.key.startswith("free-")


def slots_of(asked: Asked, printed: int | None = None) -> Sequence[Slot]:
    """Return the questions, the key provisions and the free places of a slip, then what is not on it.

    So many of the key provisions are ``printed``, None where all are.
    """
    questions = [
        Slot(f"question-{place}", one.eid, one.citation, "", one.text)
        for place, one in enumerate(asked.questions, start=1)
    ]
    there = len(asked.keys) if printed is None else printed
    keys = [
        Slot(f"key-{one.eid}", one.eid, one.citation, one.heading, one.text, printed=place < there)
        for place, one in enumerate(asked.keys)
    ]
    free = [Slot(f"free-{place}", "", "", "", "") for place in range(1, FREE + 1)]
    return [*questions, *keys[:there], *free, *keys[there:]]

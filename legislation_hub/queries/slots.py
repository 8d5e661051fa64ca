"""What a printed slip asks, in the order in which it is printed and keyed in."""

from collections.abc import Sequence
from dataclasses import dataclass

from legislation_hub.queries.provisions import Asked

# Room for what nobody asked about.
FREE = 2


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a slip to write in: a question, a key provision, or a free one (``key`` is ``free-1``).

    ``eid`` is the provision that it is about, "" where the person says so or the whole draft is meant; ``heading``
    and ``text`` are those of a key provision, or the question alone.
    """

    key: str
    eid: str
    citation: str
    heading: str
    text: str

    @property
    def is_question(self) -> bool:
        """Return whether a question is asked here."""
        return self.key.startswith("question-")

    @property
    def is_free(self) -> bool:
        """Return whether the person says what it is about."""
        return self.key.startswith("free-")


def slots_of(asked: Asked) -> Sequence[Slot]:
    """Return the questions, then the key provisions, then the free places."""
    questions = [
        Slot(f"question-{place}", one.eid, one.citation, "", one.text)
        for place, one in enumerate(asked.questions, start=1)
    ]
    keys = [Slot(f"key-{one.eid}", one.eid, one.citation, one.heading, one.text) for one in asked.keys]
    free = [Slot(f"free-{place}", "", "", "", "") for place in range(1, FREE + 1)]
    return [*questions, *keys, *free]

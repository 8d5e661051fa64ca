"""What one person read on a slip, as a frozen value; two readings of one slip are laid beside each other."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from legislation_hub.vocabulary import Channel, Place

# What is said of the person, beside the opinions.
PERSON = ("household", "identity", "age_band", "speaker", "wants_answer")
OPINION: tuple[str, ...] = ("words", "stance", "about")
# Whether somebody wants an answer, as it stands in a form.
YES, NO = "1", ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What stands in one slot of a slip.

    ``about`` is an eid, or a word of :class:`Place`; ``question`` is what was asked there, if anything was. A box
    that was ticked alone has a ``stance`` and no ``words``.
    """

    slot: str
    words: str
    stance: str
    about: str
    question: str = ""

    @property
    def place(self) -> Place:
        """Return what kind of thing it is about."""
        return Place(self.about) if self.about in (Place.WHOLE, Place.MISSING) else Place.PROVISION


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One slip as one person keyed it in; ``id`` is the form's, so that it may arrive twice."""

    id: UUID
    opinions: tuple[Opinion, ...]
    heard_at: datetime
    channel: Channel
    household: str = ""
    identity: str = ""
    age_band: str = ""
    speaker: str = ""
    wants_answer: bool = True


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that two people read differently; ``slot`` is "" for what is said of the person."""

    slot: str
    name: str
    first: str
    second: str

    @property
    def field(self) -> str:
        """Return the name of it in a form."""
        return f"{self.slot}.{self.name}" if self.slot else self.name


def as_content(reading: Reading) -> dict[str, Any]:
    """Return the reading as plain values, to be kept until the slip is settled."""
    return asdict(reading) | {
        "id": str(reading.id),
        "opinions": [asdict(one) for one in reading.opinions],
        "heard_at": reading.heard_at.isoformat(),
        "channel": reading.channel.value,
    }


def from_content(content: Mapping[str, Any]) -> Reading:
    """Return the reading that was kept as plain values."""
    meant = {
        "id": UUID(content["id"]),
        "opinions": tuple(Opinion(**one) for one in content["opinions"]),
        "heard_at": datetime.fromisoformat(content["heard_at"]),
        "channel": Channel(content["channel"]),
    }
    return Reading(**{**content, **meant})


def differences(first: Reading, second: Reading) -> Sequence[Difference]:
    """Return what the two read differently: line ends, blanks at an end of line and Unicode's spellings aside.

    Where only one of them read anything at all, what that one read of the person is no difference.
    """
    persons = _persons_apart(first, second) if first.opinions and second.opinions else ()
    return [*_opinions_apart(first, second), *persons]


def chosen(first: Reading, second: Reading, choices: Mapping[str, str], identity: UUID) -> Reading:
    """Return what a person decided: the first that read anything, with ``choices`` wherever the two differ."""
    read = {one.slot: one for one in (*second.opinions, *first.opinions)}
    alone = {one.slot for one in first.opinions} ^ {one.slot for one in second.opinions}
    opinions = []
    for slot in _slots(first, second):
        values = {name: getattr(read[slot], name) for name in OPINION}
        values |= {name: choices[f"{slot}.{name}"] for name in OPINION if f"{slot}.{name}" in choices}
        # Where only one of them read words there, and the paper has none, what that one ticked falls with them.
        fell = slot in alone and read[slot].words.strip()
        if values["words"].strip() or (values["stance"] and not fell):
            opinions.append(Opinion(slot, question=read[slot].question, **values))
    base = first if first.opinions else second
    person = {name: getattr(base, name) for name in PERSON}
    person |= {name: choices[name] for name in PERSON if name in choices}
    return Reading(
        id=identity,
        opinions=tuple(opinions),
        heard_at=base.heard_at,
        channel=base.channel,
        **person | {"wants_answer": person["wants_answer"] in (True, YES)},
    )


def plain(text: str) -> str:
    """Return a text as it is compared."""
    lines = unicodedata.normalize("NFC", text).splitlines()
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _slots(first: Reading, second: Reading) -> Sequence[str]:
    """Return every slot that somebody read something in; what only the second read comes last."""
    return list(dict.fromkeys(one.slot for one in (*first.opinions, *second.opinions)))


def _opinions_apart(first: Reading, second: Reading) -> Iterator[Difference]:
    one, other = ({opinion.slot: opinion for opinion in reading.opinions} for reading in (first, second))
    for slot in _slots(first, second):
        names = OPINION
        if (slot in one) != (slot in other):
            # Where only one of them read anything, the words, or else the tick, decide whether it stands.
            names = ("words",) if (one.get(slot) or other[slot]).words.strip() else ("stance",)
        for name in names:
            values = [plain(getattr(read[slot], name)) if slot in read else "" for read in (one, other)]
            if values[0] != values[1]:
                yield Difference(slot, name, *values)


def _persons_apart(first: Reading, second: Reading) -> Iterator[Difference]:
    for name in PERSON:
        values = [_spelled(getattr(reading, name)) for reading in (first, second)]
        if values[0] != values[1]:
            yield Difference("", name, *values)


def _spelled(value: str | bool) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return plain(value)

"""By what a list can be narrowed: every value that is there, with its name and how many it would leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from legislation_hub.services.finding import Choice, Results
from legislation_hub.vocabulary import N_, Channel, OutcomeKind, Stance, Standing
from legislation_hub.web.i18n import label
from legislation_hub.web.seek.addresses import Chosen, Kind

NAMES: Mapping[str, str] = {
    "draft": N_("Draft"),
    "version": N_("Reading"),
    "room": N_("Room"),
    "channel": N_("Heard by"),
    "stance": N_("Stance"),
    "verdict": N_("Verdict"),
    "outcome": N_("Outcome"),
}


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing by which to narrow: its name in the address, what it is called, what there is to choose."""

    name: str
    title: str
    choices: Sequence[Choice]
    chosen: str


def choices(found: Results, args: Chosen) -> list[Facet]:
    """Return what divides the list; of one value alone there is nothing to choose, unless it is chosen."""
    every: dict[str, Sequence[Choice]] = {
        "draft": found.drafts,
        "version": _versions(found, args),
        "room": found.rooms,
        "channel": _named(Channel, found.channels),
        "stance": _named(Stance, found.stances),
        "verdict": _named(Standing, found.verdicts),
        "outcome": _named(OutcomeKind, found.outcomes),
    }
    return [
        Facet(name, _(title), every[name], args.get(name, ""))
        for name, title in NAMES.items()
        if len(every[name]) > 1 or args.get(name)
    ]


def _versions(found: Results, args: Chosen) -> Sequence[Choice]:
    # Of several drafts the readings have the same names: they divide only what is of one draft.
    alone = args.get("draft") or args.get("version") or len(found.drafts) == 1
    return found.versions if alone else ()


def _named(kind: type[Kind], counts: Mapping[Kind, int]) -> Sequence[Choice]:
    """Return the words of a vocabulary that were counted, in its own order."""
    return [Choice(word.value, label(word), counts[word]) for word in kind if word in counts]

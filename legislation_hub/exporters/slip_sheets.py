"""Slips on which people write by hand (意见征集单): each with its own number and QR code, many in one PDF."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from legislation_hub.exporters.composition import printed
from legislation_hub.exporters.paper import Say
from legislation_hub.exporters.plain import printable
from legislation_hub.exporters.printing import sheet, told
from legislation_hub.exporters.sheets import qr_code
from legislation_hub.vocabulary import LABELS, N_, Stance

SIZES = ("a4", "a5")
# What a person ticks beside a provision; wording and “other” are for whoever keys it in.
TICKS = (Stance.SUPPORT, Stance.AMEND, Stance.ADD, Stance.DELETE, Stance.QUESTION, Stance.OPPOSE)


@dataclass(frozen=True, slots=True)
class BlankSlip:
    """One slip: its number with check characters, the address in its QR code, and its household's code or ""."""

    code: str
    address: str
    household: str


@dataclass(frozen=True, slots=True)
class AskedProvision:
    """A key provision as it is printed: where it stands, its 条标 or "", and its text."""

    citation: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class BlankSlipPaper:
    """Slips of one room and consultation, to be filled in by hand; ``size`` is one of :data:`SIZES`."""

    title: str
    unit: str
    station: str
    closes: date
    questions: tuple[str, ...]
    provisions: tuple[AskedProvision, ...]
    identities: tuple[str, ...]
    size: str
    made_at: datetime
    slips: tuple[BlankSlip, ...]


def blank_slips_pdf(paper: BlankSlipPaper, say: Say, office: Path | None = None) -> bytes:
    """Return the slips as one PDF: A4 on one or two pages each, or A5 with two beside each other on A4.

    A slip of A5 that cannot hold the questions on its page takes a whole sheet, to be folded. Key provisions are
    printed in their order as far as there is room; the others are named, and are read behind the QR code.
    """
    return sheet("slip", _data(paper, say), paper.made_at, office)


def provisions_on(paper: BlankSlipPaper, say: Say, office: Path | None = None) -> int:
    """Return how many key provisions, the first of them, are printed in full on the paper's first slip.

    It follows from the layout; the same slip is laid out once.
    """
    # Its number and the code of its household take room as well, and are wider on one slip than on another.
    first = replace(paper, slips=paper.slips[:1])
    return _provisions_on(json.dumps(_data(first, say), sort_keys=True), office)


@lru_cache(maxsize=64)
def _provisions_on(data: str, office: Path | None) -> int:
    (number,) = told("slip", json.loads(data), "full", office)
    return int(number)


def _data(paper: BlankSlipPaper, say: Say) -> dict[str, object]:
    return {
        **_wording(paper, say),
        "size": paper.size,
        "identities": [printable(one) for one in paper.identities],
        "questions": [printable(one) for one in paper.questions],
        "provisions": [
            {
                "citation": printable(one.citation),
                "heading": printable(one.heading),
                "text": printable(one.text),
            }
            for one in paper.provisions
        ],
        "slips": [
            {
                "code": one.code,
                "household": printable(one.household),
                "url": one.address,
                "qr": qr_code(one.address),
            }
            for one in paper.slips
        ],
    }


def _wording(paper: BlankSlipPaper, say: Say) -> dict[str, str | list[str]]:
    """Return what stands on every slip alike, beside what is asked."""
    title, unit, station = printable(paper.title), printable(paper.unit), printable(paper.station)
    return {
        "name": say(N_("Comment slips on “%(title)s”")) % {"title": title},
        "author": unit,
        "heading": say(N_("Comment slip")),
        "about": say(N_("About “%(title)s”")) % {"title": title},
        "unit": unit,
        "until": say(N_("Please give it back by %(date)s, to whoever collects, to the room or into its box."))
        % {"date": printed(paper.closes, say)},
        "number": say(N_("No. %(number)s")),
        "scan": say(N_("Or scan and speak by phone")),
        "notice": [
            say(
                N_(
                    "%(unit)s asks, for %(station)s, so that lawmakers hear what people think of this draft. "
                    "Whether and what you write is up to you."
                )
            )
            % {"unit": unit, "station": station},
            say(
                N_(
                    "You need not give a name. Please write no ID number, telephone or address. Who writes and "
                    "gives it back agrees that these words are kept and passed on as they are."
                )
            ),
        ],
        "ask": say(N_("What we would like to hear")),
        "read": say(N_("Please read, tick a box, and write what you think below")),
        "ticks": [say(LABELS[one]) for one in TICKS],
        "others": say(
            N_(
                "Also of interest: %(provisions)s. Scan the code to read them, or have them read to you; "
                "write what you think below."
            )
        ),
        "free": say(N_("Anything else you want to say")),
        "who": say(N_("Who you are (you need not say)")),
        "household": say(N_("Household code %(code)s")),
        "person": say(N_("Name (you need not give it)")),
        "answer": say(N_("I would like to hear what becomes of it")),
        "guardian": say(N_("For somebody under 14, a guardian signs")),
        "stub": say(N_("Keep this part")),
        "back": say(
            N_(
                "To hear what became of it, or to take your words back at any time, name this number to "
                "%(unit)s or to whoever collects."
            )
        )
        % {"unit": unit},
    }

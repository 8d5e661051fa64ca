"""Single sheets that go to a household or onto a wall: feedback slip, poster, receipt, as PDF."""

from io import BytesIO
from pathlib import Path

import segno

from legislation_hub.exporters.composition import printed
from legislation_hub.exporters.paper import PosterPaper, ReceiptPaper, Say, Slip, SlipPaper
from legislation_hub.exporters.plain import printable
from legislation_hub.exporters.printing import sheet
from legislation_hub.vocabulary import N_


def slips_pdf(paper: SlipPaper, say: Say, office: Path | None = None) -> bytes:
    """Return the feedback slips, one a household, as many on a sheet as fit, with lines to cut along."""
    title = printable(paper.title)
    data = {
        "name": say(N_("Feedback slips on “%(title)s”")) % {"title": title},
        "author": printable(paper.unit),
        "heading": say(N_("What became of your comments")),
        "about": say(N_("About “%(title)s”")) % {"title": title},
        "heads": [say(N_("Your words")), say(N_("Outcome and explanation"))],
        "thanks": say(N_("Thank you. If anything is unclear, please ask: %(contact)s"))
        % {"contact": printable(paper.contact)},
        "sign": say(N_("Told by: ________  On: ________")),
        "unit": printable(paper.unit),
        "date": printed(paper.dated, say),
        "slips": [
            {
                "household": _household(slip, say),
                "items": [
                    {
                        "number": printable(f"{item.number}　{item.provision}"),
                        "words": printable(item.words),
                        "outcome": printable(item.outcome),
                        "answer": printable(item.answer),
                    }
                    for item in slip.items
                ],
            }
            for slip in paper.slips
        ],
    }
    return sheet("slips", data, paper.made_at, office)


def _household(slip: Slip, say: Say) -> str:
    # Whoever spoke without a household is known by a name, or by nothing.
    if not slip.household:
        return printable(slip.place)
    values = {"code": printable(slip.household), "place": printable(slip.place)}
    return say(N_("Household %(code)s, %(place)s")) % values


def poster_pdf(paper: PosterPaper, say: Say, office: Path | None = None) -> bytes:
    """Return a poster whose QR code opens the comment page of one room and consultation.

    It asks as many of the questions as can be printed large enough to be read from three paces.
    """
    title = printable(paper.title)
    data = {
        "name": title,
        "author": printable(paper.unit),
        "size": paper.size,
        "call": say(N_("Your word on the draft")),
        "title": title,
        "ask": say(N_("What we would like to hear:")),
        "questions": [printable(question) for question in paper.questions],
        "qr": qr_code(paper.url),
        "scan": say(N_("Scan with WeChat or the camera. No account is needed, and no name.")),
        "url": paper.url,
        "closes": say(N_("Until %(date)s")) % {"date": printed(paper.closes, say)},
        "contact": say(N_("Without a phone? Tell us face to face: %(contact)s"))
        % {"contact": printable(paper.contact)},
        "unit": printable(paper.unit),
    }
    return sheet("poster", data, paper.made_at, office)


def receipt_pdf(paper: ReceiptPaper, say: Say, office: Path | None = None) -> bytes:
    """Return the receipt of one submission; its QR code holds the code as text and no address."""
    data = {
        "name": say(N_("Receipt")),
        "author": printable(paper.unit),
        "heading": say(N_("Receipt for your comments")),
        "about": say(N_("About “%(title)s”")) % {"title": printable(paper.title)},
        "received": say(N_("Received on %(date)s")) % {"date": printed(paper.received, say)},
        "numbers": say(N_("Comment numbers: %(numbers)s")) % {"numbers": "、".join(paper.numbers)},
        "label": say(N_("Receipt code")),
        "code": paper.code,
        "qr": qr_code(paper.code),
        "use": say(
            N_("With this code you can see what becomes of your words, and take them back. Keep it to yourself.")
        ),
        "where": say(N_("Look it up at %(url)s, or ask: %(contact)s"))
        % {"url": paper.url, "contact": printable(paper.contact)},
        "unit": printable(paper.unit),
    }
    return sheet("receipt", data, paper.made_at, office)


def qr_code(text: str, scale: int = 8) -> str:
    """Return an SVG of the QR code of ``text``, with its quiet zone, ``scale`` px a module."""
    svg = BytesIO()
    segno.make_qr(text, error="q").save(svg, kind="svg", scale=scale, border=4, xmldecl=False)
    return svg.getvalue().decode()

"""The record of a meeting as its two signers get it, for DOCX and PDF alike; and the sheet that people sign."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from legislation_hub.clock import COUNTY
from legislation_hub.exporters.composition import (
    INDENT,
    Composition,
    Line,
    Style,
    by_sense,
    paragraphs,
    printed,
)
from legislation_hub.exporters.documents import composed_docx
from legislation_hub.exporters.paper import Say
from legislation_hub.exporters.plain import printable, width
from legislation_hub.exporters.printing import composed_pdf, sheet
from legislation_hub.legaltext.numbering import chinese
from legislation_hub.legaltext.spanning import named
from legislation_hub.queries.meetings import Person, Record, Speech
from legislation_hub.vocabulary import LABELS, N_, Place, Stance

# A sheet of paper has this many lines to sign on; whoever comes unexpected needs some of them.
LINES, SPARE = 22, 8
WITHDRAWN = N_("(withdrawn)")
UNNAMED = N_("not named")
GONE = N_("withdrawn")


def minutes_docx(record: Record, say: Say) -> bytes:
    """Return the record as a Word file in the layout of official papers."""
    return composed_docx(minutes(record, say))


def minutes_pdf(record: Record, say: Say, office: Path | None = None) -> bytes:
    """Return the record as a PDF in the layout of official papers."""
    return composed_pdf(minutes(record, say), office)


def minutes(record: Record, say: Say) -> Composition:
    """Return the record of a meeting (会议记录): head, speeches in order, summary, two lines to sign."""
    own = [one for one in record.standing if not one.added]
    added = [one for one in record.standing if one.added]
    chapters = [(N_("Speeches in order"), _speeches(record, own, say))]
    if record.summary:
        chapters.append((N_("Summary"), paragraphs(record.summary)))
    if added:
        chapters.append((N_("Added after the record was closed"), _speeches(record, added, say)))
    body = [
        *(Line(Style.TITLE, part) for part in by_sense(printable(record.title))),
        Line(Style.TITLE, say(N_("Record of the meeting"))),
        Line(Style.BLANK),
        *(line for label, text in _head(record, say) for line in _entry(label, text)),
    ]
    for place, (heading, lines) in enumerate(chapters, start=1):
        body += [Line(Style.HEADING, f"{chinese(place)}、{say(heading)}"), *lines]
    body += _signatures(say)
    return Composition(
        name=f"{printable(record.title)} {say(N_('Record of the meeting'))}",
        author=printable(record.unit),
        signed_at=record.closed_at or record.held_at,
        body=tuple(body),
        annexes=(),
    )


def attendance_pdf(record: Record, say: Say, office: Path | None = None) -> bytes:
    """Return the sign-in sheet (签到表): a line for everybody who is known to come, and blank ones."""
    known = [one for one in record.people if not one.gone]
    blank = max(LINES - len(known), SPARE)
    data = {
        "name": f"{printable(record.title)} {say(N_('Sign-in sheet'))}",
        "author": printable(record.unit),
        "heading": say(N_("Sign-in sheet")),
        "title": printable(record.title),
        "facts": [
            say(N_("Time: %(text)s")) % {"text": _moment(record, say)},
            say(N_("Place: %(text)s")) % {"text": printable(record.venue)},
        ],
        "notice": say(
            N_(
                "This list is kept with the record of the meeting and used for nothing else. Whoever does not wish"
                " to be named leaves name and signature blank. Please write no ID number, address or telephone."
            )
        ),
        "heads": [
            say(N_("No.")),
            say(N_("Name (optional)")),
            say(N_("Who they are")),
            say(N_("Household code")),
            say(N_("Signed by hand")),
        ],
        "rows": [
            *([str(place), *_line(one)] for place, one in enumerate(known, 1)),
            *([str(len(known) + place), "", "", ""] for place in range(1, blank + 1)),
        ],
    }
    return sheet("attendance", data, record.held_at, office)


def _head(record: Record, say: Say) -> Iterator[tuple[str, str]]:
    if record.closed_at is None:
        yield say(N_("State of the record")), say(N_("not closed yet; only the closed record is signed"))
    yield say(N_("Time")), _moment(record, say)
    yield say(N_("Where it is held")), printable(record.venue)
    yield say(N_("Presided by")), printable(record.presider)
    yield say(N_("Recorded by")), printable(record.recorder)
    yield say(N_("Present")), _present(record.people, say)
    topics = say(N_(", ")).join(printable(one.text) for one in record.topics)
    yield say(N_("About")), say(N_("“%(title)s”")) % {"title": printable(record.law)} + topics
    if record.told_at is not None:
        told = N_(
            "At the beginning all present were told what is recorded, what for, and how to take it back; they"
            " agreed by word of mouth."
        )
        yield say(N_("Consent")), say(told)


def _entry(label: str, text: str) -> Iterator[Line]:
    """Yield one line of the head; what does not fit goes on behind the label."""
    start = f"{label}："
    yield Line(Style.PLACED, start + text, start=INDENT, hang=INDENT + width(start))


def _present(people: Sequence[Person], say: Say) -> str:
    names = [_named(one.name, one.identity) for one in people if one.name]
    gone = sum(one.gone for one in people)
    unnamed = len(people) - len(names) - gone
    if unnamed:
        names.append(say(N_("%(count)s who are not named")) % {"count": unnamed})
    if gone:
        names.append(say(N_("%(count)s who took their words back")) % {"count": gone})
    return say(N_("%(names)s; %(count)s in all")) % {"names": say(N_(", ")).join(names), "count": len(people)}


def _speeches(record: Record, speeches: Sequence[Speech], say: Say) -> Iterator[Line]:
    if not speeches:
        yield Line(Style.BODY, say(N_("Nobody spoke.")))
    for place, one in enumerate(speeches, start=1):
        yield Line(Style.SUBHEADING, f"（{chinese(place)}）{_speaker(record, one, say)}")
        yield from _speech(one, say)


def _speaker(record: Record, speech: Speech, say: Say) -> str:
    person = record.people[speech.speaker - 1] if speech.speaker else None
    name = person.name if person else speech.name
    unnamed = say(GONE if speech.gone else UNNAMED)
    who = _named(name or unnamed, person.identity if person else speech.identity)
    about = say(LABELS[speech.about])
    if speech.about is not Place.WHOLE and speech.citation:
        about = named(printable(speech.citation), printable(speech.quote))
    return say(N_("%(who)s: %(about)s")) % {"who": who, "about": about}


def _speech(speech: Speech, say: Say) -> Iterator[Line]:
    # The number stands before the words, so that it is never alone at the head of a page.
    yield Line(Style.NOTE, _note(speech, say))
    if speech.words is None:
        yield Line(Style.BODY, say(WITHDRAWN))
        return
    yield from paragraphs(speech.words)
    if speech.proposal:
        yield from paragraphs(say(N_("Wording they would like: %(text)s")) % {"text": speech.proposal})
    if speech.reason:
        yield from paragraphs(say(N_("Reason: %(text)s")) % {"text": speech.reason})


def _note(speech: Speech, say: Say) -> str:
    parts = [say(N_("No. %(number)s")) % {"number": speech.number}]
    if speech.stance is not Stance.OTHER and speech.words is not None:
        parts.insert(0, say(LABELS[speech.stance]))
    if speech.interpreter:
        spoken = {"language": printable(speech.language), "name": printable(speech.interpreter)}
        parts.append(say(N_("spoken in %(language)s, put into Chinese by %(name)s")) % spoken)
    if speech.corrects:
        parts.append(say(N_("corrects No. %(number)s")) % {"number": speech.corrects})
    if speech.corrected_by:
        parts.append(say(N_("corrected by No. %(number)s")) % {"number": speech.corrected_by})
    return say(N_("(%(text)s)")) % {"text": say(N_("; ")).join(parts)}


def _signatures(say: Say) -> Iterator[Line]:
    for who in (N_("Presided by (signature):"), N_("Recorded by (signature):")):
        yield Line(Style.SIGN)
        yield Line(Style.SIGN, "　　" + say(who) + "_" * 16 + say(N_("　Year　　Month　　Day")))


def _moment(record: Record, say: Say) -> str:
    held = record.held_at.astimezone(COUNTY)
    return f"{printed(held.date(), say)} {held:%H:%M}"


def _named(name: str, identity: str) -> str:
    return printable(f"{name}（{identity}）" if identity else name)


def _line(one: Person) -> list[str]:
    return [printable(one.name), printable(one.identity), printable(one.household)]

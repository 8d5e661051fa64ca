"""The report's own sentences, composed from what is there; a person may then write them anew.

``say`` turns an English source text into the report's language; every figure comes from the content.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import reduce

from legislation_hub.models import Consultation
from legislation_hub.queries.contents import Content, Line
from legislation_hub.vocabulary import LABELS, N_, Channel, Place, Stance

Say = Callable[[str], str]

# The first words of a point end here, and are cut where they would not fit on a line.
CLAUSE_END = re.compile("[，。；：！？、,;]")
HEADED = 24
WITHDRAWN = N_("(taken back at the person's wish)")
TICKED = N_("ticked on the slip, without words: %(stance)s")


def title(consultation: Consultation, say: Say) -> str:
    """Return the report's title: 关于《……》征求意见情况的报告; without 《》 where no text was put to people."""
    if consultation.version is None:
        return say(N_("Report on “%(title)s” itself")) % {"title": consultation.title}
    return say(N_("Report on the consultation on “%(title)s”")) % {"title": _law(consultation)}


def basics(consultation: Consultation, content: Content, say: Say, of_room: bool = False) -> str:
    """Return section one (基本情况): when, who was asked, 件 and 条 in all and per channel, points.

    A room reports of itself (``of_room``), not of rooms that were asked.
    """
    asked = {
        "opens": day(consultation.opens_on, say),
        "closes": day(consultation.closes_on, say),
        "title": _law(consultation),
        "rooms": content.rooms_asked,
        "answered": content.rooms_answered - content.rooms_without,
        "without": content.rooms_without,
    }
    if of_room:
        sentences = [say(N_("From %(opens)s to %(closes)s, our room asked people about “%(title)s”.")) % asked]
    else:
        sentences = [
            say(N_("From %(opens)s to %(closes)s, “%(title)s” was put to %(rooms)s liaison rooms.")) % asked,
            say(N_("%(answered)s rooms handed up comments, %(without)s replied that they had none.")) % asked,
        ]
    if content.meetings:
        held = {"meetings": content.meetings, "present": content.present}
        sentences.append(say(N_("%(meetings)s meetings were held, attended by %(present)s people in all.")) % held)
    if content.comments:
        total = figures(content, say)
        sentences.append(
            say(N_("In all %(submissions)s with %(comments)s came in, from %(households)s households."))
            % {**total, "households": content.households}
        )
        sentences.append(_channels(content, say))
        sentences.append(say(N_("They were merged into %(points)s points.")) % {"points": len(content.lines)})
    else:
        sentences.append(say(N_("No comments came in.")))
    return reduce(lambda said, more: say(N_("%(said)s %(more)s")) % {"said": said, "more": more}, sentences)


def appraisal(content: Content, say: Say) -> str:
    """Return a first version of section two (总体评价): figures only, since what people think a person writes."""
    if not content.comments:
        return say(N_("Nobody raised an objection."))
    counts = {one.key: one.comments for one in content.stances}
    favour, against = counts.get(Stance.SUPPORT, 0), counts.get(Stance.OPPOSE, 0)
    return say(
        N_("Of %(all)s comments %(favour)s are in favour and %(against)s against; the others ask for changes.")
    ) % {"favour": favour, "against": against, "all": content.comments}


def figures(content: Content, say: Say) -> dict[str, str]:
    """Return the two figures that the text must name as the tables have them: 件 and 条."""
    return {
        "submissions": say(N_("%(count)s submissions")) % {"count": content.submissions},
        "comments": say(N_("%(count)s comments")) % {"count": content.comments},
    }


def heading(line: Line, say: Say, of_text: bool = True) -> str:
    """Return what stands before a point: 关于第八条第二款, or what else it is about.

    Where no text was put to people (``of_text``), a point is headed by what it says first.
    """
    if not of_text and line.wording:
        return CLAUSE_END.split(line.wording, maxsplit=1)[0][:HEADED]
    if line.provision:
        return say(N_("On %(provision)s")) % {"provision": line.provision}
    if line.place == Place.MISSING:
        return say(N_("On what the draft lacks"))
    return say(N_("On the draft as a whole"))


def paragraph(line: Line, say: Say) -> str:
    """Return a point as the report prints it: who says it, what, the wording wanted, and why."""
    voices = {
        "households": line.households,
        "rooms": len(line.rooms),
        "departments": len(line.departments),
        "submissions": line.submissions,
    }
    if line.households and not line.point:
        opening = say(N_("%(households)s households say: ")) % voices
    elif line.households and line.departments:
        opening = (
            say(N_("%(households)s households in %(rooms)s rooms and %(departments)s departments say: ")) % voices
        )
    elif line.households:
        opening = say(N_("%(households)s households in %(rooms)s rooms say: ")) % voices
    else:
        opening = say(N_("%(submissions)s submissions say: ")) % voices
    text = opening + _ended(wording_of(line, say), say)
    if line.proposal:
        text += say(N_(" Proposed wording: “%(proposal)s”.")) % {"proposal": line.proposal.rstrip("。.")}
    if line.reason:
        text += say(N_(" Reason: %(reason)s")) % {"reason": _ended(line.reason, say)}
    return text


def wording_of(line: Line, say: Say) -> str:
    """Return what a line says: its wording, what was ticked if nothing was written, or that it was taken back."""
    if line.wording or not line.ticked:
        return line.wording or say(WITHDRAWN)
    return say(TICKED) % {"stance": say(LABELS[Stance(line.ticked)])}


def day(value: date, say: Say) -> str:
    """Return a date as official papers have it: 2026年8月5日."""
    parts = {"year": value.year, "month": value.month, "day": value.day}
    return say(N_("%(year)s-%(month)s-%(day)s")) % parts


def _channels(content: Content, say: Say) -> str:
    said = [
        say(N_("%(channel)s %(submissions)s with %(comments)s"))
        % {
            "channel": say(LABELS[Channel(one.key)]),
            "submissions": say(N_("%(count)s submissions")) % {"count": one.submissions},
            "comments": say(N_("%(count)s comments")) % {"count": one.comments},
        }
        for one in content.channels
    ]
    return say(N_("Of these: %(list)s.")) % {"list": say(N_(", ")).join(said)}


def _law(consultation: Consultation) -> str:
    return consultation.version.title if consultation.version else consultation.title


def _ended(text: str, say: Say) -> str:
    return text if text.endswith(("。", "？", "！", ".", "?", "!")) else text + say(N_("."))

"""A report adds up, and whoever signs it signs what they have read."""

from hashlib import sha256

from legislation_hub.models import Report
from legislation_hub.problems import CommentsNotPlaced, FigureMissing, Problem, TextMissing
from legislation_hub.proofs.canonical import canonical
from legislation_hub.queries.contents import Content, frozen
from legislation_hub.services import composing
from legislation_hub.services.composing import Say
from legislation_hub.vocabulary import N_

# The texts of a report that a person writes, by the names under which they are kept.
BASICS, APPRAISAL = "basics", "appraisal"
# More comment numbers than these do not fit into a sentence.
SHOWN = 20


def differences(report: Report, content: Content, say: Say) -> list[Problem]:
    """Return whatever keeps the report from adding up: texts, tables and comments that disagree."""
    found: list[Problem] = []
    if content.unplaced:
        numbers = [one.number for one in content.unplaced]
        shown = say(N_(", ")).join(numbers[:SHOWN]) + (" …" if len(numbers) > SHOWN else "")
        found.append(CommentsNotPlaced(count=len(numbers), numbers=shown))
    edited = report.sections.get(BASICS, "")
    if edited and content.comments:
        found += [
            FigureMissing(figure=figure)
            for figure in composing.figures(content, say).values()
            if figure not in edited
        ]
    if not report.sections.get(APPRAISAL, "").strip():
        found.append(TextMissing(section=N_("Overall appraisal")))
    return found


def as_read(report: Report, content: Content) -> str:
    """Return a digest of all that a reader of the report sees, so that nobody signs anything else."""
    head = [report.title, report.addressee, report.signature, report.sections]
    return sha256(canonical([head, frozen(content)])).hexdigest()

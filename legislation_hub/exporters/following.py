"""What goes on after the signing, as papers: the outcome sheet, the task sheet, the slips for households."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from legislation_hub import clock
from legislation_hub.exporters.paper import (
    OutcomePaper,
    OutcomeRow,
    Say,
    Slip,
    SlipItem,
    SlipPaper,
    TaskPaper,
    TaskRow,
)
from legislation_hub.exporters.reporting import provision_named
from legislation_hub.legaltext.spanning import named
from legislation_hub.models import Consultation, Report
from legislation_hub.queries.answers import Listener, News
from legislation_hub.queries.contents import Content, Line
from legislation_hub.queries.outcomes import Settled
from legislation_hub.queries.tasks import TaskRow as TaskNow
from legislation_hub.services import composing
from legislation_hub.vocabulary import LABELS, N_, Channel, OutcomeKind, UnitKind, Word

# More names than these do not fit into a cell that somebody prints.
NAMED = 3
# Of a longer quotation a slip shows the beginning; the household knows what it spoke about.
QUOTED = 20


def outcome_paper(
    report: Report, content: Content, settled: Mapping[UUID, Settled], say: Say, made_at: datetime
) -> OutcomePaper:
    """Return the 采纳情况反馈表 of a signed report, a row a point, as things stand at ``made_at``."""
    law = report.consultation.version.title if report.consultation.version else report.consultation.title
    return OutcomePaper(
        title=law,
        unit=report.signature,
        made_at=made_at,
        rows=tuple(_outcome(line, settled.get(UUID(line.point)), say) for line in content.lines),
    )


def task_paper(
    consultation: Consultation,
    provisions: Sequence[str],
    tasks: Sequence[TaskNow],
    channels: Mapping[UUID, Sequence[Channel]],
    say: Say,
    made_at: datetime,
) -> TaskPaper:
    """Return the 任务分解表, a row a unit; ``channels`` says how the comments of each task were heard."""
    named = say(N_(", ")).join(provisions)
    return TaskPaper(
        title=consultation.title,
        unit=consultation.station.name,
        made_at=made_at,
        rows=tuple(_task(one, named, channels.get(one.id, ()), say) for one in tasks),
    )


def slip_paper(
    title: str, unit: str, contact: str, listeners: Sequence[Listener], say: Say, made_at: datetime
) -> SlipPaper:
    """Return the feedback slips of these households; ``contact`` is whom they may ask."""
    return SlipPaper(
        title=title,
        unit=unit,
        contact=contact,
        dated=clock.day_of(made_at),
        made_at=made_at,
        slips=tuple(
            Slip(one.household, one.grid or one.speaker, tuple(_item(news, say) for news in one.news))
            for one in listeners
        ),
    )


def told_in_plain_words(news: News, say: Say) -> str:
    """Return what a person is told: where it stands in the passed text, on what ground, or why not."""
    parts = []
    if news.passed_article:
        parts.append(say(N_("It now stands in %(article)s.")) % {"article": news.passed_article})
    for text in filter(None, (news.basis, news.reason)):
        parts.append(text if text.endswith(("。", ".")) else text + say(N_(".")))
    return "".join(parts)


def _outcome(line: Line, settled: Settled | None, say: Say) -> OutcomeRow:
    return OutcomeRow(
        comments=line.numbers,
        provision=provision_named(line.provision, line.place, say),
        proposal=line.proposal or line.wording,
        outcome=_label(settled.kind if settled else OutcomeKind.PENDING, say),
        passed=settled.passed_article if settled else "",
        reason=settled.reason if settled else "",
        basis=settled.basis if settled else "",
        way=_ways(settled, say) if settled else "",
        answered=settled.last_told if settled else None,
        answered_by=_people(settled.tellers, say) if settled else "",
    )


def _ways(settled: Settled, say: Say) -> str:
    counted = sorted(settled.ways.items(), key=lambda one: -one[1])
    return "\n".join(f"{_label(way, say)} {number}" for way, number in counted)


def _people(names: Sequence[str], say: Say) -> str:
    shown = say(N_(", ")).join(names[:NAMED])
    if len(names) <= NAMED:
        return shown
    return say(N_("%(names)s and others, %(count)s in all")) % {"names": shown, "count": len(names)}


def _task(task: TaskNow, provisions: str, channels: Sequence[Channel], say: Say) -> TaskRow:
    of_department = task.kind is UnitKind.DEPARTMENT
    means = [Channel.DEPARTMENT] if of_department else channels
    state = say(N_("Replied that there is no comment")) if task.no_comment else _label(task.state, say)
    comments = say(N_("%(count)s comments")) % {"count": task.comments}
    return TaskRow(
        unit=task.unit,
        provisions=provisions,
        means=say(N_(", ")).join(_label(one, say) for one in means),
        audience=say(N_("The department itself")) if of_department else say(N_("People of the place")),
        due=task.due_on,
        responsible=task.signed_by,
        signed_for=task.signed_at,
        progress=f"{state}\n{comments}" if task.comments else state,
    )


def _item(news: News, say: Say) -> SlipItem:
    return SlipItem(
        number=news.number,
        provision=named(news.citation, news.quote, QUOTED),
        words=news.words or say(composing.TICKED) % {"stance": _label(news.stance, say)},
        outcome=_label(news.kind, say),
        answer=told_in_plain_words(news, say),
    )


def _label(word: Word, say: Say) -> str:
    return say(LABELS[word])

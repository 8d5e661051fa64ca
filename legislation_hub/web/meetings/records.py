"""The one screen of a meeting: who is there, one speech after another, the summary, the closing."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models import Attendee, Meeting
from legislation_hub.models.database import db, transaction
from legislation_hub.policies import Action, may
from legislation_hub.problems import NotFound
from legislation_hub.queries.attachments import beside_meeting
from legislation_hub.queries.closings import doubts_of, lacks_of
from legislation_hub.queries.households import doors_of
from legislation_hub.queries.meetings import Record, Speech, record_of
from legislation_hub.queries.provisions import Asked, asked_in
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.scans import checks_of, hidden_from, taken_back_at
from legislation_hub.services.collecting import Arrival, Taken
from legislation_hub.services.convening import close, convene, standing, welcome
from legislation_hub.services.minuting import minute
from legislation_hub.vocabulary import Place
from legislation_hub.web.edge import actor, attempt, settings
from legislation_hub.web.forms.meetings import InsteadForm, PresentForm, ScanForm, SpeechForm, SummaryForm
from legislation_hub.web.forms.speaking import LANGUAGES, marking
from legislation_hub.web.i18n import label
from legislation_hub.web.meetings.wing import meeting_of, takes_more, to_meeting, wing


@wing.get("/<uuid:meeting_id>")
def meeting(meeting_id: UUID) -> str:
    """Show the meeting, with a form for the next speech."""
    return screen(meeting_id)


@wing.post("/<uuid:meeting_id>/told")
def tell(meeting_id: UUID) -> ResponseReturnValue:
    """Note that all present were told what is done with their words, and agreed."""
    meeting_of(meeting_id)
    with transaction() as session:
        found = fetch(session, Meeting, meeting_id)
        convene(session, actor(), found.task, replace(standing(session, found), told=True))
    return to_meeting(meeting_id, "speech")


@wing.post("/<uuid:meeting_id>/speeches")
def speak(meeting_id: UUID) -> ResponseReturnValue:
    """Write down one speech; whoever is not on the list yet is put on it."""
    found = meeting_of(meeting_id)
    asked = asked_in(db.session(), found.task.consultation)
    form = _speech_form(record_of(db.session(), found), asked)
    if form.validate_on_submit():
        with attempt(form), marking(form):
            with transaction() as session:
                found = fetch(session, Meeting, meeting_id)
                if form.newcomer and session.get(Attendee, form.speaks) is None:
                    welcome(session, actor(), found, form.newcomer)
                speaker = fetch(session, Attendee, form.speaks)
                taken = minute(session, actor(), found, speaker, form.heard(found), settings().secret)
            return _after(meeting_id, form.speaks, taken)
    return screen(meeting_id, speech=form), 422


@wing.post("/<uuid:meeting_id>/summary")
def sum_up(meeting_id: UUID) -> ResponseReturnValue:
    """Keep the summary."""
    meeting_of(meeting_id)
    form = SummaryForm()
    if form.validate_on_submit():
        with attempt(form), marking(form):
            with transaction() as session:
                found = fetch(session, Meeting, meeting_id)
                said = replace(standing(session, found), summary=form.said, revision=form.revision.data or 0)
                convene(session, actor(), found.task, said)
            flash(_("Saved."), "saved")
            return to_meeting(meeting_id, "summary")
    return screen(meeting_id, summary=form), 422


@wing.post("/<uuid:meeting_id>/close")
def finish(meeting_id: UUID) -> ResponseReturnValue:
    """Close the record with its summary as it stands on the screen, after a question where something looks odd."""
    record = record_of(db.session(), meeting_of(meeting_id))
    form = SummaryForm()
    if form.validate_on_submit():
        settled = record.closed_at or lacks_of(record, len(record.people)) or "sure" in request.form
        doubts = () if settled else doubts_of(record, form.said)
        if doubts:
            sure = _("If it is meant so, press “Close it all the same”.")
            form.form_errors += [*(label(one) for one in doubts), sure]
            return screen(meeting_id, summary=form, asking=True), 422
        with attempt(form), marking(form):
            with transaction() as session:
                found = fetch(session, Meeting, meeting_id)
                revision = form.revision.data or 0
                if form.said != found.summary:
                    said = replace(standing(session, found), summary=form.said, revision=revision)
                    revision = convene(session, actor(), found.task, said).meeting.revision
                close(session, actor(), found, revision)
            flash(_("The record is closed. Print it now, and have it signed."), "saved")
            return to_meeting(meeting_id, "papers")
    return screen(meeting_id, summary=form), 422


def screen(
    meeting_id: UUID,
    *,
    speech: SpeechForm | None = None,
    present: PresentForm | None = None,
    summary: SummaryForm | None = None,
    asking: bool = False,
    scan: ScanForm | None = None,
    instead: Mapping[UUID, InsteadForm] | None = None,
) -> str:
    """Return the one page of a meeting; a form that was not right comes back with what was typed."""
    found = meeting_of(meeting_id)
    session = db.session()
    record, asked = record_of(session, found), asked_in(session, found.task.consultation)
    taken_back = taken_back_at(session, meeting_id)
    checks = checks_of(session, meeting_id, taken_back)
    tried = instead or {}
    hidden = {one for one, check in checks.items() if hidden_from(actor(), found, check)}
    waiting = [one for one, check in checks.items() if check.waits and one not in hidden]
    mending = {one: tried.get(one) or InsteadForm(one, formdata=None) for one in waiting}
    for one, form in mending.items():
        form.tell(checks[one].known)
    return render_template(
        "meetings/meeting.html",
        record=record,
        lacks=lacks_of(record, len(record.people)),
        doubts=doubts_of(record, record.summary),
        asking=asking,
        asked=_with_topics(asked, record),
        open=takes_more(found.task),
        keeps=found.closed_at is None and found.task.consultation.recalled_at is None,
        mine=actor().id,
        mends=may(actor(), Action.MEND_SIGNED, found),
        doors=doors_of(session, found.task),
        languages=LANGUAGES,
        places=(Place.WHOLE, Place.MISSING),
        scans=beside_meeting(session, meeting_id),
        checks=checks,
        taken_back=bool(taken_back),
        hidden=hidden,
        mending=mending,
        speech=speech or _speech_form(record, asked),
        present=present or PresentForm(formdata=None),
        summary=summary or SummaryForm(formdata=None, obj=record),
        scan=scan or ScanForm(formdata=None),
    )


def _with_topics(asked: Asked, record: Record) -> Asked:
    """Put what the meeting is about before all else that one can speak about."""
    topics = [one.eid for one in record.topics if one.eid]
    choices = [replace(one, key=one.key or one.eid in topics) for one in asked.choices]
    order = {eid: place for place, eid in enumerate([*topics, *(one.eid for one in asked.keys)][::-1])}
    keys = sorted((one for one in choices if one.key), key=lambda one: -order[one.eid])
    return replace(asked, choices=choices, keys=keys)


def _speech_form(record: Record, asked: Asked) -> SpeechForm:
    return SpeechForm(asked, record.people, data=_beginning(record, asked))


def _beginning(record: Record, asked: Asked) -> dict[str, object]:
    """Return what a new form begins with: the same speaker, or a slip's own text."""
    corrects, speaker = request.args.get("corrects", type=UUID), request.args.get("speaker", type=UUID)
    if corrects is not None:
        return _slip(record, asked, corrects)
    before = [one for one in record.speeches if one.by == speaker] or record.speeches
    return {
        "who": str(speaker) if speaker else "",
        "language": before[-1].language if before else LANGUAGES[0],
        "interpreter": before[-1].interpreter if before else "",
    }


def _slip(record: Record, asked: Asked, comment_id: UUID) -> dict[str, object]:
    slip = next((one for one in record.speeches if _mends(one) and one.id == comment_id), None)
    if slip is None:
        raise NotFound()
    return {
        "corrects": str(slip.id),
        "who": str(slip.by),
        "about": asked.offered(slip.eid) if slip.about is Place.PROVISION else slip.about.value,
        "quote": slip.quote,
        "quote_at": f"{slip.eid}:{slip.quote_start}" if slip.quote else "",
        "stance": slip.stance.value,
        "words": slip.words,
        "proposal": slip.proposal,
        "reason": slip.reason,
        "language": slip.language,
        "interpreter": slip.interpreter,
    }


def _mends(speech: Speech) -> bool:
    """Return whether the actor may mend a slip in this speech."""
    return speech.recorded_by == actor().id and speech.words is not None and not speech.corrected_by


def _after(meeting_id: UUID, speaker: UUID, taken: Taken) -> ResponseReturnValue:
    if taken.status is Arrival.CONFLICT:
        flash(
            _("Two versions of it arrived, and they differ; both are kept. To mend a slip, use “Correct”."),
            "warning",
        )
        return to_meeting(meeting_id, "speeches")
    flash(_("Saved under number %(number)s.", number=taken.comment.number), "saved")
    return to_meeting(meeting_id, "speech", speaker=str(speaker))

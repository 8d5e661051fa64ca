"""Drafts and their readings: uploading, the papers that came along, and the files as they came."""

from uuid import UUID

from flask import flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models import Draft, Paper, StoredFile, Unit, Version
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import NotFound
from legislation_hub.queries.comparisons import comments_on
from legislation_hub.queries.consultations import papers_of
from legislation_hub.queries.drafts import drafts_of, one_draft
from legislation_hub.queries.queues import waiting_in
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.versions import editions_of
from legislation_hub.services.drafting import NewPaper, Upload, add_paper, add_version
from legislation_hub.services.storing import path_of
from legislation_hub.vocabulary import PaperKind
from legislation_hub.web import comparing
from legislation_hub.web.edge import actor, attempt, settings
from legislation_hub.web.forms.station import PaperForm, UploadForm
from legislation_hub.web.station.wing import own_station, reach, wing


@wing.get("/drafts")
def drafts() -> ResponseReturnValue:
    """The drafts, the newest first."""
    return render_template("station/drafts.html", drafts=drafts_of(db.session(), own_station()))


@wing.get("/drafts/<uuid:draft_id>")
def draft(draft_id: UUID) -> ResponseReturnValue:
    """One draft: its readings, their papers, and what was asked about them."""
    row = one_draft(db.session(), reach(Draft, draft_id))
    papers = {version.id: papers_of(db.session(), version.id) for version in row.versions}
    waiting = waiting_in(db.session(), [version.id for version in row.versions])
    return render_template("station/draft.html", draft=row, papers=papers, waiting=waiting)


@wing.get("/drafts/<uuid:draft_id>/compare")
def compare(draft_id: UUID) -> ResponseReturnValue:
    """Two readings side by side: the latest against the one before, or those that are named."""
    row, session = reach(Draft, draft_id), db.session()
    editions = editions_of(session, row.id)
    old, new = comparing.chosen(editions)
    comments = comments_on(session, old.id) if old else {}
    return comparing.comparison_page(editions, (old, new), comments, draft=row)


@wing.route("/drafts/new", methods=["GET", "POST"], defaults={"draft_id": None})
@wing.route("/drafts/<uuid:draft_id>/new", methods=["GET", "POST"])
def upload(draft_id: UUID | None) -> ResponseReturnValue:
    """Read a file into a new draft, or into the next reading of one, and go on to the preview."""
    earlier = reach(Draft, draft_id) if draft_id else None
    form = UploadForm(reading=None if earlier else _("Draft for comments"))
    if form.validate_on_submit():
        content, papers = form.file.data.read(), form.papers()
        with attempt(form), transaction() as session:
            draft = fetch(session, Draft, draft_id) if draft_id else None
            new = Upload(form.file.data.filename, content, form.reading.data or "", form.title.data or "", draft)
            version = add_version(session, actor(), fetch(session, Unit, own_station()), settings().files, new)
            for paper in papers:
                add_paper(session, actor(), version, settings().files, paper)
            flash(_("The file was read. Please compare it with the original before you go on."), "saved")
            return redirect(url_for("station.version", version_id=version.id))
    page = render_template("station/upload.html", form=form, draft=earlier)
    return page, 422 if form.is_submitted() else 200


@wing.route("/versions/<uuid:version_id>/papers/new", methods=["GET", "POST"])
def new_paper(version_id: UUID) -> ResponseReturnValue:
    """Add a paper that came later."""
    version = reach(Version, version_id)
    form = PaperForm(public=True)
    if form.validate_on_submit():
        kind, file = PaperKind(form.kind.data), form.file.data
        paper = NewPaper(kind, file.filename, file.read(), form.title.data or "", bool(form.public.data))
        with attempt(form), transaction() as session:
            add_paper(session, actor(), fetch(session, Version, version_id), settings().files, paper)
            flash(_("Saved."), "saved")
            return redirect(url_for("station.draft", draft_id=version.draft_id))
    page = render_template("station/paper.html", form=form, version=version)
    return page, 422 if form.is_submitted() else 200


@wing.get("/versions/<uuid:version_id>/source")
def source(version_id: UUID) -> ResponseReturnValue:
    """Give out a reading's file as it came."""
    return _download(reach(Version, version_id).file)


@wing.get("/papers/<uuid:paper_id>")
def paper(paper_id: UUID) -> ResponseReturnValue:
    """Give out a paper as it came."""
    row = fetch(db.session(), Paper, paper_id)
    reach(Version, row.version_id)
    return _download(row.file)


def _download(file: StoredFile) -> ResponseReturnValue:
    path = path_of(settings().files, file.sha256)
    if not path.exists():
        raise NotFound()
    return send_file(path, mimetype=file.media_type, as_attachment=True, download_name=file.name)

"""The law as one reads it: whole, by its contents, an article at a time; every provision has a lasting address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from legislation_hub.models import Consultation, Task, Version
from legislation_hub.models.database import db
from legislation_hub.policies import Action, demand, may
from legislation_hub.problems import NotFound
from legislation_hub.queries.openings import public_task
from legislation_hub.queries.readings import Reading, askings_about, notes_on, reading_of
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.versions import Edition, before, editions_of
from legislation_hub.services.collecting import is_open_to_the_public
from legislation_hub.web import comparing
from legislation_hub.web.edge import actor, anyone

# What tells in an address how the reader came.
WAYS = ("room", "task")

wing = Blueprint("reading", __name__, url_prefix="/texts")
wing.before_request(anyone())


@dataclass(frozen=True, slots=True)
class Opened:
    """A version that somebody may read: its text, the consultations on it, and how they came and may speak.

    ``way`` is what every address of the reading carries on, ``say`` the address of the form without the provision;
    empty where nothing is taken.
    """

    version: Version
    askings: Sequence[Consultation]
    reading: Reading
    way: str
    say: str


@wing.get("/<uuid:version_id>/")
def whole(version_id: UUID) -> str:
    """Show the whole law as it is printed, the contents at its side."""
    opened = _open(version_id)
    return _page("reading/whole.html", opened, since=_since(opened.version))


@wing.get("/<uuid:version_id>/contents")
def contents(version_id: UUID) -> str:
    """Show the contents alone, each line a step to read."""
    opened = _open(version_id)
    return _page("reading/contents.html", opened, since=_since(opened.version))


@wing.get("/<uuid:version_id>/compare")
def compare(version_id: UUID) -> str:
    """Show what changed since an earlier version of the same draft that the reader may see, too."""
    version, _askings = readable(version_id)
    editions = _editions(version)
    way = {name: request.args[name] for name in WAYS if name in request.args}
    return comparing.comparison_page(editions, comparing.chosen(editions, version_id), way=way)


@wing.get("/<uuid:version_id>/<eid>")
def place(version_id: UUID, eid: str) -> ResponseReturnValue:
    """Show the article that is named, or in which the named line stands; a heading stands in the whole text."""
    opened = _open(version_id)
    block = opened.reading.block(eid)
    if block is None:
        return _page("reading/missing.html", opened, eid=eid), NotFound.status
    if block.is_heading:
        return redirect(f"{url_for('.whole', version_id=version_id)}{opened.way}#{eid}")
    last, following = opened.reading.neighbours(block)
    return _page("reading/place.html", opened, block=block, named=eid, before=last, after=following)


def readable(version_id: UUID) -> tuple[Version, Sequence[Consultation]]:
    """Return a version that the reader may read, and the consultations on it.

    Everybody reads what was put to the public, a station's own people whatever was sent out. Raises NotFound for a
    stranger, NotAllowed for an account of another place.
    """
    session = db.session()
    version = fetch(session, Version, version_id)
    askings = askings_about(session, version_id)
    if not any(one.is_public for one in askings):
        if not current_user.is_authenticated:
            raise NotFound()
        demand(actor(), Action.READ_TEXT, version)
    return version, askings


def _open(version_id: UUID) -> Opened:
    version, askings = readable(version_id)
    public = [one for one in askings if one.is_public]
    way, say = _way_of_speaking(version, public)
    return Opened(version, public or askings, reading_of(version), way, say)


def _way_of_speaking(version: Version, public: Sequence[Consultation]) -> tuple[str, str]:
    """Return the query that names how the reader came, and the form that it leads to."""
    room, task_id = request.args.get("room"), request.args.get("task", type=UUID)
    if task_id is not None:
        # A collector at a door reads, and writes down what is said about it.
        task = fetch(db.session(), Task, task_id)
        demand(actor(), Action.RECORD_COMMENT, task)
        return f"?task={task_id}", url_for("field.record", task_id=_of(version, task).id)
    if room is not None:
        # Whoever came by a room's QR code speaks to that room, and need not choose it.
        task = _of(version, public_task(db.session(), room))
        live = is_open_to_the_public(task.consultation)
        return f"?room={task.code}", url_for("public.say", code=task.code) if live else ""
    asked = next((one for one in public if is_open_to_the_public(one)), None)
    return "", url_for("public.say_anywhere", consultation_id=asked.id) if asked else ""


def _editions(version: Version) -> Sequence[Edition]:
    """Return the versions of the same draft that the reader may read."""
    return [one for one in editions_of(db.session(), version.draft_id) if one.is_public or _ours(one)]


def _since(version: Version) -> Edition | None:
    """Return the version that this one is usually compared with."""
    editions = _editions(version)
    return before(editions, next(one for one in editions if one.id == version.id))


def _ours(edition: Edition) -> bool:
    return current_user.is_authenticated and may(actor(), Action.READ_TEXT, edition)


def _of(version: Version, task: Task) -> Task:
    if task.consultation.version_id != version.id:
        raise NotFound()
    return task


def _page(template: str, opened: Opened, **more: Any) -> str:
    notes = notes_on(db.session(), opened.askings, opened.reading)
    return render_template(template, opened=opened, reading=opened.reading, notes=notes, **more)

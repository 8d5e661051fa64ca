"""A station's archive in a real database: all laws as drafts that were sent out, and generated comments."""

import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import insert
from sqlalchemy.orm import Session

from bench.voices import ROOMS, comments, provisions, vocabulary
from legislation_hub.app import create_app
from legislation_hub.models import Account, Comment, Provision, Submission, Words, schema
from legislation_hub.models.base import new_id
from legislation_hub.models.database import db, transaction
from legislation_hub.search.document import Document
from legislation_hub.search.engines import Shelf
from legislation_hub.search.keeping import shelf_at
from legislation_hub.services.indexing import rebuild
from legislation_hub.settings import from_environment
from legislation_hub.vocabulary import Channel, Consent, Level, Place, Stance
from tests.makers import Make

PORTION = 10_000


@dataclass(frozen=True, slots=True)
class Archive:
    """An instance whose index stands, who reads it, the words that stand in it, and the texts of the comments."""

    app: Flask
    shelf: Shelf
    coordinator: UUID
    rooms: tuple[UUID, ...]
    words: Sequence[str]
    said: Sequence[str]


@contextmanager
def archive(count: int, database: str | None = None) -> Iterator[Archive]:
    """Make the archive with so many comments in a folder of its own, which is gone afterwards.

    The index is there, too, or in a PostgreSQL ``database``.
    """
    with tempfile.TemporaryDirectory(prefix="legislation-hub-archive-") as folder:
        app = create_app(from_environment(Path(folder) / "data"))
        with app.app_context():
            schema.upgrade(db.engine)
            laws = list(provisions())
            words = vocabulary(laws)
            said = list(comments(count, words))
            with transaction() as session:
                make = Make(session)
                reader = make.coordinator().id
                articles = _laws(session, make, laws)
                rooms = _comments(session, make, said, articles)
            shelf = app.extensions["shelf"] = shelf_at(Path(folder) / "data/index", database)
            rebuild(db.session(), shelf)
            yield Archive(app, shelf, reader, rooms, words, [one.text for one in said])
            db.session.remove()
            db.engine.dispose()


def _laws(session: Session, make: Make, laws: Sequence[Document]) -> list[UUID]:
    """Write each law as the text of a consultation; return the ids of all articles."""
    articles: list[UUID] = []
    rows: list[dict[str, Any]] = []
    for _, parts in groupby(laws, lambda law: law.draft):
        version = make.version(articles=0)
        make.consultation(version_id=version.id)
        for position, part in enumerate(parts):
            articles.append(new_id())
            rows.append(
                {
                    "id": articles[-1],
                    "version_id": version.id,
                    "position": position,
                    "depth": 0,
                    "level": Level.ARTICLE,
                    "number": str(position + 1),
                    "label": part.article,
                    "heading": "",
                    "eid": f"art_{position + 1}",
                    "citation": part.article,
                    "text": "",
                    "whole": part.text,
                }
            )
    session.flush()
    session.execute(insert(Provision), rows)
    return articles


def _comments(
    session: Session, make: Make, said: Sequence[Document], articles: Sequence[UUID]
) -> tuple[UUID, ...]:
    """Write the comments, each on an article of the first law, by the collectors of all rooms."""
    chance = random.Random(3)
    asked = make.consultation()
    tasks = [make.task(unit=make.room(), consultation=asked) for _ in range(ROOMS)]
    people: Mapping[UUID, Account] = {task.id: make.collector(task.unit) for task in tasks}
    session.flush()
    numbered = iter(enumerate(said))
    while portion := list(islice(numbered, PORTION)):
        rows: dict[type, list[dict[str, Any]]] = {Submission: [], Comment: [], Words: []}
        for number, one in portion:
            task = tasks[number % ROOMS]
            ours = {"station_id": task.station_id, "room_id": task.room_id, "recorded_by_id": people[task.id].id}
            submission, comment = new_id(), UUID(one.key.id)
            rows[Submission].append(
                {
                    "id": submission,
                    "task_id": task.id,
                    **ours,
                    "channel": chance.choice([*Channel]),
                    "consent": Consent.ORAL,
                    "receipt_hash": f"bench{number}",
                    "heard_at": one.at,
                    "received_at": one.at,
                }
            )
            rows[Comment].append(
                {
                    "id": comment,
                    "number": f"520521001-2026-{number:06}",
                    "submission_id": submission,
                    "task_id": task.id,
                    "consultation_id": asked.id,
                    **ours,
                    "place": Place.PROVISION,
                    "provision_id": articles[chance.randrange(100)],
                    "stance": Stance(one.stance),
                    "fingerprint": f"{number:064x}",
                    "heard_at": one.at,
                    "recorded_at": one.at,
                }
            )
            rows[Words].append({"comment_id": comment, "words": one.text, "salt": bytes(32)})
        for table, lines in rows.items():
            session.execute(insert(table), lines)
    return tuple(task.unit_id for task in tasks)

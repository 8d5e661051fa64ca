"""No page asks the database more often when it has more to show."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from legislation_hub import clock
from legislation_hub.models import Account, Consultation, StoredFile, Unit
from legislation_hub.services.storing import path_of
from legislation_hub.vocabulary import Role
from tests.makers import Make
from tests.test_wings import GUARDED_BY_TOKEN, roles_of, wing_of


@dataclass
class World:
    """One station and what goes on in it; it can grow, and the things that pages were asked for stay."""

    make: Make
    station: Unit
    people: dict[Role, Account]
    subjects: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def with_little(cls, make: Make, folder: Path) -> "World":
        station = make.station()
        room = make.room(station)
        people = {
            Role.COLLECTOR: make.collector(room),
            Role.ROOM_HEAD: make.room_head(room),
            Role.DEPARTMENT_OFFICER: make.officer(make.department(station)),
            Role.COORDINATOR: make.coordinator(station),
            Role.STATION_HEAD: make.station_head(station),
            Role.MUNICIPAL_OFFICER: make.municipal_officer(station),
            Role.ADMINISTRATOR: make.administrator(),
            Role.AUDITOR: make.auditor(),
        }
        world = cls(make, station, people)
        consultation = world.consult(room)
        world.keep(consultation.version.file, folder)
        world.subjects |= {
            "consultation_id": consultation.id,
            "draft_id": consultation.version.draft_id,
            "version_id": consultation.version_id,
            "unit_id": room.id,
            "room_id": room.id,
            "station_id": station.id,
        }
        world.speak(2)
        world.meet(2)
        return world

    def consult(self, room: Unit) -> Consultation:
        consultation = self.make.consultation(self.station)
        task = self.make.task(room, consultation, signed_at=consultation.created_at)
        self.subjects.setdefault("task_id", task.id)
        self.subjects.setdefault("task", task)
        return consultation

    def keep(self, file: StoredFile, folder: Path) -> None:
        path = path_of(folder, file.sha256)
        path.parent.mkdir(parents=True)
        path.write_text("第一条　为了试验，制定本办法。", encoding="utf-8")

    def speak(self, times: int) -> None:
        task = self.subjects["task"]
        for _ in range(times):
            household = self.make.household(task.unit)
            comment = self.make.comment(task, recorded_by=self.people[Role.COLLECTOR], household_id=household.id)
            self.subjects.setdefault("comment_id", comment.id)

    def meet(self, times: int) -> None:
        meeting = self.make.meeting(self.subjects["task"], self.people[Role.COLLECTOR], told_at=clock.now())
        meeting = self.subjects.setdefault("meeting", meeting)
        self.subjects.setdefault("meeting_id", meeting.id)
        for _ in range(times):
            self.make.speech(self.make.attendee(meeting, name="示例"))

    def grow(self) -> None:
        """Put several more rows into everything that a page may list."""
        room = self.make.session.get(Unit, self.subjects["room_id"])
        for _ in range(4):
            self.make.task(self.make.room(self.station), self.subjects["task"].consultation)
            self.consult(room)
            self.make.collector(room)
        self.speak(12)
        self.meet(12)


def pages_of(app: Flask, role: Role, subjects: dict[str, Any]) -> list[str]:
    """The addresses of the pages that this role may open and whose subjects there are."""
    found = []
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            wing = rule.endpoint.rpartition(".")[0]
            if "GET" not in rule.methods or not wing or wing_of(rule) in GUARDED_BY_TOKEN:
                continue
            roles = roles_of(app, wing)
            if (roles is None or role in roles) and rule.arguments <= subjects.keys():
                found.append(adapter.build(rule.endpoint, {name: subjects[name] for name in rule.arguments}))
    return sorted(found)


@pytest.mark.parametrize("role", list(Role))
def test_more_rows_make_no_more_queries(app, session, settings, make, browse, queries_made, role):
    world = World.with_little(make, settings.files)
    person = browse(world.people[role])
    session.commit()

    def count(pages: list[str]) -> dict[str, int]:
        counts = {}
        for page in pages:
            person.client.get(page)  # the first visit may have something to note, such as what was seen
            session.expire_all()  # a row that this test happens to hold saves the page no query
            with queries_made() as made:
                answer = person.client.get(page)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                counts[page] = len(made)
        return counts

    before = count(pages_of(app, role, world.subjects))
    world.grow()
    session.commit()
    after = count(list(before))

    assert before
    assert {page: (before[page], after[page]) for page in before if after[page] > before[page]} == {}

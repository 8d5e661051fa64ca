"""A room with its collectors, households and a draft, made once and copied for every server that is to be hurt."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from legislation_hub.app import create_app
from legislation_hub.models.database import db, transaction
from legislation_hub.models.schema import upgrade
from legislation_hub.services import passwords
from legislation_hub.settings import from_environment
from tests.makers import Make

PASSWORD = "shili-2026"
ARTICLES, HOUSEHOLDS = 10, 30


@dataclass(frozen=True, slots=True)
class Collector:
    """Somebody who walks for the room."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class World:
    """The folder of an instance, and what a person at a door needs to know of it."""

    data: Path
    task: str
    consultation: str
    provisions: tuple[str, ...]
    households: tuple[str, ...]
    collectors: tuple[Collector, ...]

    def copy(self, folder: Path) -> "World":
        """Return the same world in a folder of its own."""
        shutil.copytree(self.data, folder)
        return replace(self, data=folder)


def build(folder: Path, collectors: int) -> World:
    """Make the instance in ``folder``; every collector has the same password."""
    app = create_app(from_environment(folder))
    with app.app_context():
        upgrade(db.engine)
        hashed = passwords.hash_of(PASSWORD)
        with transaction() as session:
            make = Make(session)
            version = make.version(articles=ARTICLES)
            task = make.task(consultation=make.consultation(version_id=version.id))
            make.administrator()
            grid = make.grid(task.unit)
            doors = [make.household(grid=grid) for _ in range(HOUSEHOLDS)]
            people = [make.collector(task.unit, password_hash=hashed) for _ in range(collectors)]
            eids = [f"art_{number}__para_1" for number in range(1, ARTICLES + 1)]
            made = World(
                folder,
                str(task.id),
                str(task.consultation_id),
                tuple(eids),
                tuple(door.code for door in doors),
                tuple(Collector(str(one.id), one.name) for one in people),
            )
        db.session.remove()
        db.engine.dispose()
    return made

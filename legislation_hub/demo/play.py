"""One story on its way through the services: who plays in it, and what has been made so far."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from sqlalchemy.orm import Session

from legislation_hub.demo.corpus import Story
from legislation_hub.demo.county import COUNTY, SEED
from legislation_hub.demo.diary import Diary
from legislation_hub.demo.peopling import Cast
from legislation_hub.models import Account, Comment, Consultation, Point, Task, Unit
from legislation_hub.settings import Settings
from legislation_hub.vocabulary import Role


@dataclass(slots=True, kw_only=True)
class Play:
    """A story, the people who act in it, and the things that their acts have made."""

    session: Session
    settings: Settings
    cast: Cast
    diary: Diary
    story: Story
    today: date
    random: Random = field(init=False)
    consultation: Consultation = field(init=False)
    tasks: dict[str, Task] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)
    behind: dict[str, list[Comment]] = field(default_factory=dict)
    points: dict[str, Point] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin the story's own row of chances."""
        self.random = Random(f"{SEED}/{self.story.key}/life")

    @property
    def station(self) -> Unit:
        """Return the county's station."""
        return self.cast.units[COUNTY]

    @property
    def coordinator(self) -> Account:
        """Return who coordinates at the station."""
        return self.cast.holder(Role.COORDINATOR)

    @property
    def rooms(self) -> tuple[str, ...]:
        """Return the codes of the rooms that are asked."""
        return self.story.rooms or tuple(room.code for room in self.cast.county.rooms)

    @property
    def collecting(self) -> tuple[str, ...]:
        """Return the codes of the rooms that hear anything."""
        silent = self.story.standing("unsigned") | self.story.standing("no_comment")
        return tuple(room for room in self.rooms if room not in silent)

    @property
    def is_over(self) -> bool:
        """Return whether the last day for collecting lies behind."""
        return self.story.days.closes < self.today

    def head(self, room: str) -> Account:
        """Return the head of a room."""
        return self.cast.holder(Role.ROOM_HEAD, room)

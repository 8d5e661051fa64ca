"""The demo is built through the services, as people would have built it, in under a minute."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import force_locale
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.demo import corpus
from legislation_hub.demo.concluding import note_conclusion, note_merging_begun
from legislation_hub.demo.county import load_county
from legislation_hub.demo.diary import Diary, at
from legislation_hub.demo.listening import note_listening
from legislation_hub.demo.opening import note_opening
from legislation_hub.demo.peopling import FRONT, PASSWORD, people
from legislation_hub.demo.play import Play
from legislation_hub.demo.rereading import note_next_reading
from legislation_hub.settings import Settings
from legislation_hub.vocabulary import Role, UnitKind

SETTLED_BEFORE = timedelta(days=16)


@dataclass(frozen=True, slots=True)
class Login:
    """An account of the demo, as it is printed; ``room`` is the name of where it sits, "" for none."""

    name: str
    role: Role
    room: str
    password: str


def build_demo(
    session: Session, settings: Settings, today: date | None = None, tick: Callable[[], object] = lambda: None
) -> tuple[Login, ...]:
    """Fill an empty instance and return its accounts, those of :data:`FRONT` first.

    It needs the application's context and runs in the caller's transaction. One story is told to its end, one
    has closed with a room overdue, one is half-way on ``today`` (the county's date, if not given); ``tick`` is
    called after every act.
    """
    day = today or clock.today()
    county = load_county()
    diary = Diary()
    stories = [corpus.load(key, day) for key in (corpus.FINISHED, corpus.CLOSED, corpus.OPEN)]
    # Words composed for reports are in the language of the demo, wherever it is built.
    with force_locale("zh"):
        cast = people(session, county, at(stories[0].days.sent - SETTLED_BEFORE, 9))
        for story in stories:
            play = Play(session=session, settings=settings, cast=cast, diary=diary, story=story, today=day)
            note_opening(play)
            note_listening(play)
            if story.again is not None:
                note_next_reading(play, story.again)
            if story.ending is not None:
                note_conclusion(play, story.ending)
            elif play.is_over:
                note_merging_begun(play)
        diary.live(tick)
    names = {spot.code: spot.name for spot in county.spots if spot.kind is not UnitKind.GRID}
    logins = [Login(one.login, one.role, names.get(one.place, ""), PASSWORD) for one in county.people]
    front = {name: number for number, name in enumerate(FRONT)}
    return tuple(sorted(logins, key=lambda one: front.get(one.name, len(front))))

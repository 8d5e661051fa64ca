"""The demo's past: acts noted in any order are lived through in the order of time, with the clock held."""

import heapq
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import count

from legislation_hub import clock


class Diary:
    """What happened when; an act may note further acts, so that one thing leads to another."""

    def __init__(self) -> None:
        self._pages: list[tuple[datetime, int, Callable[[], object]]] = []
        self._order = count()

    def note(self, moment: datetime, act: Callable[[], object]) -> None:
        """Let ``act`` happen at ``moment``; of two at one moment, the one noted first."""
        heapq.heappush(self._pages, (moment, next(self._order), act))

    def live(self, tick: Callable[[], object] = lambda: None) -> None:
        """Let everything happen, calling ``tick`` after each act; every act sees the time at which it happens."""
        while self._pages:
            moment, _order, act = heapq.heappop(self._pages)
            with clock.held_at(moment):
                act()
            tick()


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return this hour of a day in the county."""
    return datetime.combine(day, time(hour, minute), clock.COUNTY)


def in_office_hours(moment: datetime, days: int) -> datetime:
    """Return the same minute ``days`` later, moved into the hours in which an office works."""
    later = moment.astimezone(clock.COUNTY) + timedelta(days=days)
    return later.replace(hour=9 + later.hour % 8)

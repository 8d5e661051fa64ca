"""The one clock: what time it is, and what day it is in the county."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

COUNTY = ZoneInfo("Asia/Shanghai")

_held: ContextVar[datetime | None] = ContextVar("held", default=None)


def now() -> datetime:
    """Return this moment, aware and in UTC."""
    return _held.get() or datetime.now(UTC)


def today() -> date:
    """Return the date that a calendar in the county shows now."""
    return now().astimezone(COUNTY).date()


def day_of(moment: datetime) -> date:
    """Return the date that a calendar in the county showed at ``moment``."""
    return moment.astimezone(COUNTY).date()


def noon(day: date) -> datetime:
    """Return the moment that stands for a day of which nobody knows the hour."""
    return datetime.combine(day, time(12), COUNTY)


def hour_is_known(moment: datetime) -> bool:
    """Return whether ``moment`` tells an hour; the noon sharp of :func:`noon` stands for its day alone."""
    return moment != noon(day_of(moment))


def has_a_day(moment: datetime) -> bool:
    """Return whether ``moment`` has a day in the county; at the calendar's own ends there is none."""
    return datetime.min.year < moment.year < datetime.max.year


def moment_in(text: object) -> datetime | None:
    """Return the moment that a text says with its offset (ISO 8601), or None for what is none in our calendar."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo and has_a_day(moment) else None


@contextmanager
def held_at(moment: datetime) -> Iterator[None]:
    """Hold the clock of this context at ``moment``; for the demo's past and for tests."""
    token = _held.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _held.reset(token)

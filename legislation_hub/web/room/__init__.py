"""The pages of the room; each file adds its own to the one wing."""

from legislation_hub.web.room import (
    answers,
    bringing,
    codes,
    comments,
    phones,
    posters,
    registers,
    reports,
    tasks,
    transfers,
)
from legislation_hub.web.room.wing import wing

__all__ = [
    "answers",
    "bringing",
    "codes",
    "comments",
    "phones",
    "posters",
    "registers",
    "reports",
    "tasks",
    "transfers",
    "wing",
]

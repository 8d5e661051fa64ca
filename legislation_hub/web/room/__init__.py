"""The pages of the room; each file adds its own to the one wing."""

from legislation_hub.web.room import answers, codes, comments, posters, registers, reports, tasks, transfers
from legislation_hub.web.room.wing import wing

__all__ = ["answers", "codes", "comments", "posters", "registers", "reports", "tasks", "transfers", "wing"]

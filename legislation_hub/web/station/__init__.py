"""The pages of the station; each file adds its own to the one wing."""

from legislation_hub.web.station import (
    amending,
    answers,
    board,
    changes,
    consultations,
    drafts,
    following,
    plans,
    points,
    preview,
    reports,
    texts,
)
from legislation_hub.web.station.wing import wing

__all__ = [
    "amending",
    "answers",
    "board",
    "changes",
    "consultations",
    "drafts",
    "following",
    "plans",
    "points",
    "preview",
    "reports",
    "texts",
    "wing",
]

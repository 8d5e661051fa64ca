"""The pages of the station; each file adds its own to the one wing."""

from legislation_hub.web.station import board, changes, consultations, drafts, plans, points, preview
from legislation_hub.web.station.wing import wing

__all__ = ["board", "changes", "consultations", "drafts", "plans", "points", "preview", "wing"]

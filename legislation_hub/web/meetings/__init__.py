"""The pages of a meeting; each file adds its own to the one wing."""

from legislation_hub.web.meetings import heads, papers, people, records, scans
from legislation_hub.web.meetings.wing import wing

__all__ = ["heads", "papers", "people", "records", "scans", "wing"]

"""The face for programs: the contract of version 1, with problems as RFC 9457 has them."""

from legislation_hub.web.api import attachments, comments, meetings, texts
from legislation_hub.web.api.wing import init, wing

__all__ = ["attachments", "comments", "init", "meetings", "texts", "wing"]

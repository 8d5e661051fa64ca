"""One search box for everybody; each file adds its pages to the one wing."""

from legislation_hub.web.seek import pages, saved
from legislation_hub.web.seek.wing import wing

__all__ = ["pages", "saved", "wing"]

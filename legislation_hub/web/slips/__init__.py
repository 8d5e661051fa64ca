"""Paper slips: printed in sheets, and keyed in when they come back; each file adds its pages to the one wing."""

from legislation_hub.web.slips import keying, pictures, settling, sheets, stubs
from legislation_hub.web.slips.wing import wing

__all__ = ["keying", "pictures", "settling", "sheets", "stubs", "wing"]

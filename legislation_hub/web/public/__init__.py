"""The resident's wing: no account, no script; what is asked, one's own words, and what became of them."""

from legislation_hub.web.public import pages, receipts, saying
from legislation_hub.web.public.wing import wing

__all__ = ["pages", "receipts", "saying", "wing"]

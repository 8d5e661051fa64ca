"""What a resident agrees to has a version, which is kept with what was handed in.

The wording of every version stands in docs/consent.md; a test holds the page to it.
"""

NOTICE = "2026-1"

"""What the notebook's page offers: the fields of the collector's form, and the words that people choose from."""

from typing import Any

from legislation_hub.queries.provisions import Asked
from legislation_hub.vocabulary import MeetingKind, Place
from legislation_hub.web.forms.field import CommentForm
from legislation_hub.web.forms.speaking import LANGUAGES

# The law, the households and whoever speaks are filled in on the phone.
NOTHING = Asked((), (), (), (), ())


def offers() -> dict[str, Any]:
    """Return what templates/field/notebook/ needs; nothing of it belongs to an account."""
    return {
        "form": CommentForm(NOTHING, formdata=None),
        "asked": NOTHING,
        "places": (Place.WHOLE, Place.MISSING),
        "languages": LANGUAGES,
        "meetings": tuple(MeetingKind),
    }

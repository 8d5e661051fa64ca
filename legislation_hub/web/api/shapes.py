"""What all bodies have in common: null says nothing, what is not known is left aside, slips are told in words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, pre_load

from legislation_hub import clock
from legislation_hub.vocabulary import N_

NEEDED = N_("This is needed.")
UNFIT = N_("This cannot be read. See openapi.json for what it may be.")

_UNFIT = dict.fromkeys(
    ("null", "invalid", "invalid_uuid", "unknown", "invalid_utf8", "format", "naive", "too_large"), UNFIT
)


class Body(Schema):
    """What a device sends; a field that we do not know comes from a newer one and is left aside."""

    class Meta:
        """Leave aside what is not known."""

        unknown = EXCLUDE

    @pre_load
    def _leave_out_what_is_null(self, data: Any, **_more: Any) -> Any:
        required = {name for name, field in self.fields.items() if field.required}
        if not isinstance(data, Mapping):
            return data
        return {name: value for name, value in data.items() if value is not None or name in required}


def said(kind: type[fields.Field[Any]], *args: Any, required: bool = False, **more: Any) -> Any:
    """Return a field that may be null unless it is required, and tells in our words what is wrong with it."""
    return kind(
        *args,
        required=required,
        allow_none=not required,
        error_messages={"required": NEEDED, **_UNFIT},
        **more,
    )


def of_our_time(moment: datetime) -> None:
    """Let a moment pass that has a day in the county."""
    if not clock.has_a_day(moment):
        raise ValidationError(UNFIT)

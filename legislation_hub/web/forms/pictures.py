"""A picture that is put beside something, by a browser with or without scripts."""

from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import HiddenField

from legislation_hub.models.base import new_id
from legislation_hub.problems import FieldMissing, PlaceNotNamed
from legislation_hub.services.attaching import KINDS
from legislation_hub.vocabulary import N_

PICTURES = "image/jpeg,image/png,image/webp"


class PictureForm(FlaskForm):
    """A file, what it stands beside, and an id, so that sent twice it is kept once."""

    id = HiddenField()
    kind = HiddenField()
    where = HiddenField()
    file = FileField(_l("Picture"))

    def __init__(self, **more: Any) -> None:
        """Give a new form its id."""
        super().__init__(**more)
        self.id.data = self.id.data or str(new_id())

    @classmethod
    def to(cls, kind: str, identity: UUID) -> "PictureForm":
        """Return a form that puts a picture beside the thing of this kind."""
        return cls(formdata=None, data={"kind": kind, "where": str(identity)})

    @property
    def accepts(self) -> str:
        """Return what a browser is to offer."""
        return PICTURES + (",application/pdf" if self.kind.data in ("meeting", "task") else "")

    def beside(self) -> str:
        """Return the kind of thing; raise :class:`PlaceNotNamed` for none that there is."""
        if self.kind.data not in KINDS:
            raise PlaceNotNamed()
        return str(self.kind.data)

    def which(self) -> UUID:
        """Return the id of the thing; raise :class:`PlaceNotNamed` for none."""
        return _uuid(self.where.data)

    def identity(self) -> UUID:
        """Return the picture's id; raise :class:`PlaceNotNamed` for none."""
        return _uuid(self.id.data)

    def content(self) -> bytes:
        """Return the bytes that were chosen; raise :class:`FieldMissing` where none were."""
        content = self.file.data.read() if self.file.data else b""
        if not content:
            raise FieldMissing(field=N_("Picture"))
        return bytes(content)


def id_of(form: str | None, content: bytes) -> UUID:
    """Return the id of one of several files of a form: the same however they are ordered or sent again."""
    return uuid5(_uuid(form), sha256(content).hexdigest())


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        raise PlaceNotNamed() from None

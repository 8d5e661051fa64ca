"""The file of a phone, or what the link of its QR code brought."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import HiddenField

from legislation_hub.problems import FieldMissing
from legislation_hub.services.bringing import LONGEST, unpack
from legislation_hub.vocabulary import N_


class PhoneFileForm(FlaskForm):
    """A file that was saved on a phone; ``packed`` is the same as text."""

    file = FileField(_l("File of waiting comments"))
    packed = HiddenField()

    def content(self) -> bytes:
        """Return the bytes of the file; raise :class:`FieldMissing`, or what :func:`unpack` raises."""
        if self.packed.data:
            return unpack(self.packed.data)
        content = self.file.data.read(LONGEST + 1) if self.file.data else b""
        if not content:
            raise FieldMissing(field=N_("File of waiting comments"))
        return bytes(content)

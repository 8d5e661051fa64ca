"""A photo of a slip says by its QR code which slip it shows; what cannot be read is matched by a person."""

from collections.abc import Sequence
from io import BytesIO

import zxingcpp
from PIL import Image

from legislation_hub.services.picturing import made_anew


def codes_in(content: bytes) -> Sequence[str]:
    """Return what the QR codes in a picture hold, none if there is none.

    Raises :class:`PictureKindUnknown` and :class:`PictureUnreadable`.
    """
    # The picture that is kept is the one that is read: upright, and of a size that a decoder masters.
    with Image.open(BytesIO(made_anew(content)), formats=("JPEG",)) as picture:
        found = zxingcpp.read_barcodes(picture.convert("L"))
    return [one.text for one in found if one.format is zxingcpp.BarcodeFormat.QRCode]

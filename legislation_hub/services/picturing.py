"""A picture is made anew before it is kept: what the camera wrote into it, where and when, stays behind."""

import struct
import zlib
from io import BytesIO
from threading import Lock

from PIL import Image, ImageOps

from legislation_hub.problems import PictureKindUnknown, PictureUnreadable

LONGEST = 2400  # pixels; a page of handwriting reads well at this
PIXELS = 50_000_000
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP")

# What damaged or hostile pictures make the decoders raise.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    LookupError,
    TypeError,
    OverflowError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
# Decoded, a picture takes up to 200 MB: one at a time.
_ONE = Lock()


def is_picture(content: bytes) -> bool:
    """Return whether the bytes begin as a JPEG, PNG or WebP does."""
    webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return webp or content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


def made_anew(content: bytes) -> bytes:
    """Return the picture as a JPEG of at most :data:`LONGEST` pixels, upright, with nothing in it but the picture.

    Raises :class:`PictureKindUnknown` for what is none, and :class:`PictureUnreadable` for one that is broken or
    has more than :data:`PIXELS`.
    """
    if not is_picture(content):
        raise PictureKindUnknown()
    try:
        with _ONE, Image.open(BytesIO(content), formats=FORMATS) as opened:
            return _upright(opened)
    except _BROKEN as broken:
        raise PictureUnreadable(limit=PIXELS // 1_000_000) from broken


def _upright(opened: Image.Image) -> bytes:
    if opened.width * opened.height > PIXELS:
        raise ValueError("more pixels than are taken")
    # A JPEG is then decoded at a half or a quarter of its size where that is still large enough.
    opened.draft("RGB", (LONGEST, LONGEST))
    upright = ImageOps.exif_transpose(opened)
    if upright.has_transparency_data:
        # Ink drawn on nothing is read on white paper.
        drawn = upright.convert("RGBA")
        upright = Image.new("RGBA", drawn.size, "white")
        upright.alpha_composite(drawn)
    plain = upright.convert("RGB")
    plain.thumbnail((LONGEST, LONGEST))
    kept = BytesIO()
    plain.save(kept, "JPEG", quality=QUALITY, optimize=True, exif=b"", icc_profile=None, comment=b"")
    return kept.getvalue()

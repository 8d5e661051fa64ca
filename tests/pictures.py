"""Pictures made in few words, as phones and scanners make them."""

from io import BytesIO

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def picture(kind="JPEG", size=(60, 40), colour="white", turned=0, **more):
    """Return the bytes of a picture; ``turned`` is the orientation that a camera notes beside it."""
    drawn = Image.new(more.pop("mode", "RGB"), size, colour)
    exif = drawn.getexif()
    if turned:
        exif[0x0112] = turned
        exif[0x010F] = "Maker of the camera"
        exif.get_ifd(0x8825)[1] = "N"
    content = BytesIO()
    drawn.save(content, kind, exif=exif, **more)
    return content.getvalue()


def opened(content):
    """Return the picture in these bytes."""
    found = Image.open(BytesIO(content))
    found.load()
    return found

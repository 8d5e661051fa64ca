"""Whatever a camera wrote into a picture stays behind, and nothing that comes as one can hurt."""

import random
from contextlib import suppress

import pytest

from legislation_hub.problems import PictureKindUnknown, PictureUnreadable
from legislation_hub.services.picturing import LONGEST, made_anew
from tests.pictures import PDF, opened, picture


class TestMadeAnew:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_is_a_jpeg_without_what_the_camera_wrote(self, kind):
        kept = made_anew(picture(kind, turned=6))

        assert opened(kept).format == "JPEG"
        assert not opened(kept).getexif()
        assert b"Maker" not in kept
        assert b"Exif" not in kept

    def test_stands_upright(self):
        assert opened(made_anew(picture(size=(60, 40), turned=6))).size == (40, 60)

    @pytest.mark.parametrize("size", [(5000, 100), (100, 5000), (2400, 2400)])
    def test_is_no_longer_than_a_page_of_handwriting_needs(self, size):
        assert max(opened(made_anew(picture(size=size))).size) == LONGEST

    def test_is_never_made_larger(self):
        assert opened(made_anew(picture(size=(60, 40)))).size == (60, 40)

    @pytest.mark.parametrize(("mode", "colour"), [("1", 1), ("L", 255), ("RGBA", (0, 0, 0, 0)), ("LA", (0, 0))])
    def test_shows_ink_on_white_paper_however_it_was_kept(self, mode, colour):
        kept = opened(made_anew(picture("PNG", mode=mode, colour=colour)))

        assert min(kept.getpixel((5, 5))) > 250

    def test_of_what_is_no_picture_is_refused(self):
        for content in (
            b"",
            b"GIF89a" + bytes(100),
            PDF,
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"BM" + bytes(99),
        ):
            with pytest.raises(PictureKindUnknown):
                made_anew(content)

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_of_a_picture_that_breaks_off_is_refused(self, kind):
        whole = picture(kind, size=(300, 300))

        for length in (20, len(whole) // 2, len(whole) - 30):
            with pytest.raises(PictureUnreadable):
                made_anew(whole[:length])

    def test_of_a_picture_that_would_burst_is_refused_before_it_is_opened(self):
        small = picture("PNG", mode="1", colour=0, size=(20_000, 20_000))

        assert len(small) < 100_000
        with pytest.raises(PictureUnreadable):
            made_anew(small)

    @pytest.mark.filterwarnings("ignore::UserWarning")
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_of_damaged_bytes_is_a_picture_or_a_problem(self, kind):
        chance = random.Random(7)
        whole = picture(kind, size=(64, 64), colour="red", turned=3)

        for _ in range(300):
            damaged = bytearray(whole)
            for _ in range(chance.randint(1, 8)):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            with suppress(PictureUnreadable, PictureKindUnknown):
                assert opened(made_anew(bytes(damaged))).format == "JPEG"

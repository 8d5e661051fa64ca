"""Styles and scripts travel small; a page with somebody's form in it never does."""

import gzip

SMALL = {"Accept-Encoding": "gzip"}


class TestStaticFiles:
    def test_are_the_same_when_they_are_unpacked(self, browse):
        plain, small = (browse().get("/static/css/base.css", headers=way) for way in ({}, SMALL))

        assert gzip.decompress(small.data) == plain.data
        assert len(small.data) < len(plain.data) / 2
        assert small.headers["Content-Encoding"] == "gzip"
        assert "Content-Encoding" not in plain.headers
        assert "Accept-Encoding" in plain.headers["Vary"]

    def test_are_not_sent_again_to_whoever_has_them(self, browse):
        etag = browse().get("/static/css/base.css", headers=SMALL).headers["ETag"]

        again = browse().get("/static/css/base.css", headers={**SMALL, "If-None-Match": etag})

        assert (etag[:2], again.status_code, again.data) == ("W/", 304, b"")


def test_a_page_with_a_token_is_never_compressed(session, make, browse):
    make.task(code="qr77")
    session.commit()

    page = browse().get("/c/qr77/say", headers=SMALL)

    assert "csrf_token" in page.get_data(as_text=True)
    assert "Content-Encoding" not in page.headers

"""Where the files cannot be read as arrays Whoosh answers, slowly and the same, and the log says so once."""

import pytest

from legislation_hub.search.engine.cache import CACHE
from legislation_hub.search.engine.index import Index
from legislation_hub.search.engine.matching import match
from legislation_hub.search.query import parse
from legislation_hub.search.scope import EVERYTHING, Question

ASKED = [Question(parse(text), EVERYTHING) for text in ("修路", "“修路”", "修路 通电", "第三条")]


def broken(*_arguments):
    raise AttributeError("another release")


@pytest.fixture
def stocked(tmp_path, document):
    index = Index.create(tmp_path / "stocked")
    index.write([document("修路"), document("先修路，后通电"), document("通电", article="第三条")])
    return index


class TestAnotherRelease:
    @pytest.mark.parametrize("place", ["segment.read_varint", "postings.W3TermInfo", "snapshot.Segment"])
    def test_is_answered_by_whoosh(self, stocked, place, monkeypatch, caplog):
        truth = [match(stocked.snapshot(), question) for question in ASKED]
        CACHE.clear()
        monkeypatch.setattr(f"legislation_hub.search.engine.{place}", broken)
        index = Index.open(stocked.folder)
        answers = [index.search(question) for question in ASKED]

        for ours, theirs in zip(answers, truth, strict=True):
            assert (ours.total, ours.facets) == (theirs.total, theirs.facets)
            assert [key for key, _ in ours.first] == [key for key, _ in theirs.first]
        assert [record.levelname for record in caplog.records] == ["WARNING"]

    def test_is_written_and_compared_all_the_same(self, stocked, document, monkeypatch, caplog):
        monkeypatch.setattr("legislation_hub.search.engine.snapshot.Segment", broken)
        index = Index.open(stocked.folder)
        (key, digest), *others = index.contents()
        fresh = document("通水", id=key.id)
        index.write([fresh], drop=[other for other, _ in others])

        assert index.digests([key]) == {key: fresh.digest} != {key: digest}
        assert list(index.contents()) == [(key, fresh.digest)]
        assert len(caplog.records) == 1

"""Posting lists are read as they were written, by us and by Whoosh."""

import random

import numpy as np
import pytest
from whoosh import fields
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.query import Term

from legislation_hub.search.engine.codec import ArrayCodec, Postings
from legislation_hub.search.engine.postings import PostingFile

SCHEMA = fields.Schema(words=fields.TEXT(phrase=False), pairs=fields.ID())


@pytest.fixture
def written(tmp_path):
    """Return a function that writes one segment and opens it, by Whoosh and by us."""

    def write(texts):
        index = FileIndex.create(FileStorage(str(tmp_path)), SCHEMA)
        codec = ArrayCodec()
        segment = codec.new_segment(index.storage, index.indexname)
        segment.set_doc_count(len(texts))
        codec.per_document_writer(index.storage, segment).close()
        writer = codec.field_writer(index.storage, segment)
        for field in ("pairs", "words"):
            writer.begin(field, 0, 255)
            for term in sorted({word for words in texts for word in words}):
                times = [(number, words.count(term)) for number, words in enumerate(texts) if term in words]
                numbers, counts = np.array(times).T
                writer.put(term.encode(), Postings(numbers, counts if field == "words" else None))
        writer.close()
        segment.create_compound_file(index.storage)
        TOC(SCHEMA, [segment], 1).write(index.storage, index.indexname)
        return index.searcher(), PostingFile(segment, segment.open_compound_file(index.storage))

    return write


def by_whoosh(searcher, field, term):
    matcher = searcher.reader().postings(field, term)
    while matcher.is_active():
        yield matcher.id(), matcher.weight()
        matcher.next()


def by_us(lists, field, term):
    postings = lists.of(field, term)
    return list(zip(postings.numbers.tolist(), postings.times().tolist(), strict=True))


class TestPostings:
    def test_are_those_of_the_texts(self, written):
        chance = random.Random(1)
        texts = [chance.choices("abcdefgh", range(1, 9), k=chance.randint(0, 30)) for _ in range(700)]
        searcher, lists = written(texts)

        for word in "abcdefgh":
            truth = [(number, words.count(word)) for number, words in enumerate(texts) if word in words]
            assert by_us(lists, "words", word) == list(by_whoosh(searcher, "words", word)) == truth
            assert by_us(lists, "pairs", word) == [(number, 1) for number, _ in truth]

    @pytest.mark.parametrize("times", [1, 2, 255, 256, 70_000])
    def test_count_however_often_a_word_stands_there(self, written, times):
        searcher, lists = written([["a"] * times, ["a"]])

        assert by_us(lists, "words", "a") == list(by_whoosh(searcher, "words", "a")) == [(0, times), (1, 1)]

    def test_reach_beyond_two_bytes(self, written):
        searcher, lists = written([[]] * 65_535 + [["a"], ["a"]])

        assert by_us(lists, "words", "a") == [(65_535, 1), (65_536, 1)]
        assert [*searcher.docs_for_query(Term("words", "a"))] == [65_535, 65_536]

    @pytest.mark.parametrize(("field", "term"), [("words", "zz"), ("pairs", ""), ("none", "a")])
    def test_of_what_is_not_there_are_empty(self, written, field, term):
        _, lists = written([["a"]])

        assert not len(lists.of(field, term).numbers)

    def test_are_told_in_the_order_of_their_terms(self, written):
        _, lists = written([["b", "ab"], ["a"], ["修路", "b"]])

        assert [(name, term.decode(), one.numbers.tolist()) for name, term, one in lists] == [
            (name, term, numbers)
            for name in ("pairs", "words")
            for term, numbers in (("a", [1]), ("ab", [0]), ("b", [0, 2]), ("修路", [2]))
        ]

    def test_lie_in_the_file_and_are_not_copied(self, written):
        _, lists = written([["a"], ["a"], ["a", "a"]])
        postings = lists.of("words", "a")

        assert not postings.numbers.flags.owndata
        assert not postings.weights.flags.owndata
        assert postings.numbers.dtype == np.uint16

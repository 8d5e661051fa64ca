"""Columns are read as Whoosh wrote them, few values or many, few texts or many."""

import mmap

import numpy as np
import pytest
from whoosh.columns import VarBytesColumn
from whoosh.filedb.structfile import StructFile

from legislation_hub.search.engine.segment import Texts
from legislation_hub.search.scope import EVERYTHING, Filters, Grant, Scope
from legislation_hub.vocabulary import Findable


class TestPlaces:
    @pytest.mark.parametrize("count", [1, 255, 256, 300])
    def test_are_told_apart_however_many_they_are(self, finder, document, count):
        finder.put(*(document("修路", room=f"r{number}", collector=f"c{number}") for number in range(count)))
        last = f"{count - 1}"
        own = Scope((Grant(Findable.COMMENT, collectors=frozenset({f"c{last}"})),))

        assert finder.ask("修路", own).facets.rooms == {f"r{last}": 1}
        assert finder.ask("修路", filters=Filters(rooms=frozenset({f"r{last}"}))).total == 1
        assert finder.ask("修路", EVERYTHING).facets.rooms == {f"r{number}": 1 for number in range(count)}


class TestLengths:
    def test_of_what_has_no_words_are_none(self, finder, document, index):
        finder.put(document("修路"), document("？！"))
        finder.put(document("……"))

        assert finder.ask("修路").total == 1
        assert [leaf.segment.lengths.tolist() for leaf in index.snapshot().leaves] == [[1, 0], [0]]


class TestTexts:
    @pytest.mark.parametrize("cutoff", [2, 1000])
    @pytest.mark.parametrize("longest", [3, 300, 70_000])
    def test_are_read_with_and_without_their_offsets(self, tmp_path, cutoff, longest):
        texts = [b"", "修路".encode(), b"x" * longest, "先修路，后通电".encode(), b""]
        path = tmp_path / "column"
        with path.open("wb") as file:
            file.write(b"before")
            writer = VarBytesColumn(write_offsets_cutoff=cutoff).writer(StructFile(file))
            for number, text in enumerate(texts):
                writer.add(number, text)
            writer.finish(len(texts))
        with path.open("rb") as file:
            source = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        column = Texts(source, len(b"before"), len(source) - len(b"before"), len(texts))

        assert [column.at(number) for number in range(len(texts))] == texts
        assert column.contain("修路".encode(), np.array([0, 1, 3])).tolist() == [False, True, True]
        assert column.contain("路，后通".encode(), np.array([1, 2, 3])).tolist() == [False, False, True]
        assert not column.contain("电x".encode(), np.arange(5)).any()

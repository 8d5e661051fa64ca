import json
import random
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from legislation_hub.problems import (
    CommentCountedTwice,
    ManifestChanged,
    ManifestRootWrong,
    ManifestUnreadable,
    Problem,
)
from legislation_hub.proofs.canonical import canonical
from legislation_hub.proofs.leaves import leaf
from legislation_hub.proofs.manifest import Counted, build, read, write
from legislation_hub.proofs.merkle import root

SIGNED = datetime(2026, 8, 5, 9, 30, tzinfo=UTC)


def counted(serial):
    return Counted(f"520521101-2026-{serial}", leaf(bytes([serial]) * 32, str(serial), f"第{serial}条意见"))


def manifest(*points):
    return build("R-2026-3", SIGNED, [[counted(serial) for serial in point] for point in points])


class TestBuild:
    def test_holds_points_in_order_and_the_root_over_the_numbers_in_order(self):
        made = manifest([10, 2], [7])

        assert [point["number"] for point in made["points"]] == [1, 2]
        assert [comment["number"][-1] for comment in made["points"][0]["comments"]] == ["2", "0"]
        assert made["tree_size"] == 3
        assert made["root"] == root([counted(serial).leaf for serial in (2, 7, 10)]).hex()
        assert made["signed_at"] == "2026-08-05T09:30:00Z"

    def test_its_digest_leaves_itself_out(self):
        made = dict(manifest([1], [2]))
        digest = made.pop("digest")

        assert digest == sha256(canonical(made)).hexdigest()

    def test_refuses_a_comment_in_two_points(self):
        with pytest.raises(CommentCountedTwice, match="2026-2"):
            manifest([1, 2], [2, 3])


class TestRead:
    def test_gives_back_what_was_written(self):
        assert read(write(manifest([1, 2], [], [3]))) == manifest([1, 2], [], [3])

    def test_finds_a_comment_taken_out_even_where_size_and_digest_were_made_to_fit(self):
        forged = dict(manifest([1], [3]), root=manifest([1, 2], [3])["root"], digest="")
        forged["digest"] = sha256(canonical({k: v for k, v in forged.items() if k != "digest"})).hexdigest()

        with pytest.raises(ManifestRootWrong):
            read(canonical(forged))

    def test_finds_a_comment_moved_to_another_point(self):
        moved = dict(manifest([1, 2], [3]), points=manifest([1], [2, 3])["points"])

        with pytest.raises(ManifestChanged):
            read(canonical(moved))

    def test_finds_another_spelling_of_the_same_manifest(self):
        with pytest.raises(ManifestChanged):
            read(json.dumps(manifest([1])).encode())

    @pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b"\xff", b'"x"', b"[" * 100_000, b'{"report":1}'])
    def test_says_when_it_is_no_manifest(self, data):
        with pytest.raises(ManifestUnreadable):
            read(data)

    def test_finds_each_of_a_thousand_changed_bytes(self):
        data = write(manifest(*([serial, serial + 100] for serial in range(1, 40))))
        chance = random.Random(9162)

        for _ in range(1000):
            place = chance.randrange(len(data))
            changed = bytearray(data)
            changed[place] ^= chance.randrange(1, 256)
            with pytest.raises(Problem):
                read(bytes(changed))

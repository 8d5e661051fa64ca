from hashlib import sha256

import pytest

from legislation_hub.proofs.leaves import leaf, order

SALT = bytes(range(32))


class TestLeaf:
    def test_is_the_hash_that_the_contract_names(self):
        words = "路灯要装到寨子里头来。"
        whole = b"\x00" + SALT + b"520521101-2026-0007" + b"\x00" + words.encode()

        assert leaf(SALT, "520521101-2026-0007", words) == sha256(whole).digest()

    def test_tells_number_and_words_apart(self):
        assert leaf(SALT, "1", "2三") != leaf(SALT, "12", "三")

    @pytest.mark.parametrize(("salt", "number"), [(b"short", "1"), (SALT, "1\x00")])
    def test_refuses_what_would_be_ambiguous(self, salt, number):
        with pytest.raises(ValueError, match=r"^a (salt|number)"):
            leaf(salt, number, "words")


class TestOrder:
    def test_counts_like_a_person(self):
        numbers = ["520521101-2026-10", "520521101-2026-9", "520521001-2026-11", "520521101-2025-99"]

        assert sorted(numbers, key=order) == [
            "520521001-2026-11", "520521101-2025-99", "520521101-2026-9", "520521101-2026-10",
        ]  # fmt: skip

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legislation_hub.proofs.merkle import leads_to, leaf_hash, node_hash, path, root

# The eight inputs and roots that implementations of RFC 6962 and 9162 are tested with.
INPUTS = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def by_definition(leaves):
    """The recursive definition of RFC 9162, section 2.1.1."""
    if len(leaves) == 1:
        return leaves[0]
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(by_definition(leaves[:k]), by_definition(leaves[k:]))


class TestRoot:
    @pytest.mark.parametrize("size", range(1, 9))
    def test_is_the_known_one(self, size):
        assert root([leaf_hash(data) for data in INPUTS[:size]]).hex() == ROOTS[size - 1]

    def test_of_nothing_is_the_hash_of_nothing(self):
        assert root([]) == sha256(b"").digest()

    @given(st.integers(1, 200))
    def test_is_that_of_the_definition(self, size):
        leaves = [leaf_hash(bytes([i])) for i in range(size)]

        assert root(leaves) == by_definition(leaves)


class TestPath:
    @pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 13, 100])
    def test_leads_from_every_leaf_to_the_root_and_from_no_other_place(self, size):
        leaves = [leaf_hash(bytes([i])) for i in range(size)]
        top = root(leaves)

        for index, leaf in enumerate(leaves):
            steps = path(leaves, index)
            assert leads_to(top, leaf, index, size, steps)
            assert not leads_to(top, leaf_hash(b"other"), index, size, steps)
            assert not leads_to(top, leaf, index, size, (*steps, leaf))
            assert not leads_to(top, leaf, index + size, size, steps)
            assert not any(leads_to(top, leaf, other, size, steps) for other in range(size) if other != index)
            if steps:
                assert not leads_to(top, leaf, index, size, steps[:-1])

    def test_there_is_none_for_a_leaf_that_is_not_there(self):
        with pytest.raises(IndexError):
            path([leaf_hash(b"")], 1)

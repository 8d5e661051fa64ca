from dataclasses import replace
from hashlib import sha256

import pytest

from legislation_hub.proofs.chain import GENESIS, Link, digest_of, verify


def chain(length):
    links, head = [], GENESIS
    for sequence in range(1, length + 1):
        fields = {"tag": "comment_recorded", "subject": f"第{sequence}条"}
        links.append(Link(sequence, head, digest_of(sequence, head, fields), fields))
        head = links[-1].digest
    return links


class TestDigest:
    def test_is_sha256_of_canonical_json(self):
        text = f'{{"fields":{{"tag":"开"}},"previous":"{GENESIS}","sequence":1}}'

        assert digest_of(1, GENESIS, {"tag": "开"}) == sha256(text.encode()).hexdigest()


class TestVerify:
    def test_holds_for_an_untouched_chain_and_for_an_empty_one(self):
        assert verify(chain(20)) is None
        assert verify([]) is None

    def test_holds_page_by_page(self):
        links = chain(20)

        assert verify(links[10:], head=links[9].digest, first=11) is None

    def test_names_the_event_whose_fields_were_changed(self):
        links = chain(20)
        links[6] = replace(links[6], fields={"tag": "other"})

        assert verify(links) == 7

    def test_names_the_next_event_where_the_hash_was_made_to_fit(self):
        links = chain(20)
        forged = {"tag": "other"}
        links[6] = Link(7, links[6].previous, digest_of(7, links[6].previous, forged), forged)

        assert verify(links) == 8

    @pytest.mark.parametrize("lost", [1, 7, 19])
    def test_names_the_event_that_is_missing(self, lost):
        links = [link for link in chain(20) if link.sequence != lost]

        assert verify(links) == lost

    def test_names_the_first_of_two_that_changed_places(self):
        links = chain(20)
        links[3], links[4] = links[4], links[3]

        assert verify(links) == 4

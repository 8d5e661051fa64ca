import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legislation_hub.problems import (
    ReceiptMistyped,
    ReceiptNotCounted,
    ReceiptOfAnotherReport,
    ReceiptUnreadable,
)
from legislation_hub.proofs.leaves import leaf
from legislation_hub.proofs.manifest import Counted, build
from legislation_hub.proofs.receipts import (
    ALPHABET,
    behind,
    derive,
    fingerprint,
    normalise,
    read_receipt,
    receipt_file,
    verify_receipt,
)

SECRET = b"s" * 32
SUBMISSION = UUID("019892a0-0000-7000-8000-000000000001")
CODE = derive(SECRET, SUBMISSION)


class TestCode:
    def test_is_known_for_a_known_secret(self):
        assert CODE == "XFVN-XNEN-NXWA-S6RX-1172-A1FY-5MFZ"

    def test_differs_with_the_secret_and_with_the_submission(self):
        other = UUID("019892a0-0000-7000-8000-000000000002")

        assert len({CODE, derive(b"t" * 32, SUBMISSION), derive(SECRET, other)}) == 3

    @given(st.binary(min_size=1), st.uuids())
    def test_is_its_own_normal_form(self, secret, submission):
        assert normalise(derive(secret, submission)) == derive(secret, submission)

    def test_is_understood_as_people_type_it(self):
        spoken = CODE.lower().replace("-", " ").replace("1", "l").replace("0", "o")
        wide = "".join(chr(ord(c) + 0xFEE0) for c in CODE)

        assert normalise(f"  {spoken}\n") == normalise(wide) == normalise(CODE.replace("1", "I")) == CODE

    @pytest.mark.parametrize("place", range(len(CODE)))
    def test_one_wrong_character_is_told(self, place):
        if CODE[place] == "-":
            return
        wrong = ALPHABET[(ALPHABET.index(CODE[place]) + 1) % 32]

        with pytest.raises(ReceiptMistyped):
            normalise(CODE[:place] + wrong + CODE[place + 1 :])

    @pytest.mark.parametrize("typed", ["", CODE[:-1], CODE + "0", CODE.replace("2", "U", 1), "票" * 28])
    def test_what_cannot_be_a_code_is_told(self, typed):
        with pytest.raises(ReceiptMistyped):
            normalise(typed)

    def test_fingerprint_is_the_same_however_it_was_typed(self):
        assert fingerprint(CODE.lower()) == fingerprint(CODE)
        assert CODE not in fingerprint(CODE)


WORDS = {f"520521101-2026-{serial:04}": f"第{serial}条要写清楚。" for serial in range(1, 12)}
SALTS = {number: number.encode().ljust(32, b".") for number in WORDS}
COMMENTS = [Counted(number, leaf(SALTS[number], number, words)) for number, words in WORDS.items()]
MANIFEST = build("R-2026-3", datetime(2026, 8, 5, tzinfo=UTC), [COMMENTS[::2], COMMENTS[1::2]])


def receipt(number="520521101-2026-0004"):
    return receipt_file(MANIFEST, number, WORDS[number], SALTS[number])


class TestReceiptFile:
    @pytest.mark.parametrize("number", WORDS)
    def test_proves_every_comment_of_the_report(self, number):
        written = json.dumps(receipt(number), ensure_ascii=False).encode()

        verify_receipt(MANIFEST, read_receipt(written))

    def test_is_not_made_for_other_words(self):
        with pytest.raises(ReceiptNotCounted):
            receipt_file(MANIFEST, "520521101-2026-0004", "别的话", SALTS["520521101-2026-0004"])

    @pytest.mark.parametrize(
        "change",
        [
            {"words": "第4条要写清楚"},
            {"number": "520521101-2026-0005"},
            {"salt": "00" * 32},
            {"salt": "00"},
            {"index": 4},
            {"index": -1},
            {"path": []},
        ],
    )
    def test_proves_nothing_once_changed(self, change):
        with pytest.raises(ReceiptNotCounted):
            verify_receipt(MANIFEST, receipt() | change)

    def test_belongs_to_one_report(self):
        other = build("R-2026-4", datetime(2026, 8, 5, tzinfo=UTC), [COMMENTS])

        with pytest.raises(ReceiptOfAnotherReport):
            verify_receipt(other, receipt())

    @pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"format":1}'])
    def test_says_when_it_is_no_receipt(self, data):
        with pytest.raises(ReceiptUnreadable):
            read_receipt(data)


class TestBehind:
    def test_is_the_same_each_time_and_still_a_uuid_of_its_moment(self):
        form_id = UUID("01890a5d-ac96-774b-bcce-b302099a8057")

        made = behind(b"secret", form_id)

        assert made == behind(b"secret", form_id)
        assert made != behind(b"another", form_id)
        assert (made.version, made.variant, made.int >> 80) == (7, form_id.variant, form_id.int >> 80)

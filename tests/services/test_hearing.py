"""What was heard says the same in every shape and format in which it arrives."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from legislation_hub.services.hearing import Heard, content_of, fingerprint, slips_in
from legislation_hub.vocabulary import Channel, Consent, Place, Stance

SALT = bytes(range(32))
BARE = Heard(id=UUID(int=1), task=UUID(int=2), words="边沟要一起修。", consent=Consent.ORAL)
FULL = Heard(
    id=UUID("01890a5d-ac96-774b-bcce-b302099a8057"),
    task=UUID(int=2),
    words="第八条太窄了。\n要写清楚。",
    consent=Consent.WRITTEN,
    provision="art_8__para_2",
    place=Place.PROVISION,
    stance=Stance.AMEND,
    proposal="改为三年",
    reason="",
    household="0117",
    channel=Channel.VISIT,
    language="彝语",
    interpreter="张三",
    heard_at=datetime(2026, 11, 20, 8, 30, tzinfo=UTC),
    submission=UUID(int=3),
    corrects=UUID(int=4),
    speaker="李四",
    identity="村民",
    age_band="36-59",
    wants_answer=False,
)


class TestFingerprint:
    @pytest.mark.parametrize(
        ("heard", "frozen"),
        [
            # Computed by the first release: a comment of format 1 keeps its fingerprint for good.
            (BARE, "7c9d929e5db67628a6e83091d07b94d9477c3f9e5038f09c7fae23d9388c0489"),
            (FULL, "27e42e229ede5a96af4c1101f101e08a7adae11be5417e70d4fdd01a57cb671e"),
        ],
    )
    def test_of_the_first_format_never_changes(self, heard, frozen):
        assert fingerprint(SALT, heard) == frozen

    @pytest.mark.parametrize("nothing", [{"quote": None}, {"quote": ""}, {"quote": "", "quote_start": 3}])
    def test_is_the_same_in_the_second_format_where_nothing_is_quoted(self, nothing):
        assert fingerprint(SALT, replace(FULL, format=2, **nothing)) == fingerprint(SALT, FULL)

    def test_is_another_where_something_is_quoted(self):
        quoted = replace(FULL, quote="边沟")

        assert fingerprint(SALT, quoted) != fingerprint(SALT, FULL)
        assert fingerprint(SALT, replace(quoted, quote="边 沟")) != fingerprint(SALT, quoted)
        assert fingerprint(SALT, replace(quoted, quote_start=3)) != fingerprint(SALT, quoted)
        assert fingerprint(SALT, replace(quoted, format=2)) == fingerprint(SALT, quoted)

    @pytest.mark.parametrize(
        ("heard", "frozen"),
        [
            # Computed by the second release.
            (
                replace(FULL, quote="边沟", quote_start=3),
                "4a5b2d34a35dbf9a276c4ed1f7299f83858d89ee9de0bf5b6fe84efac82d4b76",
            ),
            (replace(BARE, quote="边 沟"), "828d6146daf812a347a85da5d6f2b7db74e3255bf95e3f01fb4f1c5da0974c08"),
        ],
    )
    def test_of_the_second_format_never_changes(self, heard, frozen):
        assert fingerprint(SALT, heard) == frozen
        assert fingerprint(SALT, replace(heard, format=3)) == frozen

    def test_is_another_where_a_meeting_or_a_slip_is_named(self):
        at_meeting, on_slip = replace(BARE, meeting=UUID(int=9)), replace(BARE, slip=9)

        assert len({fingerprint(SALT, one) for one in (BARE, at_meeting, on_slip)}) == 3
        assert content_of(on_slip) == {**content_of(BARE), "meeting": None, "slip": 9, "format": 3}

    def test_covers_the_quotation(self):
        assert content_of(replace(FULL, quote="边沟", quote_start=3)) == {
            **content_of(FULL),
            "quote": "边沟",
            "quote_start": 3,
            "format": 2,
        }


class TestSlipsIn:
    @pytest.mark.parametrize("quote", ["边", " 边 ", "　", "边" * 301, "边\0沟"])
    def test_names_a_quotation_that_is_none(self, quote):
        assert next(field for field, _text in slips_in(replace(FULL, quote=quote))) == "quote"

    @pytest.mark.parametrize("quote", [None, "", "边沟", "边" * 300])
    def test_takes_two_to_three_hundred_characters(self, quote):
        assert slips_in(replace(FULL, quote=quote)) == []

"""Characters that sound alike are known, as the county speaks and as keyboards take them."""

import pytest

from legislation_hub.search.sounds import alike, said, typed


class TestAlike:
    def test_has_the_same_sound_but_not_the_character_itself(self):
        assert "基" in alike("机")
        assert "机" not in alike("机")

    @pytest.mark.parametrize(
        ("one", "other"), [("耕", "根"), ("诉", "树"), ("牛", "刘"), ("飞", "灰"), ("情", "秦")]
    )
    def test_knows_what_the_south_west_does_not_tell_apart(self, one, other):
        assert one in alike(other)

    def test_never_offers_what_stands_everywhere(self):
        assert "的" not in alike("地")

    def test_has_nothing_for_what_is_no_character(self):
        assert alike("x") == ()


class TestTyped:
    @pytest.mark.parametrize(
        ("letters", "syllables"),
        [
            ("zhaijidi", ("zhai", "ji", "di")),
            ("xian", ("xian",)),
            ("fangan", ("fang", "an")),
            ("gongan", ("gong", "an")),
            ("hello", ()),
            ("", ()),
        ],
    )
    def test_is_read_by_its_longest_syllables(self, letters, syllables):
        assert typed(letters) == syllables

    def test_looks_at_each_ending_once(self):
        typed.cache_clear()

        assert typed("enenenenenenenenenenenev") == ()
        assert typed.cache_info().misses <= 25

    def test_leads_to_characters_those_of_the_law_first(self):
        assert said("fa")[0] == "法"

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legislation_hub.legaltext.numbering import arabic, chinese, follows, number_of, order


@given(st.integers(1, 9999))
def test_a_numeral_is_written_as_statutes_print_it(number):
    assert chinese(number) == cn2an.an2cn(str(number)).removeprefix("一" if 10 <= number < 20 else "")


@given(st.integers(1, 9999))
def test_what_is_written_is_read_again(number):
    assert arabic(chinese(number)) == number


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("一百零二", 102),
        ("一百〇二", 102),
        ("一〇二", 102),
        ("102", 102),
        ("１０２", 102),
        ("一千二百六十", 1260),
        ("十", 10),
        ("二 十", 20),
        ("两百", 200),
        ("二〇二三", 2023),
    ],
)
def test_a_numeral_is_read_however_it_is_written(numeral, number):
    assert arabic(numeral) == number


@pytest.mark.parametrize("text", ["", "甲", "一甲", "²", "一" * 5000])
def test_what_is_no_numeral_has_no_number(text):
    assert arabic(text) is None


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("第一百二十条之一", "120-1"),
        ("第 十二 条", "12"),
        ("（三）", "3"),
        ("第二分编", "2"),
        ("附件", ""),
        ("二、", "2"),
    ],
)
def test_a_label_has_the_number_of_the_contract(label, number):
    assert number_of(label) == number


def test_inserted_numbers_stand_between_their_neighbours():
    assert sorted(["121", "120-2", "120", "120-1", "9"], key=order) == ["9", "120", "120-1", "120-2", "121"]


@pytest.mark.parametrize(
    ("before", "number", "expected"),
    [
        ("12", "13", True),
        ("12", "12-1", True),
        ("12-1", "12-2", True),
        ("12-1", "13", True),
        ("12", "14", False),
        ("12", "12", False),
        ("12", "12-2", False),
        ("13", "12", False),
    ],
)
def test_only_the_next_number_follows(before, number, expected):
    assert follows(number, before) is expected

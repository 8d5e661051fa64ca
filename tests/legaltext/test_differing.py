import time

from hypothesis import given
from hypothesis import strategies as st

from legislation_hub.legaltext.differing import Piece, differences
from legislation_hub.vocabulary import Change

SAME, ADDED, DROPPED = Change.SAME, Change.ADDED, Change.DROPPED
TEXTS = st.text("甲乙丙丁第十条款，。12ab \n", max_size=60)


def joined(pieces, *kinds):
    return "".join(one.text for one in pieces if one.kind in kinds)


def test_what_was_dropped_stands_before_what_was_added():
    assert differences("应当报告。", "应当及时通报。") == (
        Piece(SAME, "应当"),
        Piece(DROPPED, "报告"),
        Piece(ADDED, "及时通报"),
        Piece(SAME, "。"),
    )


def test_numbers_and_names_of_provisions_are_never_cut():
    pieces = differences("第一百二十条规定的120日内", "第一百二十一条规定的12日内")

    assert [one.text for one in pieces if one.kind is not SAME] == ["第一百二十条", "第一百二十一条", "120", "12"]


def test_one_sign_between_two_changes_counts_as_changed():
    pieces = differences("乡镇的道路", "街道的桥梁")

    assert [one.kind for one in pieces] == [DROPPED, ADDED]


def test_equal_texts_are_one_piece_and_empty_ones_none():
    assert differences("甲", "甲") == (Piece(SAME, "甲"),)
    assert differences("", "") == ()


@given(TEXTS, TEXTS)
def test_both_texts_can_be_put_together_again(old, new):
    pieces = differences(old, new)

    assert joined(pieces, SAME, DROPPED) == old
    assert joined(pieces, SAME, ADDED) == new
    assert all(one.text for one in pieces)


def test_a_paragraph_of_13000_signs_is_compared_at_once():
    old = "".join(chr(0x4E00 + at * 7 % 3000) for at in range(13_000))
    new = "".join(sign for at, sign in enumerate(old) if at % 10) + old[:300]

    start = time.process_time()
    differences(old, new)

    assert time.process_time() - start < 1

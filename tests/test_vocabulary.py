"""Words spelled alike are told apart, and every word has a label."""

import pytest

from legislation_hub.vocabulary import LABELS, AnswerWay, Channel, Place, Stage, Stance, Word

KINDS = Word.__subclasses__()


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_has_a_label(kind):
    assert [word for word in kind if word not in LABELS] == []


def test_a_visit_is_a_channel_at_the_door_and_another_thing_when_an_answer_is_told():
    assert Channel.VISIT != AnswerWay.VISIT
    assert LABELS[Channel.VISIT] == "Household visit"
    assert LABELS[AnswerWay.VISIT] == "Told at the door"


def test_a_word_equals_its_plain_text():
    assert Stage.OPEN == "open"
    assert "open" in {Stage.OPEN}
    assert Stance.OTHER != "open"
    assert Place("whole") is Place.WHOLE

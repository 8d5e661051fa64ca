"""A law is named with its reading once."""

import pytest

from legislation_hub.legaltext.titling import titled


@pytest.mark.parametrize(
    ("title", "reading", "named"),
    [
        ("某条例（草案）", "二审稿", "某条例（草案）（二审稿）"),
        ("某条例（草案二审稿）", "二审稿", "某条例（草案二审稿）"),
        ("某条例（草案二次审议稿）", "二审稿", "某条例（草案二次审议稿）"),
        ("某条例（草案二次审议稿）", "三审稿", "某条例（草案二次审议稿）（三审稿）"),
        ("某条例（征求意见稿）", "征求意见稿（示例）", "某条例（征求意见稿）（示例）"),
        ("某条例（草案二次审议稿）", "二审稿（示例）", "某条例（草案二次审议稿）（示例）"),
        ("某条例（征求意见稿）（示例）", "征求意见稿（示例）", "某条例（征求意见稿）（示例）"),
        ("某条例", "征求意见稿（示例）", "某条例（征求意见稿）（示例）"),
        ("某条例", "", "某条例"),
    ],
)
def test_a_reading_is_named_once_and_what_it_says_besides_stays(title, reading, named):
    assert titled(title, reading) == named

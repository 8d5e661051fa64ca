"""What people say at their doors in one day: everything that a keyboard can write, from a seed."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from random import Random
from typing import Any

# Phrases of the county, quotation marks of every kind, emoji (with skin tones and joined ones), names of rare
# characters, two of them outside the basic plane; letters and signs that are several code points, in both orders.
PIECES = (
    "路修到组上，边沟也要一起修。", "我赞成这一条", "“谁建谁管”这个说法不清楚", "'单引号'", '"双引号"', "「直角」",
    "喆", "昇", "祎", "镕", "𠮷", "𪚥", "喆昇说：", "王祎、李镕、𠮷田都这么讲", "第十二条第二款第（三）项",
    "——", "……", "～", "１２％", "½", "x²+y²", "ཀི་", "ꆈꌠ", "ไทย", "神\ufe00", "葛\U000e0100",
    "👍", "👨\u200d👩\u200d👧\u200d👦", "🙏🏽", "❤\ufe0f", "🇨🇳", "e\u0301", "\u00e9", "n\u0303", "a\u0308\u0304",
    "\uac01", "\u1100\u1161\u11a8", "\n", "\n\n", "\t", "  ", "\u3000", "\u200b", "\u00a0", "\u2028", "\ufeff",
    "<b>不是标签</b>", "&amp;", "{{ 7*7 }}", "'; DROP TABLE words;--", "=1+1", "\\n", "%s", "null",
)  # fmt: skip
EDGES = ("", "", "", " ", "  ", "\u3000", "\n", "\t")
STANCES = ("support", "amend", "add", "delete", "wording", "question", "oppose", "other")
LONGEST = 3_000


@dataclass(frozen=True, slots=True)
class Saying:
    """One comment as the person at the door means it, before it has an id."""

    words: str
    stance: str
    proposal: str
    reason: str
    provision: str | None
    household: str | None

    def wire(self, task: str) -> dict[str, Any]:
        """Return it as the notebook is told it."""
        said = {name: value for name, value in asdict(self).items() if value is not None}
        place = "provision" if self.provision else "whole"
        return {**said, "task": task, "consent": "oral", "channel": "visit", "place": place}


def sayings(luck: Random, provisions: Sequence[str], households: Sequence[str]) -> Iterator[Saying]:
    """Yield as many as one asks for; most are short, some have 3,000 characters, some one."""
    while True:
        yield Saying(
            words=_text(luck, _length(luck)),
            stance=luck.choice(STANCES),
            proposal=_text(luck, luck.randint(1, 80)) if luck.random() < 0.3 else "",
            reason=_text(luck, luck.randint(1, 80)) if luck.random() < 0.3 else "",
            provision=luck.choice(provisions) if luck.random() < 0.8 else None,
            household=luck.choice(households) if luck.random() < 0.7 else None,
        )


def _length(luck: Random) -> int:
    dice = luck.random()
    if dice < 0.05:
        return 1
    return LONGEST if dice < 0.08 else luck.randint(2, 400) if dice < 0.3 else luck.randint(2, 60)


def _text(luck: Random, length: int) -> str:
    """Return about so many characters, with something in it that can be read."""
    if length == 1:
        return luck.choice("好行𠮷喆7A")
    text = luck.choice("我们你他要不可以路水田")
    while len(text) < length:
        text += luck.choice(PIECES)
    return luck.choice(EDGES) + text[:length] + luck.choice(EDGES)

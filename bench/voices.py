"""Comments that nobody made, the same for every seed: words of the laws and of the street, places, articles."""

import csv
import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from uuid import UUID

from legislation_hub.search import analysis
from legislation_hub.search.document import Document
from legislation_hub.search.scope import Key
from legislation_hub.vocabulary import Findable, Stance

SHARED = Path(__file__).resolve().parents[2] / "shared/data"
START = datetime(2026, 8, 5, 1, tzinfo=UTC)
ROOMS, COLLECTORS, DRAFTS = 28, 280, 12
WORDS = 12_000

TALK = (
    "咋个办 莫让大家猜 我们寨子 老百姓 说老实话 搞不懂 跑断腿 扯皮 拖起不办 没得哪个管 打电话没人接 看病贵 "
    "娃娃上学 种地不划算 要得 不合适 太高了 写清楚点 一刀切 公示出来 哪个说了算 山高路远 外出打工 留守老人 "
    "修路占地 牲口 烤烟 猪圈 自来水 危房"
).split()
CITED = ("第{}条", "第 {} 条", "第{}條", "{}条")
DIGITS = "零一二三四五六七八九"
ARTICLE = re.compile(
    r"^[ \t　]*(第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)[\s　]+", re.MULTILINE
)


def provisions() -> Iterator[Document]:
    """Yield the articles of all laws."""
    for path in sorted((SHARED / "laws/text").glob("*.txt")):
        _, *parts = ARTICLE.split(path.read_text(encoding="utf-8-sig"))
        for number, (label, body) in enumerate(zip(parts[::2], parts[1::2], strict=True)):
            key = Key(Findable.PROVISION, f"{path.stem[:4]}-{number}")
            yield Document(key, body.strip(), draft=path.stem[:4], at=START, article=label, station="station")


def vocabulary(laws: list[Document]) -> list[str]:
    """Return the words of the laws and of the street, the most frequent first; talk is common."""
    counted = Counter(
        token.text
        for law in laws
        for token in analysis.words(analysis.fold(law.text))
        if 2 <= len(token.text) <= 4 and not token.text.isascii()
    )
    words = [word for word, _ in counted.most_common(WORDS)]
    for number, said in enumerate(TALK):
        words.insert(20 + 12 * number, said)
    return words


def comments(count: int, words: list[str], seed: int = 1) -> Iterator[Document]:
    """Yield ``count`` comments, a minute after one another; word n comes 1/n as often as the first."""
    chance = random.Random(seed)
    with (SHARED / "divisions/dafang_villages.csv").open(encoding="utf-8-sig", newline="") as file:
        places = [row["name"] for row in csv.DictReader(file)]
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    for number in range(count):
        said = chance.choices(words, cum_weights=weights, k=min(120, 6 + int(chance.expovariate(1 / 24))))
        marks = chance.choices(("", "，", "。", "、"), (12, 3, 1, 1), k=len(said))
        text = "".join(map("".join, zip(said, marks, strict=True)))
        if chance.random() < 0.2:
            text = f"{chance.choice(places)}的：{text}"
        if chance.random() < 0.3:
            text += f"见{_cited(chance)}。"
        collector = chance.randrange(COLLECTORS)
        yield Document(
            Key(Findable.COMMENT, str(UUID(int=chance.getrandbits(128)))),
            text,
            draft=f"draft-{chance.randrange(DRAFTS)}",
            at=START + timedelta(minutes=number),
            article=f"第{_numeral(chance.randint(1, 99))}条" if chance.random() < 0.8 else "",
            station="station",
            room=f"room-{collector % ROOMS}",
            collector=f"collector-{collector}",
            stance=chance.choice([*Stance]).value,
        )


def _cited(chance: random.Random) -> str:
    number = chance.randint(1, 99)
    return chance.choice(CITED).format(chance.choice((str(number), _numeral(number))))


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return f"{DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{DIGITS[ones] if ones else ''}"

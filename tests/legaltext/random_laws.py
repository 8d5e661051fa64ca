"""Laws that nobody passed: every level, 条标, lists in lists, quotations and annexes, as Hypothesis strategies."""

from collections.abc import Iterator, Sequence
from itertools import count, islice

from hypothesis import strategies as st

from legislation_hub.legaltext.numbering import chinese
from legislation_hub.legaltext.tree import Annex, LegalText, Provision
from legislation_hub.vocabulary import Genre, Level

WORDS = st.text("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", min_size=1, max_size=12)
QUOTED = (
    "“第三条　丑。”",
    "《某某法》第五条第（二）项",
    "“（一）寅；”",
    "第一款、第二款",
    "12345",
    "A类",
    "（以下简称甲）",
)
SENTENCES = st.tuples(WORDS, st.sampled_from(("", *QUOTED)), WORDS).map(lambda parts: "".join(parts) + "。")
LEADS = WORDS.map(lambda words: f"{words}，有下列情形之一的：")
ITEMS = WORDS.map(lambda words: f"{words}；")
ITEM_LEADS = WORDS.map(lambda words: f"{words}：")
HEADINGS = st.text("天地玄黄宇宙洪荒日月盈昃辰宿列张", min_size=2, max_size=8)
STYLES = ("{}.", "（{}）", "{}）")
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"

ABOVE = (
    (),
    (Level.CHAPTER,),
    (Level.CHAPTER, Level.SECTION),
    (Level.PART, Level.CHAPTER),
    (Level.PART, Level.CHAPTER, Level.SECTION),
    (Level.PART, Level.SUBPART, Level.CHAPTER, Level.SECTION),
    (Level.CLAUSE,),
)
PRINTED = {
    Level.PART: ("part", "第{}编"),
    Level.SUBPART: ("subpart", "第{}分编"),
    Level.CHAPTER: ("chp", "第{}章"),
    Level.SECTION: ("sec", "第{}节"),
    Level.CLAUSE: ("cl", "{}、"),
}


@st.composite
def laws(draw: st.DrawFn) -> LegalText:
    """Draw a law; its eIds are given here by the contract, not by the parser."""
    above = draw(st.sampled_from(ABOVE))
    numbers = draw(_article_numbers())
    return LegalText(
        title="某某法",
        note=draw(st.none() | st.just("（2020年1月1日某某人民代表大会通过）")),
        provisions=tuple(_headed(draw, above, "", "", iter(numbers))),
        closing=draw(st.sampled_from(((), ("某某人民政府", "2020年1月1日")))),
        annexes=tuple(_annexes(draw)),
        genre=Genre.FULL,
    )


@st.composite
def _article_numbers(draw: st.DrawFn) -> list[str]:
    """Draw numbers that go up by one from 1, 99 or 999, some of them inserted: 第一百条之一."""
    number, numbers = draw(st.sampled_from((1, 99, 999))), []
    for _ in range(draw(st.integers(2, 8))):
        numbers.append(str(number))
        numbers += [f"{number}-{second}" for second in range(1, draw(st.integers(0, 2)) + 1)]
        number += 1
    return numbers


def _headed(
    draw: st.DrawFn, above: Sequence[Level], eid: str, annex: str, numbers: Iterator[str]
) -> Iterator[Provision]:
    """Yield headings of the outermost level in ``above``, each with something below, while numbers last."""
    if not above:
        for number in islice(numbers, draw(st.integers(1, 3))):
            yield _article(draw, number, annex)
        return
    level, below = above[0], above[1:]
    name, printed = PRINTED[level]
    for number in count(1):
        own = f"{eid}__{name}_{number}" if eid else f"{name}_{number}"
        children = tuple(_headed(draw, below, own, annex, numbers))
        if not children:
            return
        yield Provision(level, str(number), printed.format(chinese(number)), draw(HEADINGS), own, "", children)
        if eid and draw(st.booleans()):
            return


def _article(draw: st.DrawFn, number: str, annex: str) -> Provision:
    first, _, second = number.partition("-")
    label = f"第{chinese(int(first))}条" + (f"之{chinese(int(second))}" if second else "")
    eid = f"{annex}__art_{number}" if annex else f"art_{number}"
    heading = draw(st.sampled_from(("", "", "立法目的", "适用范围")))
    return Provision(Level.ARTICLE, number, label, heading, eid, "", tuple(_paragraphs(draw, eid)))


def _paragraphs(draw: st.DrawFn, above: str) -> Iterator[Provision]:
    for number in range(1, draw(st.integers(1, 3)) + 1):
        eid = f"{above}__para_{number}"
        items = tuple(_items(draw, eid)) if draw(st.booleans()) else ()
        text = draw(LEADS if items else SENTENCES)
        yield Provision(Level.PARAGRAPH, str(number), "", "", eid, text, items)


def _items(draw: st.DrawFn, above: str) -> Iterator[Provision]:
    for number in range(1, draw(st.integers(1, 4)) + 1):
        eid = f"{above}__item_{number}"
        below = tuple(_subitems(draw, eid, STYLES)) if draw(st.booleans()) else ()
        text = draw(ITEM_LEADS if below else ITEMS)
        if not below and number > 1 and draw(st.booleans()):
            text = draw(ITEMS)
        yield Provision(Level.ITEM, str(number), f"（{chinese(number)}）", "", eid, text, below)


def _subitems(draw: st.DrawFn, above: str, styles: Sequence[str]) -> Iterator[Provision]:
    """Yield 目; what is below 1. counts by （1）, and so on, for no two open lists count alike."""
    for number in range(1, draw(st.integers(1, 3)) + 1):
        eid = f"{above}__sub_{number}"
        below = tuple(_subitems(draw, eid, styles[1:])) if styles[1:] and draw(st.integers(0, 3)) == 0 else ()
        text = draw(ITEM_LEADS if below else ITEMS)
        yield Provision(Level.SUBITEM, str(number), styles[0].format(number), "", eid, text, below)


def _annexes(draw: st.DrawFn) -> Iterator[Annex]:
    for number in range(1, draw(st.integers(0, 2)) + 1):
        eid = f"annex_{number}"
        text = draw(st.sampled_from(("", "说明如下。", "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |")))
        kind = draw(st.sampled_from(("nothing", "articles", "chapters", "clauses")))
        provisions: tuple[Provision, ...] = ()
        if kind == "articles":
            provisions = tuple(_headed(draw, (), eid, eid, iter(["1", "2", "3"])))
        elif kind == "chapters":
            provisions = tuple(_headed(draw, (Level.CHAPTER,), eid, eid, iter(["1", "2", "3"])))
        elif kind == "clauses":
            provisions = tuple(_clauses(draw, eid))
        yield Annex(f"附件{number}", draw(HEADINGS), text, provisions)


def _clauses(draw: st.DrawFn, above: str) -> Iterator[Provision]:
    for number in range(1, draw(st.integers(1, 3)) + 1):
        eid = f"{above}__cl_{number}"
        label = f"{chinese(number)}、"
        yield Provision(Level.CLAUSE, str(number), label, "", eid, "", tuple(_paragraphs(draw, eid)))

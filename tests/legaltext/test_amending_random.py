"""Random laws, random edits: the decision that says the edits, done to the law, gives exactly the edited law."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from legislation_hub.legaltext.amending import amend
from legislation_hub.legaltext.numbering import chinese
from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.rendering import render
from legislation_hub.legaltext.source import source_of
from tests.legaltext.conftest import law_of

TITLE = "示例市某某条例"
OLD_WORDS = st.text("甲乙丙丁戊己庚辛", min_size=2, max_size=9)
NEW_WORDS = st.text("子丑寅卯辰巳午未", min_size=2, max_size=9)
ORDER = f"《{TITLE}》根据本决定作相应修改并对条文顺序作相应调整，重新公布。"


@dataclass
class Paragraph:
    """A paragraph in work: its words without the end mark, and those of its items."""

    words: str
    items: list[str] = field(default_factory=list)

    def lines(self):
        if not self.items:
            return [f"{self.words}。"]
        ends = ["；"] * (len(self.items) - 1) + ["。"]
        items = zip(self.items, ends, strict=True)
        return [
            f"{self.words}：",
            *(f"（{chinese(at)}）{words}{end}" for at, (words, end) in enumerate(items, start=1)),
        ]

    def replaced(self, old, new):
        return Paragraph(self.words.replace(old, new), [one.replace(old, new) for one in self.items])


def paragraphs(words):
    return st.builds(Paragraph, words, st.lists(words, max_size=3).filter(lambda items: len(items) != 1))


def lines_of(article):
    return [line for paragraph in article for line in paragraph.lines()]


def quoted(lines):
    return "\n".join(f"“{line}" for line in lines) + "”"


def printed(articles):
    """Return a law's lines; an article is a list of paragraphs."""
    lines = [TITLE]
    for number, article in enumerate(articles, start=1):
        first, *rest = lines_of(article)
        lines += [f"第{chinese(number)}条　{first}", *rest]
    return lines


@st.composite
def edits(draw):
    """Return a law and what becomes of it: (old article or None, new article or None), in the new order."""
    law = draw(st.lists(st.lists(paragraphs(OLD_WORDS), min_size=1, max_size=3), min_size=2, max_size=7))
    plan = []
    for number, article in enumerate(law):
        plan += [(None, draw(new_article(1, 2)), "insert")] * draw(st.booleans())
        acts = ["keep", "keep", "reword", "drop", "words", "more", "less", "item"]
        act = draw(st.sampled_from(acts))
        plan.append((number, *draw(edited(article, act))))
    return law, plan


def new_article(smallest, largest):
    return st.lists(paragraphs(NEW_WORDS), min_size=smallest, max_size=largest)


@st.composite
def edited(draw, article, act):
    """Return the article after ``act`` and the words in which a decision asks for it (%s is its old number)."""
    at = draw(st.integers(0, len(article) - 1))
    count = chinese(at + 1)
    if act == "reword":
        made = draw(new_article(1, 3))
        return made, f"修改为：{quoted(lines_of(made))}"
    if act == "drop":
        return None, ""
    if act == "words":
        old, new = article[at].words, draw(NEW_WORDS)
        return [one.replaced(old, new) for one in article], f"其中的“{old}”修改为“{new}”"
    if act == "more":
        made = draw(paragraphs(NEW_WORDS))
        return [*article[:at], made, *article[at:]], f"增加一款，作为第{count}款：{quoted(made.lines())}"
    if act == "less" and len(article) > 1:
        return [*article[:at], *article[at + 1 :]], f"删去第{count}款"
    if act == "item" and article[at].items:
        items, words = article[at].items, draw(NEW_WORDS)
        place = draw(st.integers(0, len(items)))
        made = Paragraph(article[at].words, [*items[:place], words, *items[place:]])
        asked = f"第{count}款增加一项，作为第{chinese(place + 1)}项：“（{chinese(place + 1)}）{words}；”"
        return [*article[:at], made, *article[at + 1 :]], asked
    return article, ""


def decision_of(plan):
    """Return the decision that says the plan, articles counted by their old numbers."""
    clauses, number = [], 0
    for old, article, asked in plan:
        number += article is not None
        was, now = None if old is None else f"第{chinese(old + 1)}条", f"第{chinese(number)}条"
        if was is None:
            clauses.append(f"增加一条，作为{now}：{quoted(lines_of(article))}")
        elif article is None:
            clauses.append(f"删去{was}。")
        elif asked:
            moved = f"将{was}改为{now}，" if was != now else f"将{was}" if asked[0] in "修其" else f"{was}"
            asked = asked.replace("其中的", "中的") if was == now else asked
            asked = (
                f"删去{was}{asked.removeprefix('删去')}"
                if was == now and asked.startswith("删去")
                else moved + asked
            )
            clauses.append(f"{asked}。")
    lines = [f"{chinese(at)}、{clause}" for at, clause in enumerate(clauses, start=1)]
    return law_of(f"示例市人民代表大会常务委员会关于修改《{TITLE}》的决定", *"\n".join(lines).splitlines(), ORDER)


class TestRandomEdits:
    @given(edits())
    def test_the_decision_that_says_them_gives_the_edited_law(self, edits):
        law, plan = edits
        edited = [article for _, article, _ in plan if article is not None]
        if not edited or not any(asked or article is None for _, article, asked in plan):
            return

        done = amend(law_of(*printed(law)), decision_of(plan))

        assert [one.said for one in done.operations if not one.applied] == []
        assert [one.text for one in done.remarks if "could not be read" in one.reason] == []
        assert render(done.law).splitlines() == printed(edited)
        assert parse(source_of("law.txt", render(done.law))).provisions == done.law.provisions

    @given(st.lists(st.text("第一二三条款项改为修作增加删去将“”、，。；甲", max_size=40), min_size=1, max_size=4))
    def test_no_words_of_a_decision_can_stop_it(self, clauses):
        decision = law_of(
            "关于修改《某条例》的决定", *(f"{chinese(at)}、{one}" for at, one in enumerate(clauses, 1))
        )
        base = law_of("某条例", "第一条　甲乙。", "丙丁。", "第二条　甲：", "（一）乙；", "（二）丙。")

        done = amend(base, decision)

        assert all(
            one.applied or any(one.said[:20] in told.text for told in done.remarks) for one in done.operations
        )

"""The reading by arrays gives what Whoosh gives: the same set, counts, scores and order, whatever was written."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from legislation_hub.search.engine import asking
from legislation_hub.search.engine.matching import match
from legislation_hub.search.query import Query, parse
from legislation_hub.search.scope import EVERYTHING, Filters, Grant, Question, Scope
from legislation_hub.vocabulary import Channel, Findable, Sorting, Stance
from tests.search.conftest import START

WORDS = (
    "应当 依法 公开 办理 养老 低保 补贴 村民 委员会 修路 通电 水源 林地 学校 医疗 保险 房屋 规定 处罚 罚款 "
    "意见 老人 孩子 土地 承包 合同 环境 污染 垃圾 收费 公示 干部 群众 电话 手续 证明 身份证 车辆 道路 交通"
).split()
WEIGHTS = [1 / rank for rank in range(1, len(WORDS) + 1)]
KINDS = (Findable.COMMENT, Findable.PROVISION, Findable.DRAFT)
SPOTS = ("v1:art_3", "v2:art_3", "v2:art_12")
DRAFTS, ROOMS, COLLECTORS = ("law", "road", "school"), ("1", "2", "3", ""), ("a", "b", "c", "")


class Made:
    """A corpus that grows by chance, always the same one for a seed."""

    def __init__(self, index, document, seed):
        self.index = index
        self.document = document
        self.chance = random.Random(seed)
        self.kept = []

    def said(self):
        words = self.chance.choices(WORDS, WEIGHTS, k=self.chance.randint(1, 40))
        marks = self.chance.choices(("", "", "，", "。", " ", "\n"), k=len(words))
        cited = self.chance.choice(("", "", "第三条", "第12条、第三条", "第 三 条和第十二条之一"))
        return cited + "".join(map("".join, zip(words, marks, strict=True)))

    def one(self):
        chance = self.chance
        return self.document(
            self.said(),
            kind=chance.choice((Findable.COMMENT, Findable.COMMENT, Findable.PROVISION, Findable.DRAFT)),
            article=chance.choice(("", "第三条", "第十二条第一款", "第十二条之一")),
            draft=chance.choice(DRAFTS),
            room=chance.choice(ROOMS),
            collector=chance.choice(COLLECTORS),
            station=chance.choice("ST"),
            about=chance.choice(("", *SPOTS)),
            channel=chance.choice((*Channel, "")),
            stance=chance.choice((*Stance, "")),
            published=chance.random() < 0.5,
            reported=chance.random() < 0.3,
        )

    def grow(self, batches=6):
        """Write some batches: new ones, the same with other words, and some deleted."""
        for _ in range(batches):
            fresh = [self.one() for _ in range(self.chance.choice((1, 3, 20, 60)))]
            self.chance.shuffle(self.kept)
            changed = [replace(one, text=self.said()) for one in self.kept[: self.chance.randint(0, 15)]]
            gone = self.kept[20 : 20 + self.chance.randint(0, 10)]
            del self.kept[20 : 20 + len(gone)]
            self.index.write([*fresh, *changed], drop=[one.key for one in gone])
            self.kept += fresh

    def asked(self):
        chance = self.chance
        words = chance.choices(WORDS, k=chance.randint(0, 4))
        if chance.random() < 0.3:
            words.append(chance.choice(("老", "的", "zz", "不存在", "村民委员会公开", "林")))
        if chance.random() < 0.4:
            between = chance.choice(("", "", "，"))
            words.append(f"“{between.join(chance.choices(WORDS[:8], k=chance.randint(1, 2)))}”")
        if chance.random() < 0.25:
            words.append(chance.choice(("第三条", "第12条", "第十二条之一", "第九条")))
        chance.shuffle(words)
        query = parse(" ".join(words) or "应当")
        if chance.random() < 0.8:
            return query
        spots = tuple(chance.sample(SPOTS, k=chance.randint(1, 2)))
        return replace(query, about=spots) if chance.random() < 0.5 else Query("", about=spots)

    def scope(self):
        chance = self.chance
        if chance.random() < 0.4:
            return EVERYTHING

        def some(values):
            return chance.choice((None, None, frozenset(chance.sample(values, k=chance.randint(0, len(values))))))

        return Scope(
            tuple(
                Grant(
                    chance.choice(KINDS),
                    drafts=some(DRAFTS),
                    rooms=some(ROOMS[:3]),
                    collectors=some(COLLECTORS[:3]),
                    stations=some("ST"),
                    only_reported=chance.random() < 0.2,
                    only_published=chance.random() < 0.2,
                )
                for _ in range(chance.randint(0, 3))
            )
        )

    def filters(self):
        chance = self.chance
        if chance.random() < 0.5:
            return Filters()
        since = START + timedelta(minutes=chance.randint(0, 300))
        return Filters(
            kinds=frozenset(chance.sample(KINDS, k=chance.randint(0, 2))),
            drafts=frozenset(chance.sample(DRAFTS, k=chance.randint(0, 2))),
            rooms=frozenset(chance.sample(ROOMS[:3], k=chance.randint(0, 1))),
            channels=frozenset(chance.sample([*Channel], k=chance.choice((0, 0, 3)))),
            stances=frozenset(chance.sample([*Stance], k=chance.randint(0, 4))),
            since=since if chance.random() < 0.4 else None,
            until=since + timedelta(minutes=chance.randint(0, 300)) if chance.random() < 0.3 else None,
        )

    def question(self):
        sorting, start = self.chance.choice([*Sorting]), self.chance.choice((0, 0, 7))
        count = self.chance.choice((1, 20, 2000))
        return Question(self.asked(), self.scope(), self.filters(), sorting, start, count)


@pytest.fixture
def made(index, document):
    return lambda seed: Made(index, document, seed)


def agree(index, question):
    ours, theirs = match(index.snapshot(), question), asking.ask(index.searcher(), question)

    assert ours.total == theirs.total
    assert ours.facets == theirs.facets
    assert [score for _, score in ours.first] == pytest.approx([score for _, score in theirs.first], abs=1e-5)
    # Two scores may differ by the order in which a computer adds.
    assert by_score(ours) == by_score(theirs)
    return ours.total


def by_score(matches):
    ranked = [(round(score, 6), key) for key, score in matches.first]
    # The last of those that are equal may be cut off elsewhere.
    tail = ranked[-1][0] if ranked else None
    return [one for one in ranked if one[0] != tail]


class TestMatching:
    @pytest.mark.parametrize("seed", range(3))
    def test_agrees_with_whoosh(self, made, index, seed):
        corpus = made(seed)
        found = 0
        for _ in range(2):
            corpus.grow()
            found += sum(agree(index, corpus.question()) > 0 for _ in range(40))

        assert found > 25

    def test_holds_what_whoosh_holds(self, made, index):
        corpus = made(7)
        corpus.grow(4)
        keys = [one.key for one in corpus.kept]
        ours, theirs = index.snapshot(), index.searcher()

        assert list(ours.contents()) == list(asking.contents(theirs))
        assert sorted(ours.held(keys)) == sorted(asking.held(theirs, keys))
        assert len(ours.held(keys)) == len(keys) > 50

"""What people ask in their own words is found in real laws."""

import re

import pytest

from legislation_hub.search.document import Document
from legislation_hub.search.engine.index import Index
from legislation_hub.search.looking import look
from legislation_hub.search.query import parse
from legislation_hub.search.scope import EVERYTHING, Key, Question
from legislation_hub.vocabulary import Findable
from tests.search.conftest import START

LAWS = {
    "D002": "个人信息保护法",
    "D016": "劳动合同法",
    "D036": "未成年人保护法",
    "D037": "村民委员会组织法",
    "D043": "消费者权益保护法",
}
ARTICLE = re.compile(
    r"^\s*(第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)[\s　]+", re.MULTILINE
)

ASKED = {
    "孩子在学校被同学欺负了学校该怎么办": "D036第三十九条",
    "小卖部给小孩卖烟卖酒": "D036第五十九条",
    "不让未成年人半夜玩网络游戏": "D036第七十五条",
    "几岁的小孩不能一个人留在家里没人看": "D036第二十一条",
    "学校怎么防止女孩子被性侵": "D036第四十条",
    "试用期最长多少个月": "D016第十九条",
    "老板不签书面合同要赔两倍工资吗": "D016第八十二条",
    "我不想干了要提前多少天说": "D016第三十七条",
    "老板扣我身份证要押金": "D016第九条",
    "试用期工资不能低于多少": "D016第二十条",
    "怀孕了单位能不能解除合同": "D016第四十二条",
    "村主任干得不好村民怎么罢免": "D037第十六条",
    "村里的账多久公开一次": "D037第三十条",
    "村委会由几个人组成要不要有妇女": "D037第六条",
    "分宅基地和承包地要村民会议同意吗": "D037第二十四条",
    "买到假货商家欺诈能赔三倍吗": "D043第五十五条",
    "网上买东西七天能不能退货": "D043第二十五条",
    "公共场所装摄像头人脸识别要不要告知": "D002第二十六条",
    "收集不满十四岁小孩的个人信息要家长同意": "D002第三十一条",
    "什么时候可以要求删除我的信息": "D002第四十七条",
}


@pytest.fixture(scope="module")
def provisions(shared):
    found = {}
    for path in sorted((shared / "data/laws/text").glob("*.txt")):
        if path.name[:4] in LAWS:
            text = path.read_text(encoding="utf-8-sig")
            _, *parts = ARTICLE.split(text)
            for label, body in zip(parts[::2], parts[1::2], strict=True):
                found[Key(Findable.PROVISION, path.name[:4] + label)] = body.strip()
    return found


@pytest.fixture(scope="module")
def library(provisions, tmp_path_factory):
    index = Index.create(tmp_path_factory.mktemp("library") / "index")
    index.write(Document(key, text, key.id[:4], START, article=key.id[4:]) for key, text in provisions.items())
    return index


@pytest.fixture
def ask(library):
    def ask(text, count=10):
        return look(library, Question(parse(text), EVERYTHING, count=count))

    return ask


class TestRealLaws:
    def test_answer_people_who_ask_in_their_own_words(self, ask):
        ranks = []
        for asked, right in ASKED.items():
            found = [key.id for key in ask(asked).keys]
            ranks.append(found.index(right) + 1 if right in found else 0)

        assert sum(rank > 0 for rank in ranks) / len(ranks) >= 0.8
        assert sum(1 / rank for rank in ranks if rank) / len(ranks) >= 0.6

    @pytest.mark.parametrize(
        "wording", ["未成年人", "应当依法", "个人信息处理者", "书面", "经营者提供商品或者服务", "村"]
    )
    def test_give_up_every_place_of_an_exact_wording(self, ask, provisions, wording):
        true = {key for key, text in provisions.items() if wording in "".join(text.split())}

        assert set(ask(f"“{wording}”", count=1000).keys) == true
        assert ask(f"“{wording}”").total == len(true)

    @pytest.mark.parametrize("word", ["工资", "村民委员会", "个人信息", "网络", "儿童"])
    def test_give_up_every_place_of_a_word(self, ask, provisions, word):
        true = {key for key, text in provisions.items() if word in text}

        assert true <= set(ask(word, count=1000).keys)

    def test_show_the_articles_of_a_number_first(self, ask, provisions):
        named = {key for key in provisions if key.id.endswith("第十二条")}

        assert set(ask("第12条").keys[: len(named)]) == named

    def test_are_found_in_the_traditional_script(self, ask):
        assert ask("試用期工資").keys == ask("试用期工资").keys

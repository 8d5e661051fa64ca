from legislation_hub.legaltext.citing import citations
from tests.legaltext.conftest import eids, law_of


def test_a_provision_is_cited_by_article_paragraph_and_item_only():
    law = law_of(
        "第一编　总则",
        "第二章　甲",
        "第八条　一。",
        "二：",
        "（三）三；",
        "1.四。",
        "第一百二十条之一　五：",
        "（一）六。",
    )
    cited = citations(law)

    assert cited["art_8__para_2__item_3"] == "第八条第二款第（三）项"
    assert cited["art_8__para_2__item_3__sub_1"] == "第八条第二款第（三）项第1目"
    assert cited["part_1__chp_2"] == "第一编第二章　甲"


def test_a_numbered_heading_above_articles_is_cited_by_itself_and_never_with_them():
    cited = citations(law_of("一、一般规定", "第一条　甲。", "第二章　乙", "一、子", "第二条　丙。", "丁。"))

    assert cited["cl_1"] == "一、一般规定"
    assert cited["art_1"] == "第一条"
    assert cited["chp_2__cl_1"] == "第二章一、子"
    assert cited["art_2__para_2"] == "第二条第二款"


def test_an_article_of_one_paragraph_is_cited_without_it():
    cited = citations(law_of("第一条　一。", "第一百二十条之一　五：", "（一）六。"))

    assert cited["art_1__para_1"] == "第一条"
    assert cited["art_120-1__para_1__item_1"] == "第一百二十条之一第（一）项"


def test_a_provision_of_an_annex_says_so():
    cited = citations(law_of("第一条　一。", "附件二　办法", "一、甲。", "附：目录", "一、乙。"))

    assert cited["annex_1__cl_1"] == "附件二第一条"
    assert cited["annex_2__cl_1"] == "附第一条"


def test_every_provision_has_a_citation():
    law = law_of("总则", "第一条　一。", "第二章　甲", "没有条号的话。", "一、乙。", "附件", "一、丙。")

    assert list(citations(law)) == eids(law)
    assert all(citations(law).values())

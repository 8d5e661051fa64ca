"""What is true of every law, tried on laws and texts at random."""

from collections import Counter
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legislation_hub.legaltext.citing import citations
from legislation_hub.legaltext.parsing import outline, parse
from legislation_hub.legaltext.rendering import render
from legislation_hub.legaltext.source import source_of
from legislation_hub.legaltext.tree import as_json, law_from
from tests.legaltext.random_laws import laws

SLOW = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
SIGNS = st.characters(exclude_categories=["Cs"])
PIECES = st.sampled_from((
    *"第条章一十（）：。；“”之、1.①|【】", "附件", "目录", "第一条", "第二条　", "（一）", "（二）", "1.", "一、",
    "第一章　总则", "\n", "\n", "\n", "\u3000", "— 1 —",
))  # fmt: skip
TEXTS = st.lists(PIECES | st.text(SIGNS, max_size=8), max_size=60).map("".join)


@SLOW
@given(laws())
def test_a_law_is_printed_and_read_as_itself(law):
    assert replace(parse(source_of("law.txt", render(law))), remarks=()) == law


@SLOW
@given(laws())
def test_an_undamaged_law_gets_no_remark_but_on_where_it_begins(law):
    reasons = {remark.reason for remark in parse(source_of("law.txt", render(law))).remarks}

    assert reasons <= {"The articles begin with %(label)s."}


@SLOW
@given(laws())
def test_a_law_survives_its_json(law):
    assert law_from(as_json(law)) == law


@SLOW
@given(laws())
def test_every_provision_is_cited_and_no_two_articles_alike(law):
    cited = citations(law)
    articles = Counter(cited[one.eid] for one in law.walk() if one.is_article)

    assert list(cited) == [one.eid for one in law.walk()]
    assert all(cited.values())
    assert max(articles.values()) == 1


@SLOW
@given(TEXTS)
def test_any_text_is_read_and_nothing_of_it_lost(text):
    source = source_of("any.txt", text)
    law = parse(source)
    told = "".join(remark.text for remark in law.remarks if remark.reason in DROPPED)
    lost = _signs("".join(line.text for line in source.lines)) - _signs(render(law) + told)

    assert not lost - _signs("目录目次" * len(source.lines))


@SLOW
@given(TEXTS)
def test_what_any_text_becomes_has_eids_of_its_own_and_lines_of_the_source(text):
    source = source_of("any.txt", text)
    law = parse(source)
    eids = [one.eid for one in law.walk()]
    lines = {line.number for line in source.lines}

    assert len(set(eids)) == len(eids)
    assert {one.line for one in law.walk()} <= lines
    assert {remark.line for remark in law.remarks} <= lines | {0}
    assert {one.line.number for one in outline(source)[0]} <= lines


DROPPED = ("The title stands twice.", "A page number was left out.")
_BRACKETS = str.maketrans("", "", "【】〖〗（）()[]［］")


def _signs(text: str) -> Counter[str]:
    return Counter("".join(text.split()).translate(_BRACKETS))

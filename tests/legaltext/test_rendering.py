import re
from collections import Counter

from hypothesis import given

from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.rendering import render, render_provision
from legislation_hub.legaltext.source import source_of
from tests.legaltext.conftest import by_eid, law_of
from tests.legaltext.test_parsing import LINES

BRACKETS = re.compile(r"[【】〖〗（）()\[\]［］\s]")


def signs(text):
    """Count what may not be lost: everything but white space and the brackets of a 条标."""
    return Counter(BRACKETS.sub("", text))


def test_a_law_is_printed_as_it_was():
    text = (
        "某条例\n（2020年1月1日通过）\n目录\n第一章　总则\n第一章　总则\n第一条【目的】　为了甲：\n（一）子；\n"
        "（二）丑。\n乙。\n第一条之一　丙。\n某某人民政府\n2020年1月1日\n附件1　税目\n说明。\n"
    )

    assert render(parse(source_of("a.txt", text))) == text


def test_numbered_headings_above_articles_are_printed_as_they_were():
    text = "一、一般规定\n第一条　甲。\n乙。\n二、附则\n第二条　丙。\n"

    assert render(parse(source_of("a.txt", text))) == text


def test_a_provision_is_printed_with_all_that_is_under_it():
    law = law_of("第一条　甲：", "（一）子；", "乙。", "第二条　丙。")

    assert render_provision(by_eid(law)["art_1"]) == "第一条　甲：\n（一）子；\n乙。"


@given(LINES)
def test_nothing_is_lost_of_any_text(lines):
    law = law_of(*lines)
    dropped = "".join(remark.text for remark in law.remarks if remark.reason.startswith("The title"))
    lost = signs("".join(line.text for line in source_of("a", "\n".join(lines)).lines)) - signs(
        render(law) + dropped
    )

    assert not lost - signs("目录目次" * len(lines))

"""Markdown of a law: what it looks like, and that reading it gives the same tree."""

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings

from legislation_hub.legaltext.markdown import markdown
from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.reading import read
from legislation_hub.legaltext.rendering import render
from legislation_hub.legaltext.source import source_of
from tests.legaltext.conftest import law_of
from tests.legaltext.random_laws import laws
from tests.legaltext.test_parsing import LINES


def read_back(law):
    return replace(parse(read("law.md", markdown(law).encode())), remarks=())


def test_a_law_looks_as_markdown_should():
    law = law_of(
        "某条例", "（2020年1月1日通过）", "目录", "第一章　总则", "第一节　甲", "第一章　总则", "第一节　甲",
        "第一条【目的】　为了甲：", "（一）子：", "1.丑；", "2.寅。", "第二条　乙。", "丙。", "附件1　税目",
        "| 名 | 率 |", "| 烟 | 三 |",
    )  # fmt: skip

    assert markdown(law) == (
        "# 某条例\n\n（2020年1月1日通过）\n\n**目录**\n\n- 第一章　总则\n  - 第一节　甲\n\n"
        "## 第一章　总则\n\n### 第一节　甲\n\n**第一条【目的】**　为了甲：\n\n"
        "- （一）子：\n  - 1\\.丑；\n  - 2\\.寅。\n\n**第二条**　乙。\n\n丙。\n\n"
        "## 附件1　税目\n\n| 名 | 率 |\n| --- | --- |\n| 烟 | 三 |\n"
    )


def test_signs_of_markdown_in_a_law_stay_signs():
    signs = "*甲* **乙** _丙_ __丁__ [戊](己) `庚` <b>辛</b> &amp; 壬\\癸 ~~子~~"
    law = law_of(f"第一条　{signs}", "#丑", "- 寅", "+ 卯", "10) 辰", "| --- | --- |", "| a | - |")

    assert read_back(law) == replace(law, remarks=())


@given(LINES)
def test_any_text_comes_back_as_it_comes_back_from_plain_text(lines):
    law = law_of(*lines)
    assume(markdown(law).strip())  # An empty file is refused.
    plain = parse(source_of("law.txt", render(law)))

    assert read_back(law) == replace(plain, remarks=())


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(laws())
def test_any_law_comes_back_as_itself(law):
    assert read_back(law) == law


def test_real_laws_come_back_whole(shared_data):
    files = sorted([*shared_data.glob("laws/text/*.txt"), *shared_data.glob("drafts/amend_*/*.txt")])
    assert len(files) > 150
    for file in files:
        law = parse(read(file.name, file.read_bytes()))
        assert read_back(law) == replace(law, remarks=()), file.name

"""What every template owes the reader's browser: no script or style of its own, no picture that is missing."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask, render_template_string

from legislation_hub import clock
from tests.house import PACKAGE, ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STATIC = PACKAGE / "web" / "static"
PARTS = sorted(path.name for path in (ROOT / "templates" / "parts").glob("*.html"))
# Attributes that a strict content security policy refuses, and scripts or styles written into the page.
FORBIDDEN = re.compile(r"<[^>]*\s(style|on[a-z]+)\s*=|<style|<script(?![^>]*\bsrc=)|javascript:", re.I)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT / "templates"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
class TestTemplate:
    def test_carries_no_script_and_no_style_of_its_own(self, path):
        markup = re.sub(r"{[{%#].*?[}%#]}", "", path.read_text(encoding="utf-8"), flags=re.S)

        found = FORBIDDEN.search(markup)

        assert found is None, found and found.group()

    def test_names_only_icons_that_there_are(self, path):
        there = set(re.findall(r'<symbol id="(\w+)"', (STATIC / "icons" / "icons.svg").read_text("utf-8")))

        named = set(re.findall(r'\bicon\("(\w+)"', path.read_text(encoding="utf-8")))

        assert named <= there

    def test_names_only_files_that_there_are(self, path):
        named = re.findall(r"url_for\('static', filename='([^'~]+)'\)", path.read_text(encoding="utf-8"))

        assert [name for name in named if not (STATIC / name).is_file()] == []


@pytest.mark.parametrize("name", PARTS)
def test_every_part_says_how_it_is_called(name):
    text = (ROOT / "templates" / "parts" / name).read_text(encoding="utf-8")

    assert text.startswith("{#-")


@pytest.mark.parametrize("name", [name for name in PARTS if name != "header.html"])
def test_every_macro_for_pages_is_listed_for_those_who_build_them(name):
    text = (ROOT / "templates" / "parts" / name).read_text(encoding="utf-8")
    listed = (ROOT / "docs" / "interface.md").read_text(encoding="utf-8")

    macros = re.findall(r"{% macro ([a-z]\w*)\((.*?)\) -?%}", text)

    assert macros
    assert [macro for macro, _arguments in macros if f"{macro}(" not in listed] == []


class TestWords:
    def test_are_escaped_and_keep_their_lines(self, app: Flask):
        shown = render(app, '{% from "parts/words.html" import words %}{{ words("<b>牛\n羊</b>") }}')

        assert "&lt;b&gt;牛\n羊&lt;/b&gt;" in shown

    def test_that_were_withdrawn_say_so_and_claim_nothing_else(self, app: Flask):
        shown = render(app, '{% from "parts/words.html" import words %}{{ words(none, number="520521-2026-1") }}')

        assert "520521-2026-1" in shown
        assert "blockquote" not in shown
        assert 'class="kept"' not in shown


class TestProvision:
    def test_prints_the_article_s_label_once_before_its_first_paragraph(self, app: Flask):
        rows = [
            {"level": "article", "label": "第八条", "heading": "", "text": "", "eid": "art_8"},
            {"level": "paragraph", "label": "", "heading": "", "text": "甲。", "eid": "art_8__para_1"},
            {"level": "paragraph", "label": "", "heading": "", "text": "乙：", "eid": "art_8__para_2"},
            {"level": "item", "label": "（一）", "heading": "", "text": "丙。", "eid": "art_8__para_2__item_1"},
        ]

        shown = render(app, '{% import "parts/provision.html" as law %}{{ law.rows(rows) }}', rows=rows)

        assert re.sub(r"<[^>]+>|\s", "", shown) == "第八条甲。乙：（一）丙。"


class TestDeadline:
    @pytest.mark.parametrize(("left", "said"), [(3, "还剩 3 天"), (0, "今天截止"), (-2, "已逾期 2 天")])
    def test_says_in_words_how_much_time_there_is(self, app: Flask, left, said):
        template = """{% from "parts/deadline.html" import deadline %}{{ deadline(today + days) }}"""

        assert said in render(app, template, **in_days(left))


def render(app: Flask, template: str, **values: object) -> str:
    with app.test_request_context(headers={"Accept-Language": "zh"}):
        return render_template_string(template, **values)


def in_days(left: int) -> dict[str, object]:
    return {"today": clock.today(), "days": timedelta(days=left)}

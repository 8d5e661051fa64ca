"""What a resident agrees to has a version: who changes the wording gives it another, and keeps the old one."""

import html
import re

import pytest
from sqlalchemy import select

from legislation_hub.models import Submission
from legislation_hub.models.base import new_id
from legislation_hub.services.consenting import NOTICE
from tests.house import ROOT

STATION = "大方县基层立法联络站"


@pytest.fixture
def resident(session, make, browse):
    make.task(code="qr77")
    session.commit()
    return browse()


def form(**more):
    return {"id": str(new_id()), "about": "whole", "words": "路要修。", "consent": "y", "notice": NOTICE, **more}


def wording_of(page):
    """The sentences of the notice as they are read, with the station left open."""
    box = re.search(r'id="consent-text">(.*?)</section>', page.get_data(as_text=True), re.DOTALL)[1]
    return [html.unescape(line).replace(STATION, "…") for line in re.findall(r"<li>(.*?)</li>", box)]


class TestNotice:
    @pytest.mark.parametrize(("language", "heading"), [("zh-CN", "中文"), ("en", "English")])
    def test_is_the_wording_that_is_kept_under_its_version(self, resident, language, heading):
        kept = (ROOT / "docs" / "consent.md").read_text(encoding="utf-8")
        version = kept.partition(f"## {NOTICE}\n")[2].partition("\n## ")[0]
        lines = version.partition(f"### {heading}\n")[2].partition("\n### ")[0]

        page = resident.get("/c/qr77/say", headers={"Accept-Language": language})

        assert wording_of(page) == re.findall(r"^- (.*)$", lines, re.MULTILINE)

    def test_says_who_why_what_how_long_and_how_to_take_it_back(self, resident):
        said = "".join(wording_of(resident.get("/c/qr77/say")))

        assert all(word in said for word in ("保管", "用于", "不收集", "归档", "撤回", "14"))

    def test_is_kept_with_what_was_handed_in(self, session, resident):
        resident.post("/c/qr77/say", form())

        assert session.scalars(select(Submission.notice)).all() == [NOTICE]

    def test_must_be_the_one_that_was_read(self, session, resident):
        page = resident.post("/c/qr77/say", form(notice="2020-1"))

        assert page.status_code == 422
        assert f'name="notice" type="hidden" value="{NOTICE}"' in page.get_data(as_text=True)
        assert session.scalars(select(Submission.id)).all() == []


class TestGuardian:
    def test_is_asked_for_without_a_script_and_only_for_a_child(self, session, resident):
        assert 'name="guardian"' in resident.get("/c/qr77/say").get_data(as_text=True)

        assert resident.post("/c/qr77/say", form(age_band="0-13")).status_code == 422
        assert resident.post("/c/qr77/say", form(age_band="14-17")).status_code == 200
        assert resident.post("/c/qr77/say", form(age_band="0-13", guardian="y")).status_code == 200

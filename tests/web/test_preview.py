"""What a draft was read as is repaired in the browser, line by line, until nothing is left to look at."""

import html
import json
import re
from io import BytesIO

import pytest
from sqlalchemy import select

from legislation_hub.legaltext.repairing import Act, Repair
from legislation_hub.models import Provision, Version
from legislation_hub.models.database import db
from legislation_hub.services.drafting import repairs_of
from legislation_hub.vocabulary import LineKind

TEXT = """农村公路条例

第一章　总则

第一条　为了保障农村公路的建设，制定本条例。第二条　农村公路包括：
（一）县道；
（二）乡道。

第四条　农村公路由县级人民政府建设。

第九条　本条例自公布之日起施行。
"""
FIRST, SECOND = "第一条　为了保障农村公路的建设，制定本条例。", "第二条　农村公路包括："


@pytest.fixture
def desk(session, make, browse):
    coordinator = make.coordinator()
    session.commit()
    return browse(coordinator)


@pytest.fixture
def upload(desk):
    def upload(text=TEXT, name="草案.txt"):
        form = {"file": (BytesIO(text.encode()), name), "reading": "征求意见稿"}
        desk.post("/station/drafts/new", form, content_type="multipart/form-data")
        desk.address = f"/station/versions/{version().id}"
        return desk

    return upload


@pytest.fixture
def page(upload):
    return upload()


def version():
    return db.session().scalars(select(Version)).one()


def eids():
    return list(db.session().scalars(select(Provision.eid).order_by(Provision.position)))


def reasons(answer):
    """The remarks that the page lets one accept: (line, reason)."""
    shown = re.findall(
        r'name="line" value="([^"]*)">\s*<input type="hidden" name="reason" value="([^"]*)"', answer.text
    )
    return [(line, html.unescape(reason)) for line, reason in shown]


def fix(page, **form):
    return page.post(f"{page.address}/repairs", form)


class TestTheKind:
    def test_is_raised_and_lowered_by_one_touch(self, page):
        assert 'value="6:paragraph"' in page.get(page.address).text
        answer = fix(page, quick="6:subitem")

        assert repairs_of(version()) == [Repair(Act.KIND, 6, LineKind.SUBITEM)]
        assert 'value="6:item"' in answer.text

    def test_of_a_heading_that_lost_its_number_is_one_touch_away(self, upload):
        page = upload(TEXT.replace("第四条　", "建设与养护\n\n第四条　"))
        answer = page.get(page.address)
        assert 'value="9:chapter"' in answer.text

        fix(page, quick="9:chapter")

        assert "chp_2" in eids()

    def test_said_twice_at_once_is_one_repair(self, page):
        fix(page, quick="6:subitem")
        fix(page, quick="6:paragraph")

        assert repairs_of(version()) == [Repair(Act.KIND, 6, LineKind.PARAGRAPH)]

    @pytest.mark.parametrize(
        ("line", "kind", "field"),
        [(3, "title", "title"), (3, "note", "note"), (3, "contents", "contents"), (11, "annex", "annexes")],
    )
    def test_is_what_stands_around_the_law(self, page, line, kind, field):
        assert f'value="{line}:{kind}"' in page.get(f"{page.address}?line={line}").text
        fix(page, quick=f"{line}:{kind}")

        assert ("总则" if line == 3 else "第九条") in json.dumps(version().text[field], ensure_ascii=False)

    def test_goes_back_to_what_the_program_reads(self, page):
        before = version().text
        fix(page, quick="3:note")
        fix(page, line="3", act="kind", kind="")

        assert version().text == before


class TestJoining:
    def test_puts_a_line_behind_the_one_above_and_shows_that_one(self, page):
        answer = fix(page, line="7", above="6", act="join")

        assert "art_1__para_1__item_2" not in eids()
        assert answer.request.path == page.address
        assert "（一）县道；（二）乡道。" in answer.text


class TestDividing:
    def test_cuts_where_a_line_break_was_put(self, page):
        opened = page.get(f"{page.address}?line=5").text
        assert ">第一条　为了保障农村公路的建设，制定本条例。第二条　农村公路包括：</textarea>" in opened.replace(
            "\n", ""
        )

        fix(
            page,
            line="5",
            act="split",
            divided="第一条　为了保障农村公路的建设，制定本条例。\r\n第二条　农村公路包括：",
        )

        assert "art_2__para_1__item_2" in eids()

    def test_leaves_two_lines_that_can_be_corrected_by_themselves(self, page):
        fix(
            page,
            line="5",
            act="split",
            divided="第一条　为了保障农村公路的建设，制定本条例。\n第二条　农村公路包括：",
        )
        answer = page.get(page.address)
        name = re.search(r'id="line-(5-\d+)"', answer.text)[1]

        fix(page, quick=f"{name}:paragraph")

        assert "art_2" not in eids()
        assert "art_1__para_2__item_2" in eids()

    def test_changes_no_word(self, page):
        assert fix(page, line="5", act="split", divided="第一条\n为了别的。").status_code == 422
        assert version().repairs == []


class TestARemark:
    def test_is_accepted_as_it_stands_and_leads_to_the_next(self, page):
        first, second = reasons(page.get(page.address))
        answer = fix(page, act="accept", line=first[0], reason=first[1])

        assert reasons(answer) == [second]
        assert f'id="line-{second[0]}" class="doubt open"' in answer.text
        assert [one["reason"] for one in version().text["remarks"]] == [second[1]]

    def test_goes_away_one_by_one_until_none_is_left(self, page):
        for line, reason in reasons(page.get(page.address)):
            answer = fix(page, act="accept", line=line, reason=reason)

        assert reasons(answer) == []
        assert "没有要看的地方了" in answer.text
        assert version().text["remarks"] == []

    def test_comes_back_when_its_acceptance_is_taken_back(self, page):
        line, reason = reasons(page.get(page.address))[0]
        fix(page, act="accept", line=line, reason=reason)
        (done,) = version().repairs

        answer = page.post(f"{page.address}/repairs/undo", {"repair": json.dumps(done)})

        assert (line, reason) in reasons(answer)

    def test_of_a_line_is_shown_with_its_neighbours_alone(self, upload):
        page = upload(
            "某条例\n第一条　甲。\n" + "".join(f"（{n}）第{n}段。\n" for n in range(1, 21)) + "第三条　丙。\n"
        )

        answer = page.get(f"{page.address}?only=remarks")

        assert "第1段" not in answer.text
        assert "第19段" in answer.text
        assert fix(page, quick="23:note", only="remarks").request.query_string == b"only=remarks&at=23"


class TestARepair:
    def test_can_be_taken_back_whichever_it_is(self, page):
        fix(page, quick="3:note")
        fix(page, line="7", above="6", act="join")
        first, second = version().repairs

        page.post(f"{page.address}/repairs/undo", {"repair": json.dumps(first)})

        assert version().repairs == [second]

    def test_is_offered_to_be_taken_back_by_the_page(self, page):
        answer = fix(page, quick="3:note")
        (offered,) = re.findall(r'name="repair" value="([^"]*)"', answer.text)

        page.post(f"{page.address}/repairs/undo", {"repair": html.unescape(offered)})

        assert version().repairs == []

    def test_that_does_not_fit_any_more_is_told_and_not_lost(self, page):
        row = version()
        row.repairs = [Repair(Act.JOIN, 99).as_json(), Repair(Act.KIND, 3, LineKind.NOTE).as_json()]
        db.session().commit()

        answer = page.get(page.address)

        assert answer.status_code == 200
        assert "做不了" in answer.text
        fix(page, line="7", above="6", act="join")
        assert [one.line for one in repairs_of(version())] == [99, 3, 7]
        assert version().note == "第一章　总则"

    @pytest.mark.parametrize(
        "form",
        [
            {"line": "99", "act": "join"},
            {"line": "1", "act": "join"},
            {"line": "7", "act": "kind", "kind": "nonsense"},
            {"line": "7", "act": "burn"},
            {"line": "seven", "act": "join"},
            {"quick": "9999999999999999999999:note"},
            {},
        ],
    )
    def test_that_no_page_offers_is_refused(self, page, form):
        assert fix(page, **form).status_code == 422
        assert version().repairs == []

    @pytest.mark.parametrize("form", [{}, {"repair": "{"}])
    def test_that_is_not_named_is_not_taken_back(self, page, form):
        assert page.post(f"{page.address}/repairs/undo", form).status_code == 422

    def test_is_made_again_by_a_newer_release(self, page):
        fix(page, quick="3:note")
        row = version()
        row.text = {**row.text, "title": "从前读成别的"}
        db.session().commit()

        assert "按现在的结果保存" in page.get(page.address).text
        answer = page.post(f"{page.address}/repairs/again")

        assert version().text["title"] == "农村公路条例"
        assert len(version().repairs) == 1
        assert "按现在的结果保存" not in answer.text

    def test_is_the_coordinator_s_alone(self, session, make, browse, page):
        head = make.station_head()
        session.commit()
        other = browse(head)

        assert other.post(f"{page.address}/repairs", {"quick": "3:note"}).status_code == 403
        assert 'name="quick"' not in other.get(page.address).text


class TestALongLaw:
    @pytest.fixture
    def page(self, upload):
        return upload(
            "某条例\n第一章　总则\n" + "".join(f"第{n}条　第{n}条的内容。\n" for n in range(1, 500) if n != 450)
        )

    def test_is_shown_a_page_at_a_time(self, page):
        first, last = page.get(page.address).text, page.get(f"{page.address}?page=99").text

        assert "第1条的内容" in first
        assert "第250条的内容" not in first
        assert "第499条的内容" in last
        assert 'href="/station/versions' in first

    def test_leads_to_the_page_of_a_remark(self, page):
        (link,) = set(re.findall(r'href="([^"]*line=\d+#line-\d+)">到第一处', page.get(page.address).text))

        answer = page.get(html.unescape(link).partition("#")[0])

        assert "第451条的内容" in answer.text
        assert 'class="doubt open"' in answer.text

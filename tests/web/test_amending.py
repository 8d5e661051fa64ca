"""The station's page of an amendment: what it does to the text in force, and the text that comes of it."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from legislation_hub.models import Draft, Version
from legislation_hub.models.database import db
from legislation_hub.services.drafting import Upload, add_version
from tests.services.test_amending import AMENDMENT, LAW


@pytest.fixture
def coordinator(make):
    return make.coordinator()


@pytest.fixture
def desk(session, coordinator, browse):
    session.commit()
    return browse(coordinator)


@pytest.fixture
def brought(session, make, coordinator, settings):
    def brought(text, reading, draft_id=None):
        draft = session.get(Draft, draft_id) if draft_id else None
        upload = Upload(f"{reading}.txt", text.encode(), reading, draft=draft)
        made = add_version(session, coordinator, make.station(), settings.files, upload)
        known = SimpleNamespace(id=made.id, draft_id=made.draft_id)
        session.commit()
        return known

    return brought


@pytest.fixture
def pair(brought):
    base = brought(LAW, "现行文本")
    return base, brought(AMENDMENT, "修正案草案", base.draft_id)


def address(decision):
    return f"/station/versions/{decision.id}/amended"


class TestAmended:
    def test_lists_what_is_done_and_what_is_not(self, desk, pair):
        _, decision = pair

        page = desk.get(address(decision)).text

        assert "修改第二条" in page
        assert "增加第三条" in page
        assert "未执行：将第九条中的“公路”修改为“道路”" in page
        assert "农村公路包括县道、乡道和村道。" in page

    def test_is_one_click_from_the_amendment_and_not_from_a_law(self, desk, pair):
        base, decision = pair

        assert address(decision) in desk.get(f"/station/versions/{decision.id}").text
        assert "amended" not in desk.get(f"/station/versions/{base.id}").text

    def test_says_what_to_upload_where_there_is_no_whole_text(self, desk, brought):
        decision = brought(AMENDMENT, "修正案草案")

        page = desk.get(address(decision)).text

        assert "缺少现行文本" in page
        assert f"/station/drafts/{decision.draft_id}/new" in page

    def test_keeps_the_combined_text_and_leads_to_its_comparison(self, desk, pair):
        base, decision = pair

        answer = desk.post(address(decision), {"base": str(base.id), "reading": "合并文本"})
        made = db.session().scalars(select(Version).where(Version.decision_id == decision.id)).one()

        assert answer.request.path == f"/station/versions/{made.id}"
        page = desk.get(address(decision)).text
        assert f"old={base.id}&amp;new={made.id}" in page

    def test_a_second_keeping_says_where_the_first_is(self, desk, pair):
        base, decision = pair
        desk.post(address(decision), {"base": str(base.id), "reading": "合并文本"})

        answer = desk.post(address(decision), {"base": str(base.id), "reading": "又一次"})

        assert answer.status_code in (409, 422)
        assert "合并文本" in answer.text

    def test_the_base_can_be_chosen_among_the_whole_texts(self, desk, brought, pair):
        base, decision = pair
        older = brought(LAW.replace("县道和乡道", "县道"), "旧文本", base.draft_id)

        page = desk.get(f"{address(decision)}?base={base.id}").text

        assert f'<option value="{base.id}" selected>' in page
        assert f'<option value="{older.id}">' in page

    def test_a_law_has_no_such_page(self, desk, pair):
        base, decision = pair

        assert desk.get(address(base)).status_code == 422
        assert desk.get(f"{address(decision)}?base={decision.id}").status_code == 422

    def test_the_station_head_reads_and_does_not_keep(self, browse, make, pair, session):
        base, decision = pair
        head = make.station_head()
        session.commit()
        reader = browse(head)

        assert "合并成稿" not in reader.get(address(decision)).text
        assert reader.post(address(decision), {"base": str(base.id), "reading": "合并文本"}).status_code == 403

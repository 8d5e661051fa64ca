"""An amendment is combined with a whole text of its draft, and the result is kept like any other version."""

import pytest
from sqlalchemy import select

from legislation_hub.models import Draft, Event, Provision
from legislation_hub.problems import BaseNeeded, FilePublishedBefore, NotAllowed
from legislation_hub.services.amending import combine, combined
from legislation_hub.services.drafting import Upload, add_version
from legislation_hub.services.storing import path_of
from legislation_hub.vocabulary import Tag

LAW = """农村公路条例

第一条　为了保障农村公路的建设，制定本条例。
第二条　农村公路包括县道和乡道。
第三条　本条例自2020年1月1日起施行。
"""
AMENDMENT = """关于修改《农村公路条例》的决定

一、将第二条修改为：“农村公路包括县道、乡道和村道。”
二、增加一条，作为第三条：“农村公路应当设置标志。”
三、将第九条中的“公路”修改为“道路”。
《农村公路条例》根据本决定作相应修改并对条文顺序作相应调整，重新公布。
"""


@pytest.fixture
def files(settings):
    return settings.files


@pytest.fixture
def coordinator(make):
    return make.coordinator()


@pytest.fixture
def brought(session, make, coordinator, files):
    """Return a function that uploads a text as a further reading of one draft."""

    def brought(text, reading, draft=None):
        upload = Upload(f"{reading}.txt", text.encode(), reading, draft=draft)
        return add_version(session, coordinator, make.station(), files, upload)

    return brought


@pytest.fixture
def pair(session, brought):
    base = brought(LAW, "现行文本")
    return base, brought(AMENDMENT, "修正案草案", session.get(Draft, base.draft_id))


class TestCombine:
    def test_keeps_the_combined_text_as_a_version_with_its_own_file(self, session, coordinator, pair, files):
        base, decision = pair

        made = combine(session, coordinator, decision, base, files, "合并文本")

        assert (made.base_id, made.decision_id, made.genre) == (base.id, decision.id, "full")
        assert (made.ordinal, made.reading, made.title) == (3, "合并文本", "农村公路条例")
        text = path_of(files, made.file.sha256).read_text("utf-8")
        assert "第二条　农村公路包括县道、乡道和村道。" in text
        assert "第四条　本条例自2020年1月1日起施行。" in text

    def test_gives_the_new_provisions_rows(self, session, coordinator, pair, files):
        base, decision = pair

        made = combine(session, coordinator, decision, base, files, "合并文本")

        rows = session.scalars(
            select(Provision.whole).where(Provision.version_id == made.id, Provision.depth == 0)
        )
        assert "农村公路应当设置标志。" in list(rows)

    def test_leaves_a_line_in_the_log_with_numbers_and_no_words(self, session, coordinator, pair, files):
        base, decision = pair

        combine(session, coordinator, decision, base, files, "合并文本")

        event = session.scalars(select(Event).where(Event.tag == Tag.VERSION_COMBINED)).one()
        assert event.detail["done"] == 2
        assert event.detail["left"] == 1
        assert event.detail["base"] == str(base.id)

    def test_keeps_the_same_text_once(self, session, coordinator, pair, files):
        base, decision = pair
        combine(session, coordinator, decision, base, files, "合并文本")

        with pytest.raises(FilePublishedBefore):
            combine(session, coordinator, decision, base, files, "合并文本（二）")

    def test_is_for_the_coordinator_of_the_station(self, session, make, pair, files):
        base, decision = pair

        with pytest.raises(NotAllowed):
            combine(session, make.station_head(), decision, base, files, "合并文本")

    def test_wants_a_whole_text_of_the_same_draft(self, brought, pair):
        base, decision = pair
        other = brought(LAW.replace("农村公路", "城市道路"), "现行文本")

        for wrong in (decision, other):
            with pytest.raises(BaseNeeded):
                combined(wrong, decision)
        with pytest.raises(BaseNeeded):
            combined(base, base)

"""A file becomes provisions, is kept whole, and is corrected until it is sent out."""

import pytest
from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.legaltext.reading import read
from legislation_hub.legaltext.repairing import Act, Repair
from legislation_hub.models import Event, KeyProvision, Provision
from legislation_hub.problems import (
    FileEmpty,
    FileKindUnknown,
    FileNotWhatItSays,
    FilePublishedBefore,
    NoProvisions,
    NotAllowed,
    RepairNotPossible,
    VersionFrozen,
)
from legislation_hub.services import drafting
from legislation_hub.services.drafting import (
    NewPaper,
    Upload,
    add_paper,
    add_version,
    repair_version,
    repairs_of,
    reread,
)
from legislation_hub.services.storing import path_of
from legislation_hub.vocabulary import Level, LineKind, PaperKind, Tag

TEXT = """农村公路条例

第一章　总则

第一条　为了保障农村公路的建设，制定本条例。

第二条　农村公路包括：
（一）县道；
（二）乡道。

第二章　建设

第三条　农村公路建设应当因地制宜。
"""


@pytest.fixture
def files(settings):
    return settings.files


@pytest.fixture
def coordinator(make):
    return make.coordinator()


@pytest.fixture
def upload(session, make, coordinator, files):
    def upload(text=TEXT, name="草案.txt", **more):
        content = text.encode() if isinstance(text, str) else text
        return add_version(
            session, coordinator, make.station(), files, Upload(name, content, "征求意见稿", **more)
        )

    return upload


def eids(session, version):
    query = select(Provision.eid).where(Provision.version_id == version.id).order_by(Provision.position)
    return list(session.scalars(query))


class TestAddVersion:
    def test_makes_a_row_of_every_provision_in_reading_order(self, session, upload):
        version = upload()

        assert version.title == "农村公路条例"
        assert eids(session, version) == [
            "chp_1", "art_1", "art_1__para_1", "art_2", "art_2__para_1", "art_2__para_1__item_1",
            "art_2__para_1__item_2", "chp_2", "art_3", "art_3__para_1",
        ]  # fmt: skip

    def test_says_how_each_provision_is_cited(self, session, upload):
        upload()

        item = session.scalars(select(Provision).where(Provision.eid == "art_2__para_1__item_2")).one()
        assert (item.level, item.citation, item.text) == (Level.ITEM, "第二条第（二）项", "乡道。")

    def test_keeps_the_file_whole(self, upload, files):
        version = upload()

        assert path_of(files, version.file.sha256).read_bytes() == TEXT.encode()

    def test_refuses_the_same_file_a_second_time_and_names_the_first(self, upload):
        upload()

        with pytest.raises(FilePublishedBefore, match="农村公路条例"):
            upload(name="另一个名字.txt")

    def test_takes_the_same_file_in_another_station(self, session, make, upload, files):
        upload()
        other = make.station(name="另一个联络站")

        version = add_version(
            session, make.coordinator(other), other, files, Upload("草案.txt", TEXT.encode(), "一审稿")
        )

        assert version.station_id == other.id

    def test_adds_a_further_reading_to_its_draft(self, upload):
        first = upload()

        second = upload(TEXT.replace("因地制宜", "量力而行"), draft=first.draft)

        assert (second.draft_id, second.ordinal) == (first.draft_id, 2)

    @pytest.mark.parametrize(
        ("name", "content", "problem"),
        [
            ("空.txt", b"", FileEmpty),
            ("空行.txt", b"\n \n", FileEmpty),
            ("假.docx", "第一条 这不是 Word 文件。".encode(), FileNotWhatItSays),
            ("表.xls", b"x", FileKindUnknown),
            ("通知.txt", "请各乡镇参加会议。".encode(), NoProvisions),
        ],
    )
    def test_refuses_what_is_no_draft_and_keeps_nothing(self, upload, files, name, content, problem):
        with pytest.raises(problem, match=name):
            upload(content, name)

        assert not files.exists()

    def test_belongs_to_the_coordinator_of_the_station(self, session, make, files):
        with pytest.raises(NotAllowed):
            add_version(
                session, make.room_head(), make.station(), files, Upload("草案.txt", TEXT.encode(), "一审稿")
            )

    def test_leaves_an_event_with_the_digest(self, session, upload):
        version = upload()

        event = session.scalars(select(Event).where(Event.tag == Tag.DRAFT_ADDED)).one()
        assert event.detail["sha256"] == version.file.sha256


class TestRepairVersion:
    @pytest.fixture
    def repair(self, session, coordinator, files):
        return lambda version, *repairs: repair_version(session, coordinator, version, files, repairs)

    def test_joins_a_line_with_the_one_before(self, session, upload, repair):
        version = upload()

        repair(version, Repair(Act.JOIN, 9))

        assert "art_2__para_1__item_2" not in eids(session, version)
        assert repairs_of(version) == [Repair(Act.JOIN, 9)]

    def test_says_what_a_line_is(self, session, upload, repair):
        version = upload()

        repair(version, Repair(Act.KIND, 3, LineKind.NOTE))

        assert "chp_1" not in eids(session, version)
        assert version.note == "第一章　总则"

    def test_is_undone_by_doing_less(self, session, upload, repair):
        version = upload()
        before = eids(session, version)
        repair(version, Repair(Act.JOIN, 9))

        repair(version)

        assert eids(session, version) == before

    def test_gives_an_old_article_a_new_chapter_to_stand_in(self, session, upload, repair):
        version = upload()
        repair(version, Repair(Act.KIND, 3, LineKind.NOTE))

        repair(version)

        chapter, article = (
            session.scalars(select(Provision).where(Provision.eid == eid)).one() for eid in ("chp_1", "art_1")
        )
        assert article.parent_id == chapter.id

    def test_leaves_key_provisions_where_they_were_put(self, session, make, upload, repair):
        version = upload()
        article = session.scalars(select(Provision).where(Provision.eid == "art_3")).one()
        consultation = make.consultation(version_id=version.id)
        session.add(KeyProvision(consultation_id=consultation.id, provision_id=article.id, position=1))
        session.flush()

        repair(version, Repair(Act.JOIN, 9))

        key = session.scalars(select(KeyProvision)).one()
        assert key.provision_id == article.id
        assert session.scalars(select(Provision).where(Provision.eid == "art_3")).one().id == article.id

    def test_forgets_a_key_provision_that_is_none_any_more(self, session, make, upload, repair):
        version = upload()
        item = session.scalars(select(Provision).where(Provision.eid == "art_2__para_1__item_2")).one()
        consultation = make.consultation(version_id=version.id)
        session.add(KeyProvision(consultation_id=consultation.id, provision_id=item.id, position=1))
        session.flush()

        repair(version, Repair(Act.JOIN, 9))

        assert session.scalars(select(KeyProvision)).all() == []

    def test_stops_once_the_version_was_sent_out(self, upload, repair):
        version = upload()
        version.published_at = clock.now()

        with pytest.raises(VersionFrozen):
            repair(version, Repair(Act.JOIN, 9))

    def test_knows_a_line_that_is_not_there(self, upload, repair):
        version = upload()

        with pytest.raises(RepairNotPossible):
            repair(version, Repair(Act.JOIN, 99))

    def test_shows_the_file_beside_what_it_is_read_as(self, upload, repair, files):
        version = upload()
        repair(version, Repair(Act.JOIN, 9))

        seen = reread(files, version)

        assert [line for line, _piece in seen.mended.places] == [1, 3, 5, 7, 8, 11, 13]
        assert [one.line.number for one in seen.placed] == [1, 2, 3, 4, 5, 6, 7]

    def test_reads_the_file_once_for_all_touches(self, upload, repair, files, monkeypatch):
        version = upload()
        opened = []

        def counted(name, content):
            opened.append(name)
            return read(name, content)

        monkeypatch.setattr(drafting, "read", counted)
        repair(version, Repair(Act.JOIN, 9))
        repair(version)
        reread(files, version)

        assert opened == ["草案.txt"]

    def test_keeps_remarks_by_the_lines_of_the_file(self, upload, repair):
        version = upload(f"{TEXT}\n\n第九条　跳过去了。\n")
        before = version.text["remarks"]

        repair(version, Repair(Act.JOIN, 9))

        assert version.text["remarks"] == before
        assert before[0]["line"] > 9

    def test_tells_no_more_of_what_was_accepted(self, upload, repair, files):
        version = upload(f"{TEXT}\n\n第九条　跳过去了。\n")
        (remark,) = version.text["remarks"]

        repair(version, Repair(Act.ACCEPT, remark["line"], reason=remark["reason"]))

        assert version.text["remarks"] == []
        assert reread(files, version).law.remarks == ()

    def test_keeps_an_old_repair_that_does_not_fit_any_more(self, session, upload, repair, files):
        version = upload()
        version.repairs = [Repair(Act.JOIN, 99).as_json()]

        seen = reread(files, version)
        repair(version, *repairs_of(version), Repair(Act.JOIN, 9))

        assert seen.mended.undone == {0}
        assert repairs_of(version) == [Repair(Act.JOIN, 99), Repair(Act.JOIN, 9)]
        assert "art_2__para_1__item_2" not in eids(session, version)

    def test_sees_that_an_earlier_release_read_otherwise(self, upload, repair, files):
        version = upload()
        assert not reread(files, version).changed
        version.text = {**version.text, "title": "别的题目"}

        assert reread(files, version).changed
        repair(version)
        assert not reread(files, version).changed


class TestAddPaper:
    def test_keeps_a_paper_of_any_kind_with_its_name(self, session, coordinator, upload, files):
        version = upload()

        paper = add_paper(
            session,
            coordinator,
            version,
            files,
            NewPaper(PaperKind.EXPLANATION, "关于草案的说明.pdf", b"%PDF-1.7"),
        )

        assert (paper.title, paper.file.media_type) == ("关于草案的说明", "application/pdf")
        assert path_of(files, paper.file.sha256).read_bytes() == b"%PDF-1.7"

"""A point is put to departments, they answer in writing, and the scan of the sealed reply is kept whole."""

import pytest
from sqlalchemy import func, select

from legislation_hub import clock
from legislation_hub.models import Event, Inquiry, Notice, Point
from legislation_hub.problems import (
    ConsultationNotAt,
    DeadlinePassed,
    FieldMissing,
    FileEmpty,
    FileNotWhatItSays,
    FileTooLarge,
    NobodyChosen,
    NotAllowed,
    PointDissolved,
    ScanKindUnknown,
)
from legislation_hub.services.asking import Asked, answer_inquiry, ask, keep_scan
from legislation_hub.services.noticing import remind_of_due_dates
from legislation_hub.services.storing import path_of
from legislation_hub.vocabulary import NoticeKind, Place, Stage, Tag
from tests.makers import in_days

QUESTION = Asked("部门有无不同意见？", in_days(5))
PDF = b"%PDF-1.7 sealed"


@pytest.fixture
def coordinator(make):
    return make.coordinator()


@pytest.fixture
def officer(make):
    return make.officer()


@pytest.fixture
def point(session, make, coordinator):
    consultation = make.consultation()
    point = Point(
        consultation_id=consultation.id, station_id=consultation.station_id, number=1, place=Place.WHOLE,
        wording="建议明确边沟养护责任", made_by_id=coordinator.id, made_at=clock.now(),
    )  # fmt: skip
    session.add(point)
    session.flush()
    return point


@pytest.fixture
def inquiry(session, coordinator, officer, point):
    return ask(session, coordinator, point, [officer.unit], QUESTION)[0]


def notices(session, account, kind):
    return session.scalar(
        select(func.count()).select_from(Notice).where(Notice.account_id == account.id, Notice.kind == kind)
    )


class TestAsk:
    def test_tells_the_people_of_each_department(self, session, officer, inquiry):
        assert (inquiry.question, inquiry.due_on) == ("部门有无不同意见？", in_days(5))
        assert notices(session, officer, NoticeKind.INQUIRY_ARRIVED) == 1

    def test_asks_nobody_twice(self, session, make, coordinator, officer, point, inquiry):
        second = make.department()

        assert [one.unit for one in ask(session, coordinator, point, [officer.unit, second], QUESTION)] == [second]
        assert session.scalar(select(func.count()).select_from(Inquiry)) == 2

    def test_asks_departments_of_the_station_alone(self, session, make, coordinator, point):
        elsewhere = make.department(make.station(name="另一个联络站"))
        for units in ([], [make.room()], [elsewhere]):
            with pytest.raises(NobodyChosen):
                ask(session, coordinator, point, units, QUESTION)

    def test_gives_a_day_that_can_be_kept(self, session, coordinator, officer, point):
        with pytest.raises(DeadlinePassed):
            ask(session, coordinator, point, [officer.unit], Asked("？", in_days(-1)))

    def test_is_the_coordinator_s_business(self, session, officer, point):
        with pytest.raises(NotAllowed):
            ask(session, officer, point, [officer.unit], QUESTION)

    def test_leaves_alone_a_point_that_was_dissolved(self, session, coordinator, officer, point):
        point.dissolved_at = clock.now()

        with pytest.raises(PointDissolved):
            ask(session, coordinator, point, [officer.unit], QUESTION)


class TestAnswerInquiry:
    def test_keeps_the_answer_and_tells_the_station(self, session, officer, coordinator, inquiry):
        answer_inquiry(session, officer, inquiry, " 无不同意见。 ")

        assert (inquiry.answer, inquiry.answered_by_id) == ("无不同意见。", officer.id)
        assert notices(session, coordinator, NoticeKind.INQUIRY_ANSWERED) == 1
        assert session.scalars(select(Event).where(Event.tag == Tag.INQUIRY_ANSWERED)).one().detail == {"point": 1}

    def test_may_be_improved_and_keeps_the_scan(self, session, officer, inquiry, tmp_path):
        scan = keep_scan(session, tmp_path, "复函.pdf", PDF, 100)
        answer_inquiry(session, officer, inquiry, "无不同意见。", scan)
        answer_inquiry(session, officer, inquiry, "建议增加经费保障。")

        assert (inquiry.answer, inquiry.file_id) == ("建议增加经费保障。", scan.id)

    def test_is_refused_when_blank_or_of_another_department_or_too_late(self, session, make, officer, inquiry):
        with pytest.raises(FieldMissing):
            answer_inquiry(session, officer, inquiry, " ")
        with pytest.raises(NotAllowed):
            answer_inquiry(session, make.officer(), inquiry, "无不同意见。")
        inquiry.point.consultation.stage = Stage.REPORTED
        with pytest.raises(ConsultationNotAt):
            answer_inquiry(session, officer, inquiry, "无不同意见。")

    def test_has_nothing_to_answer_once_the_point_was_dissolved(self, session, officer, point, inquiry):
        point.dissolved_at = clock.now()

        with pytest.raises(PointDissolved):
            answer_inquiry(session, officer, inquiry, "无不同意见。")


class TestKeepScan:
    def test_keeps_it_whole_under_its_name(self, session, tmp_path):
        row = keep_scan(session, tmp_path, "C:\\扫描\\复函.PDF", PDF, 100)

        assert (row.name, row.media_type) == ("复函.PDF", "application/pdf")
        assert path_of(tmp_path, row.sha256).read_bytes() == PDF

    def test_leaves_out_of_the_name_what_would_break_a_download(self, session, tmp_path):
        assert keep_scan(session, tmp_path, "复函\r\nX: 1.pdf", PDF, 100).name == "复函X: 1.pdf"

    @pytest.mark.parametrize(
        ("name", "content", "problem"),
        [
            ("复函.pdf", b"", FileEmpty),
            ("复函.pdf", PDF * 10, FileTooLarge),
            ("复函.docx", b"PK\x03\x04", ScanKindUnknown),
            ("复函", PDF, ScanKindUnknown),
            ("复函.pdf", b"<html><script>", FileNotWhatItSays),
            ("复函.jpg", PDF, FileNotWhatItSays),
        ],
    )
    def test_refuses_what_is_no_scan(self, session, tmp_path, name, content, problem):
        with pytest.raises(problem):
            keep_scan(session, tmp_path, name, content, 100)

        assert list(tmp_path.rglob("*.pdf")) == []


class TestRemindOfDueDates:
    def test_reminds_a_department_once_per_day_of_expiry(self, session, officer, inquiry):
        inquiry.due_on = in_days(2)
        remind_of_due_dates(session)
        remind_of_due_dates(session)

        assert notices(session, officer, NoticeKind.TASK_DUE_SOON) == 1

    def test_says_when_it_is_overdue(self, session, officer, inquiry):
        inquiry.due_on = in_days(-1)
        remind_of_due_dates(session)

        assert notices(session, officer, NoticeKind.TASK_OVERDUE) == 1

    @pytest.mark.parametrize("gone", ["dissolved", "recalled", "reported"])
    def test_keeps_quiet_about_what_needs_no_answer_any_more(self, session, officer, point, inquiry, gone):
        inquiry.due_on = in_days(1)
        if gone == "dissolved":
            point.dissolved_at = clock.now()
        elif gone == "recalled":
            point.consultation.recalled_at = clock.now()
        else:
            point.consultation.stage = Stage.REPORTED

        assert remind_of_due_dates(session) == 0

"""A report is compiled, signed and frozen; it is signed only when it adds up."""

import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from legislation_hub import clock
from legislation_hub.models import Notice, Withdrawal
from legislation_hub.problems import (
    NotAllowed,
    ReportChangedMeanwhile,
    ReportDoesNotAddUp,
    ReportExists,
    ReportFrozen,
    ReportNotAsRead,
)
from legislation_hub.proofs import manifest
from legislation_hub.proofs.leaves import leaf
from legislation_hub.queries.reports import content_of
from legislation_hub.services import compiling, merging, reckoning
from legislation_hub.services.compiling import Written
from legislation_hub.services.merging import Wording
from legislation_hub.vocabulary import NoticeKind, ReportState, Section, Stage


def say(text):
    return text


def _withdraw(session, comment):
    """Take one comment back while another of the same person stays."""
    session.add(Withdrawal(comment_id=comment.id, withdrawn_at=clock.now(), leaf=""))
    session.flush()
    comment.said.words = comment.said.proposal = comment.said.reason = ""
    comment.said.salt = None
    comment.withdrawn_at = clock.now()
    session.flush()


class Scene:
    """A consultation under review with three comments of two rooms, two of them in one point."""

    def __init__(self, session, make):
        self.consultation = make.consultation(stage=Stage.REVIEWING)
        self.coordinator, self.head = make.coordinator(), make.station_head()
        tasks = [make.task(consultation=self.consultation) for _room in range(2)]
        second = make.article(self.consultation.version, 8)
        self.comments = [
            make.comment(tasks[0], "边沟要一起修。", provision_id=second.id),
            make.comment(tasks[1], "修路不修沟，雨一来就冲了。", provision_id=second.id),
            make.comment(tasks[1], "总体很好。"),
        ]
        self.point = merging.make_point(
            session,
            self.coordinator,
            self.consultation,
            self.comments[:2],
            Wording("农村公路应当同步修建边沟", "同步建设排水设施", "雨水冲毁路基"),
        )
        self.report = compiling.compile_report(session, self.coordinator, self.consultation, make.station(), say)


@pytest.fixture
def scene(session, make):
    return Scene(session, make)


class TestContent:
    def test_counts_what_stands_behind_a_point(self, session, scene):
        [line] = content_of(session, scene.report).lines

        assert (line.submissions, len(line.rooms)) == (2, 2)
        assert line.numbers == tuple(sorted(one.number for one in scene.comments[:2]))

    def test_names_comments_that_stand_nowhere(self, session, scene):
        assert [one.number for one in content_of(session, scene.report).unplaced] == [scene.comments[2].number]

    def test_has_main_points_by_article_and_divided_ones_last(self, session, make, scene):
        later = make.article(scene.consultation.version, 9)
        task = make.task(consultation=scene.consultation)
        merging.make_point(
            session,
            scene.coordinator,
            scene.consultation,
            [scene.comments[2]],
            Wording("有不同看法", section=Section.DIVIDED),
        )
        merging.make_point(
            session,
            scene.coordinator,
            scene.consultation,
            [make.comment(task, provision_id=later.id)],
            Wording("第九条写清楚"),
        )

        lines = content_of(session, scene.report).lines

        assert [line.wording for line in lines] == ["农村公路应当同步修建边沟", "第九条写清楚", "有不同看法"]


class TestSign:
    def test_is_refused_while_a_comment_stands_nowhere(self, session, scene):
        with pytest.raises(ReportDoesNotAddUp) as refused:
            compiling.sign_report(session, scene.head, scene.report, say)

        assert scene.comments[2].number in str(refused.value.differences[0])

    def test_freezes_lines_figures_and_root(self, session, scene):
        merging.omit(session, scene.coordinator, scene.comments[2], "没有具体意见")

        report = compiling.sign_report(session, scene.head, scene.report, say)

        proof = manifest.read(report.manifest.encode())
        said = scene.comments[0]
        assert proof["root"] == report.root
        assert leaf(bytes(32), said.number, "边沟要一起修。").hex() in {
            one["leaf"] for one in proof["points"][0]["comments"]
        }
        assert scene.consultation.stage is Stage.REPORTED
        assert "边沟要一起修" not in json.dumps(report.frozen, ensure_ascii=False)

    def test_reads_back_what_was_signed(self, session, scene):
        merging.omit(session, scene.coordinator, scene.comments[2], "没有具体意见")
        before = content_of(session, scene.report)

        report = compiling.sign_report(session, scene.head, scene.report, say)

        assert content_of(session, report) == before

    def test_keeps_nothing_of_who_spoke_that_a_withdrawal_could_not_take(self, session, make, scene):
        merging.omit(session, scene.coordinator, scene.comments[2], "没有具体意见")
        gone, stays = scene.comments[0].submission, scene.comments[1].submission
        for one, household in ((gone, "户甲"), (stays, "户乙")):
            one.household = make.household(code=household)
            one.speaker, one.identity, one.age_band, one.interpreter = "王某", "村干部", "60+", "李某"
        report = compiling.sign_report(session, scene.head, scene.report, say)
        before = content_of(session, report).entries

        _withdraw(session, scene.comments[0])

        kept = json.dumps(report.frozen, ensure_ascii=False)
        assert [text for text in ("户甲", "王某", "60+", "李某") if text in kept] == []
        after = {one.comment: one for one in content_of(session, report).entries}
        blank = after[str(scene.comments[0].id)]
        assert (blank.speaker, blank.household, blank.grid, blank.interpreter) == ("", "", "", "")
        assert after[str(scene.comments[1].id)] in before

    def test_cannot_be_undone_even_by_hand(self, session, scene):
        merging.omit(session, scene.coordinator, scene.comments[2], "没有具体意见")
        report = compiling.sign_report(session, scene.head, scene.report, say)
        session.flush()

        with pytest.raises(ReportFrozen):
            compiling.sign_report(session, scene.head, report, say)
        with pytest.raises(DBAPIError, match="frozen"):
            session.execute(text("UPDATE report SET title = '别的'"))

    def test_is_for_the_station_head_alone(self, session, scene):
        with pytest.raises(NotAllowed):
            compiling.sign_report(session, scene.coordinator, scene.report, say)

    def test_is_refused_when_the_edited_text_names_other_figures(self, session, scene):
        merging.omit(session, scene.coordinator, scene.comments[2], "没有具体意见")
        written = Written(
            "标题", "市人大", "联络站", "共收到意见99件、99条。", "总体很好。", scene.report.revision
        )
        compiling.write_report(session, scene.coordinator, scene.report, written)

        with pytest.raises(ReportDoesNotAddUp) as refused:
            compiling.sign_report(session, scene.head, scene.report, say)

        assert len(refused.value.differences) == 2

    def test_is_refused_when_the_report_is_not_as_it_was_read(self, session, scene):
        merging.omit(session, scene.coordinator, scene.comments[2], "没有具体意见")
        read = reckoning.as_read(scene.report, content_of(session, scene.report))
        merging.reword(session, scene.coordinator, scene.point, Wording("边沟一律不修"))

        with pytest.raises(ReportNotAsRead):
            compiling.sign_report(session, scene.head, scene.report, say, read)

        read = reckoning.as_read(scene.report, content_of(session, scene.report))
        assert compiling.sign_report(session, scene.head, scene.report, say, read).root


class TestSubmit:
    def test_a_report_that_came_back_is_laid_before_the_head_anew(self, session, scene):
        compiling.submit_report(session, scene.coordinator, scene.report)
        compiling.return_report(session, scene.head, scene.report, "补充分歧意见")
        compiling.submit_report(session, scene.coordinator, scene.report)

        told = session.query(Notice).filter_by(kind=NoticeKind.REPORT_TO_SIGN, account_id=scene.head.id)
        assert (told.count(), scene.report.state) == (2, ReportState.WRITING)


class TestWrite:
    def test_does_not_overwrite_what_somebody_else_saved(self, session, scene):
        written = Written("标题", "市人大", "联络站", "", "总体很好。", scene.report.revision)
        compiling.write_report(session, scene.coordinator, scene.report, written)

        with pytest.raises(ReportChangedMeanwhile):
            compiling.write_report(session, scene.coordinator, scene.report, written)

    def test_a_returned_report_is_being_written_again_once_saved(self, session, scene):
        compiling.return_report(session, scene.head, scene.report, "补充分歧意见")
        assert scene.report.state is ReportState.RETURNED

        written = Written("标题", "市人大", "联络站", "", "总体很好。", scene.report.revision)
        compiling.write_report(session, scene.coordinator, scene.report, written)

        assert scene.report.state is ReportState.WRITING


class TestCompile:
    def test_is_done_once(self, session, make, scene):
        with pytest.raises(ReportExists):
            compiling.compile_report(session, scene.coordinator, scene.consultation, make.station(), say)

    def test_a_signed_one_is_corrected_by_a_new_one_that_names_it(self, session, make, scene):
        merging.omit(session, scene.coordinator, scene.comments[2], "没有具体意见")
        signed = compiling.sign_report(session, scene.head, scene.report, say)

        new = compiling.compile_report(
            session, scene.coordinator, scene.consultation, make.station(), say, corrects=signed
        )

        assert (new.corrects_id, new.number != signed.number) == (signed.id, True)

    def test_is_not_for_a_consultation_of_another_station(self, session, make):
        own = make.station()
        elsewhere = make.consultation(make.station(name="邻县基层立法联络站"), stage=Stage.REVIEWING)

        with pytest.raises(NotAllowed):
            compiling.compile_report(session, make.coordinator(), elsewhere, own, say)

    def test_corrects_nothing_but_the_unit_s_own_signed_report(self, session, make, scene):
        another = make.consultation(stage=Stage.REVIEWING)

        for asked in (another, scene.consultation):
            with pytest.raises(NotAllowed):
                compiling.compile_report(session, scene.coordinator, asked, make.station(), say, scene.report)

    def test_a_room_reports_each_comment_in_its_own_words(self, session, make):
        task = make.task()
        comment = make.comment(task, "路太窄，会车难。")
        head = make.room_head(task.unit)

        report = compiling.compile_report(session, head, task.consultation, task.unit, say)
        signed = compiling.sign_report(session, head, report, say)

        [line] = content_of(session, signed).lines
        assert (line.wording, line.numbers) == ("路太窄，会车难。", (comment.number,))


class TestCloseCollecting:
    def test_makes_today_the_last_day(self, session, make):
        consultation = make.consultation()

        compiling.close_collecting(session, make.coordinator(), consultation)

        assert (consultation.stage, consultation.closes_on) == (Stage.REVIEWING, clock.today())

"""A room says a verdict beside each comment and hands up; the words stay as they were said."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from legislation_hub import clock
from legislation_hub.models import Conflict, Event, Notice, Supplement, Transfer, Verdict
from legislation_hub.models.base import new_id
from legislation_hub.problems import (
    CameTwice,
    CommentWithdrawn,
    ConflictsUnsettled,
    ConsultationNotAt,
    DeadlinePassed,
    FieldMissing,
    NotAllowed,
    NotTheSame,
    SlipsUnsettled,
    SomethingSaid,
    TaskHandedUp,
    TaskNotSigned,
    VerdictsMissing,
)
from legislation_hub.services.dispatching import return_task
from legislation_hub.services.issuing import Order, issue
from legislation_hub.services.keying import key
from legislation_hub.services.merging import omit
from legislation_hub.services.reviewing import (
    Accepted,
    Opinion,
    accept_waiting,
    give_verdict,
    hand_up,
    reply_no_comment,
    settle_conflict,
    unsettled,
)
from legislation_hub.services.transcribing import Opinion as Slot
from legislation_hub.services.transcribing import Reading
from legislation_hub.vocabulary import Channel, NoticeKind, SlipKind, Stage, Tag, VerdictKind
from tests.makers import in_days

ACCEPTED = Opinion(VerdictKind.ACCEPTED)
UNCLEAR = Opinion(VerdictKind.DETAIL, note="哪一段路？")
PASSED_ON = Opinion(VerdictKind.TRANSFER, note="低保申请", passed_to="县民政局", due_on=in_days(15))


@pytest.fixture
def head(make):
    return make.room_head()


@pytest.fixture
def task(make, head):
    return make.task(head.unit, signed_at=clock.now())


@pytest.fixture
def comment(make, task):
    return make.comment(task)


def count(session, kind, *where):
    return session.scalar(select(func.count()).select_from(kind).where(*where))


class TestGiveVerdict:
    def test_stands_beside_the_words_and_says_who_gave_it(self, session, head, comment):
        words = comment.said.words

        verdict = give_verdict(session, head, comment, Opinion(VerdictKind.ACCEPTED, note=" 属实 "))

        assert (verdict.kind, verdict.note, verdict.given_by) == (VerdictKind.ACCEPTED, "属实", head)
        assert (comment.verdict, comment.said.words) == (VerdictKind.ACCEPTED, words)

    def test_keeps_the_earlier_verdict_when_the_room_thinks_better_of_it(self, session, head, comment):
        give_verdict(session, head, comment, UNCLEAR)
        give_verdict(session, head, comment, ACCEPTED)

        assert comment.verdict is VerdictKind.ACCEPTED
        assert count(session, Verdict, Verdict.comment_id == comment.id) == 2

    def test_leaves_an_event_without_a_word_of_what_was_said(self, session, head, comment):
        give_verdict(session, head, comment, UNCLEAR)

        event = session.scalars(select(Event).where(Event.tag == Tag.VERDICT_GIVEN)).one()
        assert event.detail == {"number": comment.number, "kind": "detail"}

    def test_is_given_by_the_head_of_that_room_alone(self, session, make, comment):
        strangers = (make.room_head(), make.collector(comment.room), make.coordinator(), make.station_head())
        for stranger in strangers:
            with pytest.raises(NotAllowed):
                give_verdict(session, stranger, comment, ACCEPTED)

    def test_stops_once_the_station_has_reported(self, session, make, head):
        comment = make.comment(make.task(head.unit, stage=Stage.REPORTED))

        with pytest.raises(ConsultationNotAt):
            give_verdict(session, head, comment, ACCEPTED)

    def test_is_given_on_what_a_phone_brought_after_the_report_was_out(self, session, make, head):
        comment = make.comment(make.task(head.unit, stage=Stage.REPORTED), late=True)

        give_verdict(session, head, comment, ACCEPTED)

        assert comment.verdict is VerdictKind.ACCEPTED

    def test_stops_for_a_late_one_too_once_the_station_has_left_it_out(self, session, make, head):
        task = make.task(head.unit, stage=Stage.REVIEWING)
        comment = make.comment(task, late=True)
        omit(session, make.coordinator(), comment, "与草案无关")
        task.consultation.stage = Stage.REPORTED

        with pytest.raises(ConsultationNotAt):
            give_verdict(session, head, comment, ACCEPTED)

    def test_cannot_be_given_on_words_that_were_taken_back(self, session, make, head, task):
        with pytest.raises(CommentWithdrawn):
            give_verdict(session, head, make.comment(task, withdrawn_at=clock.now()), ACCEPTED)

    def test_leaves_alone_what_was_handed_up(self, session, head, task, comment):
        task.handed_up_at = clock.now()

        with pytest.raises(TaskHandedUp):
            give_verdict(session, head, comment, ACCEPTED)

    def test_is_given_on_what_came_after_handing_up(self, session, make, head, task):
        task.handed_up_at = clock.now() - timedelta(hours=1)

        give_verdict(session, head, make.comment(task), ACCEPTED)

        assert unsettled(session, task) == 0


class TestAcceptWaiting:
    def test_gives_each_its_own_verdict_and_event(self, session, make, task):
        head = make.room_head(task.unit)
        chosen = [make.comment(task, words) for words in ("路窄。", "灯少。")]
        other = make.comment(task, "桥旧。")

        assert accept_waiting(session, head, task, [one.id for one in chosen]) == Accepted(2, 0)

        assert [one.verdict for one in (*chosen, other)] == [VerdictKind.ACCEPTED, VerdictKind.ACCEPTED, None]
        given = session.scalars(select(Event.subject_id).where(Event.tag == Tag.VERDICT_GIVEN)).all()
        assert sorted(given) == sorted(str(one.id) for one in chosen)

    def test_leaves_what_does_not_wait_and_what_is_another_task_s(self, session, make, task):
        head = make.room_head(task.unit)
        judged, elsewhere = make.comment(task), make.comment(make.task())
        give_verdict(session, head, judged, Opinion(VerdictKind.DETAIL, note="哪一段？"))

        assert accept_waiting(session, head, task, [judged.id, elsewhere.id]) == Accepted(0, 0)
        assert (judged.verdict, elsewhere.verdict) == (VerdictKind.DETAIL, None)

    def test_belongs_to_the_room(self, session, make, task):
        with pytest.raises(NotAllowed):
            accept_waiting(session, make.room_head(), task, [make.comment(task).id])


class TestBackForDetail:
    def test_tells_the_collector_what_is_missing(self, session, make, head, task):
        collector = make.collector(head.unit)
        comment = make.comment(task, recorded_by=collector)

        give_verdict(session, head, comment, UNCLEAR)

        notice = session.scalars(select(Notice).where(Notice.account_id == collector.id)).one()
        assert (notice.kind, notice.detail["note"]) == (NoticeKind.COMMENT_RETURNED, "哪一段路？")

    def test_tells_the_collector_every_time(self, session, make, head, task):
        comment = make.comment(task, recorded_by=make.collector(head.unit))
        give_verdict(session, head, comment, UNCLEAR)
        give_verdict(session, head, comment, UNCLEAR)

        assert count(session, Notice) == 2

    def test_tells_no_head_of_what_they_wrote_down_and_sent_back_themselves(self, session, make, head, task):
        give_verdict(session, head, make.comment(task, recorded_by=head), UNCLEAR)

        assert count(session, Notice) == 0

    def test_says_what_is_missing(self, session, head, comment):
        with pytest.raises(FieldMissing):
            give_verdict(session, head, comment, Opinion(VerdictKind.DETAIL, note="  "))


class TestSameAsAnother:
    def test_names_the_other_one(self, session, make, head, task, comment):
        first = make.comment(task)

        verdict = give_verdict(session, head, comment, Opinion(VerdictKind.SAME, same_as=first))

        assert verdict.same_as == first

    def test_names_neither_itself_nor_one_of_another_task_nor_one_taken_back(
        self, session, make, head, task, comment
    ):
        others = (None, comment, make.comment(make.task(head.unit)), make.comment(task, withdrawn_at=clock.now()))
        for other in others:
            with pytest.raises(NotTheSame):
                give_verdict(session, head, comment, Opinion(VerdictKind.SAME, same_as=other))

    def test_makes_no_circle(self, session, make, head, task, comment):
        first = make.comment(task)
        give_verdict(session, head, first, Opinion(VerdictKind.SAME, same_as=comment))

        with pytest.raises(NotTheSame):
            give_verdict(session, head, comment, Opinion(VerdictKind.SAME, same_as=first))

    def test_is_not_the_same_as_a_grievance_that_was_passed_on(self, session, make, head, task, comment):
        grievance = make.comment(task)
        give_verdict(session, head, grievance, PASSED_ON)

        with pytest.raises(NotTheSame):
            give_verdict(session, head, comment, Opinion(VerdictKind.SAME, same_as=grievance))


class TestPassedOn:
    def test_puts_it_on_the_list_with_whom_and_by_when(self, session, head, comment):
        give_verdict(session, head, comment, PASSED_ON)

        transfer = session.scalars(select(Transfer)).one()
        assert (transfer.passed_to, transfer.note, transfer.due_on) == ("县民政局", "低保申请", in_days(15))
        assert (transfer.passed_by_id, transfer.room_id) == (head.id, comment.room_id)

    def test_is_kept_when_the_room_thinks_better_of_it(self, session, head, comment):
        give_verdict(session, head, comment, PASSED_ON)
        give_verdict(session, head, comment, ACCEPTED)

        assert comment.verdict is VerdictKind.ACCEPTED
        assert count(session, Transfer) == 1

    def test_is_open_again_when_it_is_passed_on_to_somebody_else(self, session, head, comment):
        give_verdict(session, head, comment, PASSED_ON)
        transfer = session.scalars(select(Transfer)).one()
        transfer.closed_at = clock.now()

        give_verdict(session, head, comment, Opinion(VerdictKind.TRANSFER, passed_to="乡民政办"))

        assert (transfer.passed_to, transfer.closed_at) == ("乡民政办", None)
        assert count(session, Transfer) == 1

    def test_names_somebody_and_a_day_that_can_be_kept(self, session, head, comment):
        with pytest.raises(FieldMissing):
            give_verdict(session, head, comment, Opinion(VerdictKind.TRANSFER, passed_to=" "))
        with pytest.raises(DeadlinePassed):
            give_verdict(
                session, head, comment, Opinion(VerdictKind.TRANSFER, passed_to="县民政局", due_on=in_days(-1))
            )


class TestUnsettled:
    def test_counts_what_nobody_looked_at(self, session, make, head, task, comment):
        make.comment(task, withdrawn_at=clock.now())
        later = make.comment(task, corrects_id=comment.id)

        assert unsettled(session, task) == 1
        give_verdict(session, head, later, ACCEPTED)
        assert unsettled(session, task) == 0

    def test_counts_what_waits_for_detail_and_what_the_detail_has_come_for(self, session, head, task, comment):
        give_verdict(session, head, comment, UNCLEAR)
        assert unsettled(session, task) == 1

        session.add(Supplement(comment_id=comment.id, text="村口那段", added_by_id=head.id, added_at=clock.now()))
        assert unsettled(session, task) == 1

        give_verdict(session, head, comment, ACCEPTED)
        assert unsettled(session, task) == 0


class TestHandUp:
    def test_hands_up_with_a_summary_and_tells_the_station(self, session, make, head, task, comment):
        coordinator = make.coordinator()
        give_verdict(session, head, comment, ACCEPTED)

        hand_up(session, head, task, " 共收到1条 ")

        assert (task.summary, task.handed_up_by, task.no_comment) == ("共收到1条", head, False)
        notice = session.scalars(select(Notice).where(Notice.account_id == coordinator.id)).one()
        assert notice.kind == NoticeKind.TASK_HANDED_UP

    def test_waits_until_every_comment_was_looked_at(self, session, head, task, comment):
        with pytest.raises(VerdictsMissing):
            hand_up(session, head, task, "共收到1条")

    def test_waits_until_every_slip_that_was_keyed_in_has_become_comments(self, session, make, head, task):
        [slip] = issue(session, head, task, Order(id=new_id(), kind=SlipKind.SPARE, count=1))
        said = Reading(
            id=new_id(),
            opinions=(Slot("free-1", "边沟也要修。", "", "whole"),),
            heard_at=clock.now(),
            channel=Channel.QUESTIONNAIRE,
        )
        key(session, make.collector(task.unit), slip, said, True, b"only for tests")

        for act in (hand_up, reply_no_comment):
            with pytest.raises(SlipsUnsettled):
                act(session, head, task, "")

    def test_is_done_once(self, session, head, task):
        hand_up(session, head, task, "无")

        with pytest.raises(TaskHandedUp):
            hand_up(session, head, task, "无")

    def test_comes_after_signing_for_the_task(self, session, make, head):
        with pytest.raises(TaskNotSigned):
            hand_up(session, head, make.task(head.unit), "无")

    def test_is_done_again_after_the_station_returned_it(self, session, make, head, task):
        hand_up(session, head, task, "太短")
        return_task(session, make.coordinator(), task, "请补充小结")

        hand_up(session, head, task, "补充后的小结")

        assert task.summary == "补充后的小结"

    def test_is_the_room_s_own_business(self, session, make, task):
        with pytest.raises(NotAllowed):
            hand_up(session, make.room_head(), task, "无")

    def test_lets_a_department_hand_up_without_verdicts(self, session, make):
        officer = make.officer()
        task = make.task(officer.unit, signed_at=clock.now())
        make.comment(task)

        assert hand_up(session, officer, task, "意见见附件").handed_up_by == officer


class TestReplyNoComment:
    def test_says_formally_that_there_is_nothing_to_say(self, session, head, task):
        assert reply_no_comment(session, head, task).no_comment

    def test_is_refused_where_something_was_said(self, session, head, task, comment):
        with pytest.raises(SomethingSaid):
            reply_no_comment(session, head, task)

    def test_is_possible_where_only_grievances_were_heard(self, session, head, task, comment):
        give_verdict(session, head, comment, PASSED_ON)

        assert reply_no_comment(session, head, task).no_comment


class TestSettleConflict:
    @pytest.fixture
    def conflict(self, session, comment):
        ours = {"station_id": comment.station_id, "room_id": comment.room_id}
        content = {"words": "边沟和涵洞都要修。"}
        conflict = Conflict(
            comment_id=comment.id, **ours, fingerprint="f" * 64, content=content, received_at=clock.now()
        )
        session.add(conflict)
        session.flush()
        return conflict

    def test_keeps_both_contents_and_says_that_somebody_looked(self, session, head, comment, conflict):
        settle_conflict(session, head, conflict)

        assert conflict.settled_at is not None
        assert (conflict.content["words"], comment.said.words) == (
            "边沟和涵洞都要修。",
            "路修到组上，边沟也要一起修。",
        )
        event = session.scalars(select(Event).where(Event.tag == Tag.COMMENT_CONFLICT)).one()
        assert event.detail == {"number": comment.number, "conflict": str(conflict.id), "settled": True}

    def test_changes_nothing_a_second_time(self, session, head, conflict):
        first = settle_conflict(session, head, conflict).settled_at

        assert settle_conflict(session, head, conflict).settled_at == first
        assert count(session, Event, Event.tag == Tag.COMMENT_CONFLICT) == 1

    def test_is_the_room_s_own_business(self, session, make, conflict):
        with pytest.raises(NotAllowed):
            settle_conflict(session, make.room_head(), conflict)

    def test_comes_before_any_verdict(self, session, head, comment, conflict):
        for opinion in (ACCEPTED, UNCLEAR, PASSED_ON):
            with pytest.raises(CameTwice):
                give_verdict(session, head, comment, opinion)

        settle_conflict(session, head, conflict)

        assert give_verdict(session, head, comment, ACCEPTED).kind is VerdictKind.ACCEPTED

    def test_is_waited_for_when_many_are_accepted_at_once(self, session, make, head, task, comment, conflict):
        clear = make.comment(task)

        assert accept_waiting(session, head, task, [comment.id, clear.id]) == Accepted(1, 1)
        assert (comment.verdict, clear.verdict) == (None, VerdictKind.ACCEPTED)

    def test_is_waited_for_by_the_handing_up_after_any_verdict(self, session, head, task, comment, conflict):
        comment.verdict = VerdictKind.TRANSFER
        for act in (hand_up, reply_no_comment):
            with pytest.raises(ConflictsUnsettled):
                act(session, head, task, "无")

        settle_conflict(session, head, conflict)

        assert reply_no_comment(session, head, task).no_comment

"""A room's lists tell how each comment stands, and make the same few queries for many rows."""

from datetime import timedelta

import pytest

from legislation_hub import clock
from legislation_hub.models import Assignment, Conflict, Slip, Supplement, Verdict
from legislation_hub.proofs.slips import code_of
from legislation_hub.queries.reviews import next_waiting, seen_in, tally_of
from legislation_hub.queries.verdicts import case_of, likes_of
from legislation_hub.queries.workloads import loads_of, task_row, tasks_for
from legislation_hub.services.reviewing import Opinion, give_verdict
from legislation_hub.vocabulary import SlipKind, Stage, Standing, TaskState, VerdictKind
from tests.makers import in_days

ACCEPTED = Opinion(VerdictKind.ACCEPTED)
UNCLEAR = Opinion(VerdictKind.DETAIL, note="哪一段路？")


@pytest.fixture
def head(make):
    return make.room_head()


@pytest.fixture
def task(make, head):
    return make.task(head.unit, signed_at=clock.now())


def printed(session, task, head, number):
    """Return a slip of a task as it stands after it was printed."""
    slip = Slip(
        task_id=task.id,
        station_id=task.station_id,
        room_id=task.room_id,
        number=number,
        kind=SlipKind.SPARE,
        printed_at=clock.now(),
        printed_by_id=head.id,
    )
    session.add(slip)
    session.flush()
    return slip


def add_detail(session, comment, head, after=timedelta(0)):
    row = Supplement(comment_id=comment.id, text="村口那段", added_by_id=head.id, added_at=clock.now() + after)
    session.add(row)
    session.flush()


class TestStanding:
    def test_tells_how_every_comment_stands(self, session, make, head, task):
        accepted, unclear, same, grievance, slip = (make.comment(task) for _ in range(5))
        make.comment(task)
        make.comment(task, corrects_id=slip.id)
        make.comment(task, withdrawn_at=clock.now())
        give_verdict(session, head, accepted, ACCEPTED)
        give_verdict(session, head, unclear, UNCLEAR)
        give_verdict(session, head, same, Opinion(VerdictKind.SAME, same_as=accepted))
        give_verdict(session, head, grievance, Opinion(VerdictKind.TRANSFER, passed_to="县民政局"))

        assert tally_of(session, task.id) == {
            Standing.WAITING: 2,
            Standing.ACCEPTED: 1,
            Standing.DETAIL: 1,
            Standing.SAME: 1,
            Standing.TRANSFER: 1,
            Standing.CORRECTED: 1,
            Standing.WITHDRAWN: 1,
        }

    def test_waits_again_once_the_detail_has_come(self, session, make, head, task):
        comment = make.comment(task)
        give_verdict(session, head, comment, UNCLEAR)
        assert next_waiting(session, task.id) is None

        add_detail(session, comment, head)

        assert next_waiting(session, task.id) == comment.id

    def test_does_not_wait_for_detail_that_came_before_it_was_asked_for_again(self, session, make, head, task):
        comment = make.comment(task)
        add_detail(session, comment, head, after=-timedelta(hours=1))

        give_verdict(session, head, comment, UNCLEAR)

        assert tally_of(session, task.id) == {Standing.DETAIL: 1}


class TestSeenIn:
    def test_shows_what_was_said_with_what_the_room_says_beside_it(self, session, make, head, task):
        first, second = make.comment(task, words="边沟要修"), make.comment(task, words="边沟也要修")
        give_verdict(session, head, first, UNCLEAR)
        give_verdict(session, head, first, ACCEPTED)
        give_verdict(session, head, second, Opinion(VerdictKind.SAME, same_as=first))

        rows = seen_in(session, task.id).rows

        assert [(one.words, one.standing, one.same_as, one.note) for one in rows] == [
            ("边沟要修", Standing.ACCEPTED, "", ""),
            ("边沟也要修", Standing.SAME, first.number, ""),
        ]

    def test_leaves_those_of_one_standing(self, session, make, head, task):
        waiting = make.comment(task)
        give_verdict(session, head, make.comment(task), ACCEPTED)

        page = seen_in(session, task.id, Standing.WAITING)

        assert ([one.id for one in page.rows], page.total) == ([waiting.id], 1)

    def test_says_nothing_of_what_was_taken_back(self, session, make, task):
        make.comment(task, withdrawn_at=clock.now())

        assert [one.words for one in seen_in(session, task.id).rows] == [None]

    def test_counts_open_conflicts(self, session, make, task):
        comment = make.comment(task)
        ours = {"comment_id": comment.id, "station_id": comment.station_id, "received_at": clock.now()}
        session.add(Conflict(**ours, fingerprint="a", content={}))
        session.add(Conflict(**ours, fingerprint="b", content={}, settled_at=clock.now()))
        session.flush()

        assert [one.conflicts for one in seen_in(session, task.id).rows] == [1]

    @pytest.mark.parametrize("rows", [1, 12])
    def test_makes_two_queries(self, session, make, head, task, queries_made, rows):
        for _ in range(rows):
            give_verdict(session, head, make.comment(task, recorded_by=head), ACCEPTED)
        task_id = task.id
        session.commit()

        with queries_made() as made:
            found = seen_in(session, task_id)

        assert (len(found.rows), len(made)) == (rows, 2)


class TestNextWaiting:
    def test_goes_on_from_here_and_begins_again_at_the_end(self, session, make, task):
        now = clock.now()
        first, second, third = (make.comment(task, recorded_at=now + timedelta(minutes=n)) for n in range(3))

        assert next_waiting(session, task.id) == first.id
        assert next_waiting(session, task.id, first) == second.id
        assert next_waiting(session, task.id, third) == first.id

    def test_is_none_when_this_is_the_last_one(self, session, make, task):
        assert next_waiting(session, task.id, make.comment(task)) is None


class TestTasksFor:
    def test_shows_open_ones_by_their_day_and_then_what_is_done(self, session, make, head):
        late = make.task(head.unit, make.consultation(title="逾期"), due_on=in_days(-1))
        soon = make.task(head.unit, make.consultation(title="将到期"), due_on=in_days(1))
        make.task(head.unit, make.consultation(title="已报送"), handed_up_at=clock.now())
        make.task(head.unit, make.consultation(title="已撤回", recalled_at=clock.now()))
        make.task(make.room())

        rows = tasks_for(session, head.unit_id)

        assert [one.id for one in rows if one.open] == [late.id, soon.id]
        assert {one.title for one in rows if not one.open} == {"已报送", "已撤回"}
        assert rows[0].state is TaskState.OVERDUE

    def test_counts_what_waits_for_whom(self, session, make, head, task):
        make.comment(task)
        make.comment(task, withdrawn_at=clock.now())
        give_verdict(session, head, make.comment(task), UNCLEAR)

        row = task_row(session, task)

        assert (row.comments, row.waiting, row.back) == (2, 1, 1)

    @pytest.mark.parametrize("rows", [1, 12])
    def test_makes_two_queries(self, session, make, head, queries_made, rows):
        for _ in range(rows):
            make.comment(make.task(head.unit))
        room = head.unit_id
        session.commit()

        with queries_made() as made:
            found = tasks_for(session, room)

        assert (len(found), len(made)) == (rows, 2)


class TestLoadsOf:
    def test_shows_who_has_the_task_and_what_each_brought(self, session, make, head, task):
        busy, idle = make.collector(head.unit, person="甲"), make.collector(head.unit, person="乙")
        make.collector()
        session.add(Assignment(task_id=task.id, account_id=idle.id, note="三组", assigned_at=clock.now()))
        first = make.comment(task, recorded_by=busy)
        make.comment(task, recorded_by=busy, submission_id=first.submission_id)
        make.comment(make.task(head.unit), recorded_by=busy)

        loads = {one.person: (one.shared, one.note, one.comments) for one in loads_of(session, task)}

        assert loads == {"甲": (False, "", 2), "乙": (True, "三组", 0)}


class TestCaseOf:
    def test_shows_all_that_stands_beside_the_words(self, session, make, head, task):
        collector = make.collector(head.unit, person="甲")
        comment = make.comment(task, recorded_by=collector)
        give_verdict(session, head, comment, UNCLEAR)
        add_detail(session, comment, collector)

        case = case_of(session, comment)

        assert (case.by, case.waits, case.by_themselves) == ("甲", True, False)
        assert [one.note for one in case.verdicts] == ["哪一段路？"]
        assert [one.text for one in case.supplements] == ["村口那段"]

    def test_tells_the_slip_and_the_meeting_that_the_words_came_from(self, session, make, head, task):
        comment, slip = make.comment(task), printed(session, task, head, 12)
        meeting = make.meeting(task, title="院坝会")
        comment.submission.slip_id, comment.submission.meeting_id = slip.id, meeting.id
        session.flush()

        case = case_of(session, comment)

        assert (str(case.slip), case.meeting_id, case.meeting) == (str(code_of(task.id, 12)), meeting.id, "院坝会")

    def test_tells_no_slip_once_the_words_were_taken_back(self, session, make, head, task):
        comment = make.comment(task, withdrawn_at=clock.now())
        comment.submission.slip_id = printed(session, task, head, 1).id
        session.flush()

        assert case_of(session, comment).slip is None

    def test_names_nobody_once_the_words_were_taken_back(self, session, make, task):
        comment = make.comment(task, withdrawn_at=clock.now())
        comment.submission.speaker = "张某"
        session.flush()

        case = case_of(session, comment)

        assert (case.words, case.speaker) == (None, "")

    def test_says_where_a_grievance_went_only_while_that_is_the_verdict(self, session, make, head, task):
        comment = make.comment(task)
        give_verdict(session, head, comment, Opinion(VerdictKind.TRANSFER, passed_to="县民政局"))
        assert case_of(session, comment).passed.passed_to == "县民政局"

        give_verdict(session, head, comment, ACCEPTED)
        assert case_of(session, comment).passed is None


class TestLikesOf:
    @pytest.fixture
    def articles(self, make, task):
        version = task.consultation.version
        return make.article(version, 8), make.article(version, 9)

    def test_offers_what_was_said_on_the_same_article(self, session, make, task, articles):
        here, elsewhere = articles
        comment = make.comment(task, provision_id=here.id)
        on_paragraph = make.comment(task, provision_id=here.id)
        on_article = make.comment(task, provision_id=here.parent_id)
        make.comment(task, provision_id=elsewhere.id)
        make.comment(task, provision_id=here.id, withdrawn_at=clock.now())
        make.comment(make.task(task.unit), provision_id=here.id)

        assert {one.id for one in likes_of(session, comment)} == {on_paragraph.id, on_article.id}

    def test_finds_any_comment_of_the_task_by_the_end_of_its_number(self, session, make, task, articles):
        comment = make.comment(task, provision_id=articles[0].id)
        far = make.comment(task, provision_id=articles[1].id, number="520521206-2026-00099")

        assert [one.id for one in likes_of(session, comment, " 0099 ")] == [far.id]

    def test_offers_none_that_is_itself_the_same_as_another(self, session, make, head, task):
        comment, first, second = (make.comment(task) for _ in range(3))
        give_verdict(session, head, second, Opinion(VerdictKind.SAME, same_as=first))

        assert [one.id for one in likes_of(session, comment)] == [first.id]


def test_a_verdict_of_the_same_moment_is_shown_once(session, make, head, task):
    comment = make.comment(task)
    moment = clock.now()
    for kind in (VerdictKind.DETAIL, VerdictKind.ACCEPTED):
        session.add(Verdict(comment_id=comment.id, kind=kind, given_by_id=head.id, given_at=moment))
    session.flush()

    assert len(seen_in(session, task.id).rows) == 1


def test_what_is_over_asks_for_nothing(session, make, head):
    make.task(head.unit, stage=Stage.ARCHIVED)

    assert [one.open for one in tasks_for(session, head.unit_id)] == [False]

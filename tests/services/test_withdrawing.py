"""Taking one's words back: with the receipt, at any time, and nothing is left that says what was said."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.models import Attachment, Comment, Conflict, Event, Keying, Notice, Slip
from legislation_hub.models.base import new_id
from legislation_hub.problems import (
    CommentWithdrawn,
    NotAllowed,
    NotFound,
    OtherWordsGo,
    ReceiptMistyped,
    ReceiptUnknown,
    SlipKeyed,
    SlipLetGo,
)
from legislation_hub.proofs import receipts
from legislation_hub.proofs.leaves import leaf
from legislation_hub.queries.attachments import beside_submission
from legislation_hub.queries.consequences import HalfRead, consequences_of, paper_behind
from legislation_hub.queries.slips import state_of, tally_of
from legislation_hub.queries.ways import way_of
from legislation_hub.services.attaching import attach, purge, shown
from legislation_hub.services.collecting import Arrival, take
from legislation_hub.services.hearing import Heard
from legislation_hub.services.issuing import Order, issue
from legislation_hub.services.keying import key
from legislation_hub.services.transcribing import Opinion, Reading
from legislation_hub.services.withdrawing import withdraw, withdraw_by_stub, withdraw_readings
from legislation_hub.vocabulary import Channel, Consent, NoticeKind, SlipKind, SlipState, Stage, Tag
from tests.pictures import picture

SECRET = b"only-for-tests"


@pytest.fixture
def task(make):
    return make.task()


def say(session, task, actor=None, **more):
    fields = {"id": new_id(), "task": task.id, "words": "路要修。", "consent": Consent.ELECTRONIC, **more}
    return take(session, actor, task, Heard(**fields), SECRET).comment


def code_of(comment):
    return receipts.derive(SECRET, comment.submission_id)


class TestWithdraw:
    def test_leaves_the_number_and_the_leaf_and_no_word(self, session, task):
        comment = say(session, task, speaker="王某", identity="村民")
        before = leaf(comment.said.salt, comment.number, comment.said.words).hex()

        trace = withdraw(session, None, code_of(comment), comment.id)

        assert trace.leaf == before
        assert (comment.said.words, comment.said.salt, comment.submission.speaker) == ("", None, "")
        assert comment.withdrawn_at is not None
        event = session.scalar(select(Event).where(Event.tag == Tag.COMMENT_WITHDRAWN))
        assert event.detail == {"number": comment.number, "leaf": before}

    def test_tells_the_room_and_the_station_who_may_have_repeated_the_words(self, session, make, task):
        head, coordinator = make.room_head(task.unit), make.coordinator()
        comment = say(session, task)

        withdraw(session, None, code_of(comment), comment.id)

        told = select(Notice.account_id).where(Notice.kind == NoticeKind.COMMENT_WITHDRAWN)
        assert set(session.scalars(told)) == {head.id, coordinator.id}

    def test_takes_along_what_came_a_second_time(self, session, task):
        said = Heard(id=new_id(), task=task.id, words="要修。", consent=Consent.ELECTRONIC)
        comment = take(session, None, task, said, SECRET).comment
        take(session, None, task, replace(said, words="不修。"), SECRET)

        withdraw(session, None, code_of(comment), comment.id)

        assert session.scalars(select(Conflict.content)).all() == [{}]

    def test_takes_along_what_it_corrected(self, session, make, task):
        collector = make.collector(task.unit)
        slip = say(session, task, collector)
        mended = say(session, task, collector, corrects=slip.id)

        withdraw(session, collector, code_of(mended), mended.id)

        assert slip.withdrawn_at is not None

    def test_takes_along_a_correction_that_a_device_sent_as_a_submission_of_its_own(self, session, make, task):
        collector = make.collector(task.unit)
        slip = say(session, task, collector)
        mended = say(session, task, collector, corrects=slip.id, submission=new_id())

        withdraw(session, collector, code_of(slip), slip.id)

        assert mended.withdrawn_at is not None

    def test_takes_the_pictures_along_which_show_the_words(self, session, make, task, settings):
        collector = make.collector(task.unit)
        one = say(session, task, collector)
        say(session, task, collector, submission=one.submission_id)
        beside = one.submission
        kept = attach(session, collector, new_id(), beside, shown(picture(), beside), settings.files).attachment

        withdraw(session, None, code_of(one), one.id)
        late = attach(session, collector, new_id(), beside, shown(picture(turned=6), beside), settings.files)
        purge(session, settings.files)

        assert beside_submission(session, beside) == ()
        assert late.attachment is None
        assert kept.file_id is None
        assert [one for one in settings.files.rglob("*") if one.is_file()] == []

    def test_takes_the_picture_of_a_slip_along_which_shows_the_words(self, session, make, task, settings):
        collector = make.collector(task.unit)
        head = make.room_head(task.unit)
        (slip,) = issue(session, head, task, Order(id=new_id(), kind=SlipKind.SPARE, count=1))
        key(session, collector, slip, read(), False, SECRET)
        comments = session.scalars(select(Comment).order_by(Comment.number)).all()
        kept = attach(session, collector, new_id(), slip, shown(picture(), slip), settings.files).attachment

        withdraw(session, None, code_of(comments[0]), comments[0].id)
        gone = kept.removed_at is not None
        withdraw(session, None, code_of(comments[1]), comments[1].id)
        late = attach(session, collector, new_id(), slip, shown(picture(turned=6), slip), settings.files)

        assert gone
        assert {one.submission.slip_id for one in comments} == {None}, "a slip may be a household's"
        assert late.attachment is None, "a picture that comes after the words brings none of them back"

    def test_takes_along_what_was_read_on_the_slip_and_never_settled(self, session, make, task):
        clerk, head = make.collector(task.unit), make.room_head(task.unit)
        (slip,) = issue(session, head, task, Order(id=new_id(), kind=SlipKind.SPARE, count=1))
        comment = say(session, task, slip=slip.number)
        opinion = Opinion("free-1", "路要修。", "", "whole")
        said = Reading(id=new_id(), opinions=(opinion,), heard_at=clock.now(), channel=Channel.BOX)
        key(session, clerk, slip, said, True, SECRET)

        withdraw(session, None, code_of(comment), comment.id)

        assert session.scalars(select(Keying)).all() == []
        assert tally_of(session, task)[SlipState.LET_GO] == 1
        for again in (said, replace(said, id=new_id())):
            with pytest.raises(SlipLetGo):
                key(session, head, slip, again, False, SECRET)

    def test_leaves_other_comments_of_the_same_receipt(self, session, make, task):
        collector = make.collector(task.unit)
        one = say(session, task, collector, speaker="王某")
        other = say(session, task, collector, submission=one.submission_id)

        withdraw(session, None, code_of(one), one.id)

        assert (other.withdrawn_at, other.said.words, other.submission.speaker) == (None, "路要修。", "王某")

    def test_works_at_any_stage_and_twice(self, session, task):
        comment = say(session, task)
        task.consultation.stage = Stage.ARCHIVED

        first = withdraw(session, None, code_of(comment), comment.id)

        assert withdraw(session, None, code_of(comment), comment.id) is first

    def test_an_id_that_was_withdrawn_exists_for_a_device_and_is_no_key_for_a_resident(self, session, make, task):
        collector = make.collector(task.unit)
        comment = say(session, task, collector)
        withdraw(session, None, code_of(comment), comment.id)

        again = Heard(id=comment.id, task=task.id, words="别的话", consent=Consent.ELECTRONIC)

        assert take(session, collector, task, again, SECRET).status is Arrival.EXISTS
        with pytest.raises(CommentWithdrawn):
            take(session, None, task, again, SECRET)

    def test_wants_the_receipt_of_this_very_comment(self, session, task):
        mine, foreign = say(session, task), say(session, task)

        with pytest.raises(NotFound):
            withdraw(session, None, code_of(mine), foreign.id)
        with pytest.raises(ReceiptUnknown):
            withdraw(session, None, receipts.derive(b"another", mine.id), mine.id)
        with pytest.raises(ReceiptMistyped):
            withdraw(session, None, "7K3M", mine.id)


@pytest.fixture
def clerk(make, task):
    return make.collector(task.unit)


@pytest.fixture
def slip(session, make, task):
    return issue(session, make.room_head(task.unit), task, Order(id=new_id(), kind=SlipKind.SPARE, count=1))[0]


def read():
    opinions = (Opinion("free-1", "路要修。", "", "whole"), Opinion("free-2", "灯要亮。", "", "whole"))
    return Reading(id=new_id(), opinions=opinions, heard_at=clock.now(), channel=Channel.BOX)


def seen(session, slip, subject=None):
    """Return what the page tells of what goes with it."""
    return consequences_of(session, slip)[subject.id if subject else slip.id].seen


class TestByStub:
    """A household of a slip never got a receipt code: the number of its stub stands for it."""

    def said(self, session):
        return session.scalars(select(Comment).order_by(Comment.number)).all()

    def test_takes_one_comment_back_and_names_who_did_it(self, session, task, clerk, slip):
        key(session, clerk, slip, read(), False, SECRET)
        first, second = self.said(session)

        withdraw_by_stub(session, clerk, slip, first.id, seen(session, slip, first))

        assert (first.said.words, first.said.salt) == ("", None)
        assert second.said.words == "灯要亮。"
        event = session.scalar(select(Event).where(Event.tag == Tag.COMMENT_WITHDRAWN))
        assert event.actor_id == clerk.id
        assert way_of(session, first.id).withdrawn_by == clerk.person

    def test_who_took_words_back_alone_is_named_nowhere(self, session, task):
        comment = say(session, task)

        withdraw(session, None, code_of(comment), comment.id)

        assert way_of(session, comment.id).withdrawn_by == ""

    def test_twice_is_once_also_of_the_last_one(self, session, clerk, slip):
        key(session, clerk, slip, read(), False, SECRET)
        one, other = self.said(session)

        withdraw_by_stub(session, clerk, slip, one.id, seen(session, slip, one))
        known = seen(session, slip, other)
        traces = [withdraw_by_stub(session, clerk, slip, other.id, known).leaf for _ in range(2)]

        assert traces[-1] == traces[-2]

    def test_of_a_reading_that_became_comments_meanwhile_says_so_and_keeps_them(self, session, clerk, slip):
        key(session, clerk, slip, read(), False, SECRET)

        with pytest.raises(SlipKeyed):
            withdraw_readings(session, clerk, slip, "")
        assert [one.said.words for one in self.said(session)] == ["路要修。", "灯要亮。"]

    def test_of_a_slip_that_nobody_has_read_lets_nobody_key_it_in(self, session, clerk, slip):
        known = seen(session, slip)
        for _ in range(2):
            withdraw_readings(session, clerk, slip, known)

        with pytest.raises(SlipLetGo):
            key(session, clerk, slip, read(), False, SECRET)
        assert self.said(session) == []

    def test_nothing_leads_from_the_last_one_to_the_slip(self, session, clerk, slip):
        key(session, clerk, slip, read(), False, SECRET)

        for comment in self.said(session):
            withdraw_by_stub(session, clerk, slip, comment.id, seen(session, slip, comment))

        assert {one.submission.slip_id for one in self.said(session)} == {None}

    def test_of_all_that_was_keyed_in_no_picture_brings_it_again_whatever_names_the_slip_beside(
        self, session, task, clerk, slip, settings
    ):
        key(session, clerk, slip, read(), False, SECRET)
        written = self.said(session)
        say(session, task, slip=slip.number)
        say(session, task, clerk, slip=slip.number, consent=Consent.ORAL)

        for comment in written:
            withdraw_by_stub(session, clerk, slip, comment.id, seen(session, slip, comment))

        assert state_of(session, slip) is SlipState.LET_GO
        assert attach(session, clerk, new_id(), slip, shown(picture(), slip), settings.files).attachment is None

    def test_a_comment_of_another_slip_and_another_room_are_refused(self, session, make, task, clerk, slip):
        key(session, clerk, slip, read(), False, SECRET)
        other = say(session, task)

        with pytest.raises(NotFound):
            withdraw_by_stub(session, clerk, slip, other.id, "")
        for stranger in (make.collector(), make.room_head(), make.coordinator(), make.station_head()):
            with pytest.raises(NotAllowed):
                withdraw_by_stub(session, stranger, slip, self.said(session)[0].id, "")
            with pytest.raises(NotAllowed):
                withdraw_readings(session, stranger, slip, "")

    def test_what_waits_to_be_settled_is_taken_back_with_its_pictures(self, session, task, clerk, slip, settings):
        kept = attach(session, clerk, new_id(), slip, shown(picture(), slip), settings.files).attachment
        key(session, clerk, slip, read(), True, SECRET)

        known = seen(session, slip)
        for _ in range(2):
            withdraw_readings(session, clerk, slip, known)

        assert session.scalars(select(Keying)).all() == []
        assert kept.removed_at is not None
        assert tally_of(session, task)[SlipState.LET_GO] == 1
        told = session.scalars(select(Event).where(Event.tag == Tag.SLIP_SETTLED)).all()
        assert [(one.actor_id, one.detail["withdrawn"]) for one in told] == [(clerk.id, True)]


class TestWhatGoesWithIt:
    """What one takes back may take a colleague's work along: it is told first, and nothing else goes."""

    @pytest.fixture
    def online(self, session, task, slip):
        return say(session, task, slip=slip.number)

    def test_names_who_had_read_how_much_and_goes_with_the_only_comment(self, session, task, clerk, slip, online):
        assert consequences_of(session, slip)[online.id].half_read == []
        key(session, clerk, slip, read(), True, SECRET)

        told = consequences_of(session, slip)[online.id]

        assert (told.half_read, told.corrections, told.pictures, told.closes) == (
            [HalfRead(clerk.person, 2)], [], 0, True
        )  # fmt: skip
        withdraw_by_stub(session, clerk, slip, online.id, told.seen)
        assert session.scalars(select(Keying)).all() == []
        assert tally_of(session, task)[SlipState.LET_GO] == 1

    @pytest.mark.parametrize("read_before", [False, True])
    def test_is_told_to_who_holds_the_receipt_and_happens(self, session, clerk, slip, online, browse, read_before):
        number = paper_behind(session, online.submission_id).code
        slip_id, comment_id, code = slip.id, online.id, code_of(online)
        if read_before:
            key(session, clerk, slip, read(), True, SECRET)
        session.commit()

        page = browse().post("/receipt", data={"code": code}).text
        withdraw(session, None, code, comment_id)

        assert f"撤回后，编号 {number} 的征集单不再录入" in page
        assert ("尚未核定的内容" in page) is read_before
        assert state_of(session, session.get_one(Slip, slip_id)) is SlipState.LET_GO

    def test_is_told_to_the_household_of_a_collector_s_comment(self, session, make, task, slip, browse):
        collector = make.collector(task.unit)
        comment = say(session, task, collector, slip=slip.number)
        session.commit()

        page = browse(collector).get(f"/field/comments/{comment.id}").text

        assert f"撤回后，编号 {paper_behind(session, comment.submission_id).code} 的征集单不再录入" in page

    def test_is_not_told_where_the_paper_is_keyed_in_or_more_is_left(self, session, task, clerk, slip, online):
        assert paper_behind(session, say(session, task).submission_id) is None
        more = say(session, task, submission=online.submission_id)
        left = paper_behind(session, online.submission_id).going[more.id]
        key(session, clerk, slip, read(), False, SECRET)
        settled = paper_behind(session, online.submission_id).going[more.id]

        assert (left.closes, left.half_read, settled.closes) == (False, [], False)

    def test_lets_nothing_go_that_was_read_while_the_page_stood_open(self, session, clerk, slip, online):
        old = seen(session, slip, online), seen(session, slip)
        key(session, clerk, slip, read(), True, SECRET)

        with pytest.raises(OtherWordsGo):
            withdraw_by_stub(session, clerk, slip, online.id, old[0])
        with pytest.raises(OtherWordsGo):
            withdraw_readings(session, clerk, slip, old[1])
        assert (online.said.words, slip.settled_at) == ("路要修。", None)
        assert session.scalars(select(Keying)).one().content

    def test_names_its_corrections_and_counts_the_pictures(self, session, make, task, slip, settings):
        collector = make.collector(task.unit)
        first = say(session, task, collector, slip=slip.number)
        mended = say(session, task, collector, corrects=first.id)
        alone = say(session, task, collector, submission=first.submission_id)
        for beside in (slip, first.submission):
            attach(session, collector, new_id(), beside, shown(picture(), beside), settings.files)

        told = consequences_of(session, slip)

        assert (told[first.id].corrections, told[mended.id].corrections) == ([mended.number], [first.number])
        assert (told[alone.id].corrections, told[alone.id].pictures, told[alone.id].closes) == ([], 2, False)
        withdraw_by_stub(session, collector, slip, mended.id, told[mended.id].seen)
        assert set(consequences_of(session, slip)) == {alone.id, slip.id}

    def test_of_the_paper_leaves_what_was_said_by_its_code(self, session, task, clerk, slip, online):
        withdraw_readings(session, clerk, slip, seen(session, slip))

        assert online.said.words == "路要修。"
        assert tally_of(session, task)[SlipState.LET_GO] == 1
        with pytest.raises(SlipLetGo):
            key(session, clerk, slip, read(), False, SECRET)

    def test_of_the_paper_twice_is_once_also_beside_what_was_said_by_its_code(self, session, clerk, slip, online):
        known = seen(session, slip)

        for _ in range(2):
            withdraw_readings(session, clerk, slip, known)

        assert online.said.words == "路要修。"

    @pytest.mark.parametrize("phone", [False, True])
    def test_no_picture_brings_the_paper_again(self, session, task, clerk, slip, online, settings, phone):
        if phone:
            say(session, task, clerk, slip=slip.number)
        withdraw_readings(session, clerk, slip, seen(session, slip))

        late = attach(session, clerk, new_id(), slip, shown(picture(), slip), settings.files)

        assert (late.attachment, late.created) == (None, False)
        assert session.scalars(select(Attachment)).all() == []

"""A comment is taken once, with all that belongs to it, while it may be taken."""

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from legislation_hub import clock
from legislation_hub.models import Comment, Conflict, Event, Notice, Submission
from legislation_hub.models.base import new_id
from legislation_hub.problems import (
    CommentRejected,
    ConsultationClosed,
    ConsultationRecalled,
    NotAllowed,
    NotFound,
)
from legislation_hub.proofs import receipts
from legislation_hub.proofs.leaves import leaf
from legislation_hub.queries.comments import is_alive, one_said
from legislation_hub.queries.conflicts import count_of as count_in_conflict
from legislation_hub.queries.conflicts import seconds_of
from legislation_hub.services import checking, hearing
from legislation_hub.services.collecting import TAKEN, Arrival, supplement, take, take_all
from legislation_hub.services.hearing import Brought, Heard
from legislation_hub.services.reviewing import settle_conflict
from legislation_hub.vocabulary import Channel, Consent, NoticeKind, Place, Stage, Stance, Tag, VerdictKind
from tests.makers import in_days

SECRET = b"only-for-tests"


def heard(task, **more):
    return Heard(**{"id": new_id(), "task": task.id, "words": "边沟要一起修。", "consent": Consent.ORAL, **more})


@pytest.fixture
def task(make):
    return make.task()


@pytest.fixture
def collector(make, task):
    return make.collector(task.unit)


def count_of(session, kind):
    return session.scalar(select(func.count()).select_from(kind))


def noon(day):
    return datetime.combine(day, time(12), ZoneInfo("Asia/Shanghai"))


class TestTake:
    def test_keeps_the_words_exactly_with_a_number_a_salt_and_a_receipt(self, session, task, collector):
        words = " 边沟　要修。\n＝不然白修 "

        comment = take(session, collector, task, heard(task, words=words), SECRET).comment

        assert comment.said.words == words
        assert len(comment.said.salt) == 32
        assert comment.number == f"{task.unit.code}-{clock.today().year}-00001"
        code = receipts.derive(SECRET, comment.submission_id)
        assert comment.submission.receipt_hash == receipts.fingerprint(code)

    def test_numbers_a_room_s_comments_one_after_the_other(self, session, task, collector):
        numbers = [take(session, collector, task, heard(task), SECRET).comment.number for _ in range(3)]

        assert [one[-5:] for one in numbers] == ["00001", "00002", "00003"]

    def test_numbers_by_the_year_of_the_county(self, session, make):
        new_year_in_the_county = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
        with clock.held_at(new_year_in_the_county):
            task = make.task()
            comment = take(session, make.collector(task.unit), task, heard(task), SECRET).comment

        assert "-2027-" in comment.number

    def test_leaves_an_event_that_holds_the_leaf_and_no_word(self, session, task, collector):
        comment = take(session, collector, task, heard(task, words="只有我晓得"), SECRET).comment

        event = session.scalar(select(Event).where(Event.tag == Tag.COMMENT_RECORDED))
        assert event.detail["leaf"] == leaf(comment.said.salt, comment.number, "只有我晓得").hex()
        assert "晓得" not in str(event.detail)

    def test_finds_provision_and_household_by_what_people_call_them(self, session, make, task, collector):
        make.household(task.unit, code="0117")

        said = heard(task, provision="art_2__para_1", household="0117", stance=Stance.ADD)
        comment = take(session, collector, task, said, SECRET).comment

        assert (comment.place, comment.provision.eid) == (Place.PROVISION, "art_2__para_1")
        assert comment.submission.household.code == "0117"

    def test_tells_the_room_head_of_a_resident_s_own_comment(self, session, make, task):
        head = make.room_head(task.unit)

        comment = take(session, None, task, heard(task, consent=Consent.ELECTRONIC), SECRET).comment

        notice = session.scalar(select(Notice))
        assert (notice.account_id, notice.kind) == (head.id, NoticeKind.COMMENT_ARRIVED)
        assert notice.detail == {"number": comment.number}
        assert comment.submission.channel is Channel.QR

    def test_is_not_for_a_collector_of_another_room(self, session, make, task):
        with pytest.raises(NotAllowed):
            take(session, make.collector(), task, heard(task), SECRET)

    def test_takes_no_resident_s_form_where_the_public_is_not_asked(self, session, make):
        task = make.task(consultation=make.consultation(is_public=False))

        with pytest.raises(NotFound):
            take(session, None, task, heard(task), SECRET)


class TestAQuotation:
    TEXT = "县级人民政府应当养护农村公路，乡级人民政府应当协助。"

    @pytest.fixture
    def task(self, make):
        version = make.version(articles=2)
        self.paragraph = make.article(version, 8, self.TEXT)
        return make.task(consultation=make.consultation(version_id=version.id))

    def take(self, session, collector, task, **more):
        return take(session, collector, task, heard(task, provision="art_8", **more), SECRET).comment

    def test_stands_on_the_innermost_provision_that_holds_it(self, session, task, collector):
        comment = self.take(session, collector, task, quote="养护农村公路")

        assert (comment.provision_id, comment.quote_start) == (self.paragraph.id, 8)
        assert comment.place is Place.PROVISION

    def test_is_kept_as_the_law_prints_it(self, session, task, collector):
        comment = self.take(session, collector, task, quote=" 第八条　养护 农村\n公路, ")

        assert comment.quote == "养护农村公路，"

    def test_is_found_by_its_start_where_it_stands_twice(self, session, task, collector):
        comment = self.take(session, collector, task, quote="人民政府应当", quote_start=17)

        assert (comment.quote, comment.quote_start) == ("人民政府应当", 17)

    @pytest.mark.parametrize(
        ("quote", "text"),
        [
            ("人民政府应当", checking.QUOTE_OFTEN),
            ("养护国道", checking.QUOTE_UNKNOWN),
            ("养", hearing.QUOTE_TOO_SHORT),
            ("养" * 301, hearing.QUOTE_TOO_LONG),
        ],
    )
    def test_that_cannot_be_placed_is_refused_with_what_to_do(self, session, task, collector, quote, text):
        with pytest.raises(CommentRejected) as refused:
            self.take(session, collector, task, quote=quote)

        assert refused.value.errors == (("quote", text),)

    def test_needs_a_provision(self, session, task, collector):
        with pytest.raises(CommentRejected) as refused:
            take(session, collector, task, heard(task, quote="养护农村公路"), SECRET)

        assert refused.value.errors == (("quote", checking.QUOTE_HOMELESS),)

    def test_does_not_reach_beyond_its_provision(self, session, task, collector):
        with pytest.raises(CommentRejected):
            take(session, collector, task, heard(task, provision="art_2", quote="养护农村公路"), SECRET)

    def test_can_be_changed_by_a_correction_and_both_stay(self, session, task, collector):
        slip = self.take(session, collector, task, quote="养护农村公路")

        mended = self.take(session, collector, task, quote="乡级人民政府", corrects=slip.id)

        assert (slip.quote, mended.quote) == ("养护农村公路", "乡级人民政府")

    def test_with_other_words_is_another_content(self, session, task, collector):
        said = heard(task, provision="art_8", quote="养护农村公路", heard_at=clock.now())
        take(session, collector, task, said, SECRET)

        assert take(session, collector, task, said, SECRET).status is Arrival.EXISTS
        other = replace(said, quote="乡级人民政府")
        assert take(session, collector, task, other, SECRET).status is Arrival.CONFLICT
        assert session.scalars(select(Conflict)).one().content["quote"] == "乡级人民政府"

    def test_reads_the_provision_and_not_the_whole_law(self, session, task, collector, queries_made):
        with queries_made() as asked:
            self.take(session, collector, task, quote="养护农村公路")

        assert sum("FROM provision" in one for one in asked) == 2


class TestTheSameAgain:
    def test_is_the_same_comment(self, session, task, collector):
        said = heard(task, heard_at=clock.now())

        first = take(session, collector, task, said, SECRET)
        again = take(session, collector, task, said, SECRET)

        assert (first.status, again.status) == (Arrival.CREATED, Arrival.EXISTS)
        assert again.comment is first.comment
        assert session.scalar(select(func.count()).select_from(Submission)) == 1

    def test_is_the_same_in_another_normal_form_and_zone_and_with_nothing_for_missing(
        self, session, task, collector
    ):
        moment = clock.now()
        said = heard(task, words="Café 那条路", heard_at=moment)
        take(session, collector, task, said, SECRET)

        otherwise = replace(
            said,
            words=unicodedata.normalize("NFD", said.words),
            heard_at=moment.astimezone(ZoneInfo("Asia/Shanghai")),
            proposal="",
        )
        assert take(session, collector, task, otherwise, SECRET).status is Arrival.EXISTS

    def test_is_recognised_after_the_closing_too(self, session, make, task, collector):
        said = heard(task, heard_at=clock.now())
        take(session, collector, task, said, SECRET)
        task.consultation.stage = Stage.REPORTED

        assert take(session, collector, task, said, SECRET).status is Arrival.EXISTS

    def test_with_other_words_is_a_conflict_and_both_are_kept(self, session, task, collector):
        said = heard(task, words="要修。")
        first = take(session, collector, task, said, SECRET).comment

        second = take(session, collector, task, replace(said, words="不要修。"), SECRET)
        take(session, collector, task, replace(said, words="不要修。"), SECRET)

        assert second.status is Arrival.CONFLICT
        assert first.said.words == "要修。"
        kept = session.scalars(select(Conflict)).all()
        assert [one.content["words"] for one in kept] == ["不要修。"]

    def test_with_other_words_is_told_to_the_room_head_once_a_comment(self, session, make, task, collector):
        head, said = make.room_head(task.unit), heard(task, words="要修。")
        number = take(session, collector, task, said, SECRET).comment.number

        for words in ("不要修。", "不要修。", "缓一年再修。"):
            take(session, collector, task, replace(said, words=words), SECRET)

        [told] = session.scalars(select(Notice))
        assert (told.account_id, told.kind) == (head.id, NoticeKind.COMMENT_TWICE)
        assert told.detail == {"number": number}

    def test_with_still_other_words_is_told_anew_once_the_first_were_settled(self, session, make, task, collector):
        head, said = make.room_head(task.unit), heard(task, words="要修。")
        for words in ("要修。", "不要修。"):
            take(session, collector, task, replace(said, words=words), SECRET)
        settle_conflict(session, head, session.scalars(select(Conflict)).one())

        for words in ("缓一年再修。", "缓两年再修。"):
            take(session, collector, task, replace(said, words=words), SECRET)

        told = session.scalars(select(Notice.kind)).all()
        assert told == [NoticeKind.COMMENT_TWICE, NoticeKind.COMMENT_TWICE]

    @pytest.mark.parametrize("slip", [{"words": "520521199001011237"}, {"reason": "修" * 10_001}])
    def test_with_what_may_not_be_kept_is_refused_and_not_kept(self, session, task, collector, slip):
        said = heard(task)
        take(session, collector, task, said, SECRET)

        with pytest.raises(CommentRejected):
            take(session, collector, task, replace(said, **slip), SECRET)

        assert session.scalars(select(Conflict)).all() == []

    @pytest.mark.parametrize(
        ("field", "unknown"),
        [
            ("household", "9999"),
            ("provision", "art_99"),
            ("corrects", new_id()),
            ("meeting", new_id()),
            ("slip", 99),
            ("heard_at", noon(in_days(400))),
        ],
    )
    def test_with_what_could_not_be_taken_of_a_new_comment_holds_up_no_room(
        self, session, task, collector, field, unknown
    ):
        said = heard(task)
        take(session, collector, task, said, SECRET)

        with pytest.raises((CommentRejected, ConsultationClosed)):
            take(session, collector, task, replace(said, **{field: unknown}), SECRET)

        assert session.scalars(select(Conflict)).all() == []

    def test_with_another_household_and_what_it_corrects_is_for_the_room_to_compare(
        self, session, make, task, collector
    ):
        for code in ("0001", "0002"):
            make.household(task.unit, code=code)
        first = take(session, collector, task, heard(task, household="0001"), SECRET).comment
        said = heard(task, household="0001", corrects=first.id)
        opens = heard(task, household="0001", submission=new_id())
        for one in (said, opens):
            take(session, collector, task, one, SECRET)

        seconds = [replace(said, words="另一句。"), replace(opens, household="0002")]
        assert [take(session, collector, task, one, SECRET).status for one in seconds] == [Arrival.CONFLICT] * 2

    def test_with_other_words_is_known_again_after_the_closing(self, session, task, collector):
        said = heard(task, heard_at=clock.now())
        second = replace(said, words="不要修。")
        for one in (said, second):
            take(session, collector, task, one, SECRET)
        task.consultation.closes_on = clock.today() - timedelta(days=1)

        assert take(session, collector, task, second, SECRET).status is Arrival.CONFLICT
        with pytest.raises(ConsultationClosed):
            take(session, collector, task, replace(said, words="缓修。"), SECRET)


class TestAnIdThatStandsForSomethingElse:
    """Whoever knows the id of a comment can neither hold its room up nor be given its receipt."""

    @pytest.fixture
    def said(self, session, task, collector):
        said = heard(task, words="要修。")
        take(session, collector, task, said, SECRET)
        return said

    def refused(self, session, actor, task, said):
        before = count_of(session, Event)
        with pytest.raises(CommentRejected) as refusal:
            take(session, actor, task, replace(said, task=task.id), SECRET)
        assert refusal.value.errors == (("id", TAKEN),)
        assert (count_of(session, Conflict), count_of(session, Event), count_of(session, Notice)) == (0, before, 0)

    @pytest.mark.parametrize("words", ["要修。", "不要修。"])
    def test_is_refused_from_another_room(self, session, make, task, said, words):
        make.room_head(task.unit)
        elsewhere = make.task(consultation=task.consultation)

        self.refused(session, make.collector(elsewhere.unit), elsewhere, replace(said, words=words))

    def test_is_refused_for_another_task_of_the_same_room(self, session, make, task, collector, said):
        self.refused(session, collector, make.task(task.unit), said)

    def test_is_refused_with_other_words_from_a_colleague(self, session, make, task, said):
        self.refused(session, make.collector(task.unit), task, replace(said, words="不要修。"))

    def test_is_recognised_from_a_colleague_who_brings_the_same(self, session, make, task, said):
        head = make.room_head(task.unit)

        assert take(session, head, task, said, SECRET).status is Arrival.EXISTS

    def test_is_refused_from_a_resident_though_it_were_the_same(self, session, task, said):
        self.refused(session, None, task, said)

    def test_is_refused_with_other_words_from_an_account_where_a_resident_wrote(self, session, task, collector):
        said = heard(task, consent=Consent.ELECTRONIC)
        take(session, None, task, said, SECRET)

        self.refused(session, collector, task, replace(said, words="不要修。"))


class TestWhatIsNotRight:
    @pytest.mark.parametrize(
        ("field", "slip"),
        [
            ("words", {"words": " 　\n"}),
            ("words", {"words": "\u200b"}),
            ("words", {"words": "修" * 10_001}),
            ("words", {"words": "修\0路"}),
            ("words", {"words": "修\ud800路"}),
            ("household", {"household": "\ud800"}),
            ("proposal", {"proposal": "修" * 10_001}),
            ("provision", {"provision": "art_99"}),
            ("provision", {"provision": "第一条"}),
            ("provision", {"place": Place.PROVISION}),
            ("place", {"place": Place.WHOLE, "provision": "art_1"}),
            ("household", {"household": "9999"}),
            ("corrects", {"corrects": uuid4()}),
            ("heard_at", {"heard_at": clock.now() + timedelta(days=2)}),
        ],
    )
    def test_is_told_by_the_name_of_its_field(self, session, task, collector, field, slip):
        with pytest.raises(CommentRejected) as caught:
            take(session, collector, task, heard(task, **slip), SECRET)

        assert [name for name, _text in caught.value.errors] == [field]

    def test_is_told_all_at_once(self, session, task, collector):
        with pytest.raises(CommentRejected) as caught:
            take(session, collector, task, heard(task, words="", provision="art_99"), SECRET)

        assert [name for name, _text in caught.value.errors] == ["words", "provision"]

    @pytest.mark.parametrize("field", ["words", "proposal", "reason", "speaker"])
    @pytest.mark.parametrize(
        "number", ["522422196001011237", "52242219600101123x", "５２２４２２１９６００１０１１２３７"]
    )
    def test_an_id_number_is_not_taken(self, session, task, collector, field, number):
        with pytest.raises(CommentRejected) as caught:
            take(session, collector, task, heard(task, **{field: f"我是{number}，"}), SECRET)

        assert [name for name, _text in caught.value.errors] == [field]

    @pytest.mark.parametrize(
        "number", ["18085712345", "2026-11-23", "522422199913011237", "1234567890123456789012"]
    )
    def test_other_figures_are(self, session, task, collector, number):
        assert take(session, collector, task, heard(task, words=f"补了{number}元。"), SECRET).created

    def test_takes_exactly_ten_thousand_characters(self, session, task, collector):
        assert take(session, collector, task, heard(task, words="修" * 10_000), SECRET).created

    def test_knows_no_household_of_another_room(self, session, make, task, collector):
        elsewhere = make.household(code="0117")

        with pytest.raises(CommentRejected):
            take(session, collector, task, heard(task, household=elsewhere.code), SECRET)


class TestSubmissions:
    def test_hold_what_was_handed_in_together(self, session, make, task, collector):
        make.household(task.unit, code="0117")
        together = new_id()
        one, two = (
            take(session, collector, task, heard(task, submission=together, household="0117"), SECRET).comment
            for _ in range(2)
        )

        assert one.submission_id == two.submission_id == together

    def test_never_mix_two_households(self, session, make, task, collector):
        make.household(task.unit, code="0117")
        make.household(task.unit, code="0118")
        together = new_id()
        take(session, collector, task, heard(task, submission=together, household="0117"), SECRET)

        with pytest.raises(CommentRejected) as caught:
            take(session, collector, task, heard(task, submission=together, household="0118"), SECRET)
        assert caught.value.errors[0][0] == "submission"

    def test_are_not_joined_by_another_collector(self, session, make, task, collector):
        first = take(session, collector, task, heard(task), SECRET).comment

        with pytest.raises(CommentRejected):
            take(session, make.collector(task.unit), task, heard(task, submission=first.submission_id), SECRET)


class TestAfterTheClosing:
    @pytest.fixture
    def closed(self, make):
        asked = make.consultation(stage=Stage.REVIEWING, opens_on=in_days(-20), closes_on=in_days(-1))
        return make.task(consultation=asked)

    def test_what_was_heard_before_is_taken_and_marked_late(self, session, make, closed):
        collector = make.collector(closed.unit)

        comment = take(session, collector, closed, heard(closed, heard_at=noon(in_days(-1))), SECRET).comment

        assert comment.late

    def test_what_came_late_is_told_to_the_room_once_a_day(self, session, make, closed):
        head, collector = make.room_head(closed.unit), make.collector(closed.unit)

        for _ in range(2):
            take(session, collector, closed, heard(closed, heard_at=noon(in_days(-1))), SECRET)

        notice = session.scalars(select(Notice)).one()
        assert (notice.account_id, notice.kind) == (head.id, NoticeKind.CAME_LATE)

    def test_what_was_heard_after_it_is_refused(self, session, make, closed):
        with pytest.raises(ConsultationClosed):
            take(session, make.collector(closed.unit), closed, heard(closed, heard_at=noon(in_days(0))), SECRET)

    def test_a_resident_s_form_is_refused(self, session, closed):
        with pytest.raises(ConsultationClosed):
            take(session, None, closed, heard(closed, heard_at=noon(in_days(-1))), SECRET)

    @pytest.mark.parametrize("stage", [Stage.REPORTED, Stage.ANSWERED, Stage.ARCHIVED])
    def test_what_was_heard_in_time_is_taken_once_the_report_is_out_too(self, session, make, closed, stage):
        closed.consultation.stage = stage

        taken = take(
            session, make.collector(closed.unit), closed, heard(closed, heard_at=noon(in_days(-1))), SECRET
        )

        assert taken.comment.late

    def test_nothing_is_taken_before_the_sending(self, session, make):
        task = make.task(stage=Stage.PREPARING)

        with pytest.raises(ConsultationClosed):
            take(session, make.collector(task.unit), task, heard(task), SECRET)

    def test_nothing_is_taken_after_a_recall(self, session, make):
        task = make.task(consultation=make.consultation(recalled_at=clock.now()))

        with pytest.raises(ConsultationRecalled):
            take(session, make.collector(task.unit), task, heard(task), SECRET)

    def test_a_resident_waits_for_the_opening(self, session, make):
        task = make.task(consultation=make.consultation(opens_on=in_days(1)))

        with pytest.raises(ConsultationClosed):
            take(session, None, task, heard(task), SECRET)


class TestCorrections:
    def test_stand_beside_what_they_correct_and_count_once(self, session, task, collector):
        slip = take(session, collector, task, heard(task, words="边钩要修。"), SECRET).comment

        mended = take(session, collector, task, heard(task, words="边沟要修。", corrects=slip.id), SECRET).comment

        assert slip.said.words == "边钩要修。"
        assert mended.submission_id == slip.submission_id
        assert session.scalars(select(Comment.id).where(is_alive)).all() == [mended.id]

    def test_happen_once(self, session, task, collector):
        slip = take(session, collector, task, heard(task), SECRET).comment
        take(session, collector, task, heard(task, corrects=slip.id), SECRET)

        with pytest.raises(CommentRejected):
            take(session, collector, task, heard(task, corrects=slip.id), SECRET)

    def test_are_not_for_another_s_comment(self, session, make, task, collector):
        foreign = make.comment(task, recorded_by=make.collector(task.unit))

        with pytest.raises(CommentRejected) as caught:
            take(session, collector, task, heard(task, corrects=foreign.id), SECRET)
        assert caught.value.errors[0][0] == "corrects"


class TestACorrectionOfWhatCameTwice:
    """Whoever wrote both says once what was meant; the room has nothing left to settle, only its verdict."""

    @pytest.fixture
    def first(self, session, make, task, collector):
        make.room_head(task.unit)
        return heard(task, words="要修。")

    def bring(self, session, collector, *said):
        brought = [Brought(one, collector.id, None) for one in said]
        found = take_all(session, brought, SECRET)
        session.expire_all()
        return [session.get_one(Comment, one.comment.id) for one in found]

    def test_settles_it_with_name_and_time_and_keeps_both(self, session, task, collector, first):
        [stands] = self.bring(session, collector, first)
        self.bring(session, collector, replace(first, words="不要修。"))

        [mended] = self.bring(session, collector, heard(task, words="不要修。", corrects=first.id))

        [second] = seconds_of(session, stands)
        assert second.settled_at == mended.recorded_at
        assert (second.settled_by, second.corrected_by) == (collector.person, mended.number)
        assert (stands.said.words, session.scalars(select(Conflict)).one().content["words"]) == (
            "要修。",
            "不要修。",
        )
        assert (mended.verdict, count_in_conflict(session, task.id)) == (None, 0)

    def test_settles_what_came_in_the_same_batch_and_tells_nobody_of_it(self, session, task, collector, first):
        mended = heard(task, words="不要修。", corrects=first.id)
        self.bring(session, collector, first, replace(first, words="不要修。"), mended)

        assert (count_of(session, Conflict), count_in_conflict(session, task.id)) == (1, 0)
        assert count_of(session, Notice) == 0

    @pytest.mark.parametrize("at_once", [True, False])
    def test_that_came_before_the_second_content_settles_nothing(self, session, task, collector, first, at_once):
        said = [first, heard(task, words="缓修。", corrects=first.id), replace(first, words="不要修。")]
        for some in [said] if at_once else [[one] for one in said]:
            self.bring(session, collector, *some)
        self.bring(session, collector, said[1])

        assert count_in_conflict(session, task.id) == 1
        assert session.scalar(select(Notice.kind)) is NoticeKind.COMMENT_TWICE

    def test_by_somebody_else_settles_nothing(self, session, make, task, collector, first):
        self.bring(session, collector, first, replace(first, words="不要修。"))

        with pytest.raises(CommentRejected):
            take(session, make.collector(task.unit), task, heard(task, corrects=first.id), SECRET)

        assert count_in_conflict(session, task.id) == 1


class TestSupplement:
    def test_stands_beside_the_words_and_is_told_to_the_room(self, session, make, task, collector):
        head = make.room_head(task.unit)
        comment = make.comment(task, recorded_by=collector, verdict=VerdictKind.DETAIL)
        assert one_said(session, comment.id).waits

        supplement(session, collector, comment, "说的是三组那一段。")

        row = one_said(session, comment.id)
        assert (row.supplements, row.waits) == (("说的是三组那一段。",), False)
        assert session.scalar(select(Notice.account_id)) == head.id

    def test_is_not_for_another_collector(self, session, make, task, collector):
        comment = make.comment(task, recorded_by=collector)

        with pytest.raises(NotAllowed):
            supplement(session, make.collector(task.unit), comment, "补充")

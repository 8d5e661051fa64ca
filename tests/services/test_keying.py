from dataclasses import replace

import pytest
from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.models import Comment, Event, Keying, Slip, Supplement
from legislation_hub.models.base import new_id
from legislation_hub.problems import (
    CommentRejected,
    NotAllowed,
    SlipBlank,
    SlipEmpty,
    SlipKeyed,
    SlipLetGo,
    SlipMistyped,
    SlipNotDiffering,
    SlipOfAnotherTask,
    SlipSamePerson,
    SlipsTooMany,
    SlipUnknown,
)
from legislation_hub.proofs.slips import address_of, code_of
from legislation_hub.queries.events import chains, events
from legislation_hub.queries.slip_numbers import slip_carried, slip_named, slips_named
from legislation_hub.queries.slips import read_by, slip_row, tally_of
from legislation_hub.services.collecting import take
from legislation_hub.services.hearing import Heard
from legislation_hub.services.issuing import Order, issue
from legislation_hub.services.keying import (
    came_back_blank,
    decide,
    is_not_blank,
    key,
    let_go,
    readings,
    take_up_again,
    trust_the_first,
)
from legislation_hub.services.recording import record
from legislation_hub.services.transcribing import Opinion, Reading, differences
from legislation_hub.vocabulary import Channel, Consent, Place, SlipKind, SlipState, Stage, Stance, Tag

SECRET = b"only for tests"
QUESTION = Opinion("question-1", "一周两次", "", "whole", "垃圾几天清运一次合适？")
KEY = Opinion("key-art_2", "边沟也要修。", "amend", "art_2")


def reading(*opinions, **more):
    return Reading(
        **{
            "id": new_id(),
            "opinions": opinions or (QUESTION, KEY),
            "heard_at": clock.now(),
            "channel": Channel.QUESTIONNAIRE,
            **more,
        }
    )


@pytest.fixture
def task(make):
    return make.task()


@pytest.fixture
def clerk(make, task):
    return make.collector(task.unit)


@pytest.fixture
def other(make, task):
    return make.room_head(task.unit)


@pytest.fixture
def slip(session, task, other):
    return issue(session, other, task, Order(id=new_id(), kind=SlipKind.SPARE, count=3))[1]


def comments(session):
    return session.scalars(select(Comment).order_by(Comment.number)).all()


def state(session, slip):
    return slip_row(session, slip.task, slip).state


class TestKeyingOnce:
    def test_every_opinion_becomes_a_comment_of_one_submission(self, session, clerk, slip):
        key(session, clerk, slip, reading(identity="村民"), False, SECRET)

        first, second = comments(session)
        assert first.submission is second.submission
        assert (first.submission.slip_id, first.submission.channel) == (slip.id, Channel.QUESTIONNAIRE)
        assert (first.submission.consent, first.submission.identity) == (Consent.WRITTEN, "村民")
        assert [one.said.words for one in (first, second)] == ["一周两次", "边沟也要修。"]
        assert (second.place, second.provision.eid, second.stance) == (Place.PROVISION, "art_2", Stance.AMEND)
        assert state(session, slip) is SlipState.KEYED

    def test_a_tick_alone_is_a_stance_without_words(self, session, clerk, slip):
        key(session, clerk, slip, reading(replace(KEY, words="")), False, SECRET)

        assert [(one.stance, one.said.words) for one in comments(session)] == [(Stance.AMEND, "")]

    def test_neither_words_nor_tick_is_no_comment(self, session, clerk, slip):
        with pytest.raises(CommentRejected):
            key(session, clerk, slip, reading(replace(QUESTION, words="")), False, SECRET)

    def test_the_question_stands_beside_the_words_and_not_in_them(self, session, clerk, slip):
        key(session, clerk, slip, reading(), False, SECRET)

        beside = session.scalars(select(Supplement)).one()
        assert (beside.text, beside.added_by_id) == (QUESTION.question, clerk.id)
        assert beside.comment_id == comments(session)[0].id

    def test_the_same_form_that_arrives_again_makes_nothing(self, session, clerk, slip):
        said = reading()
        key(session, clerk, slip, said, False, SECRET)
        key(session, clerk, slip, said, False, SECRET)

        assert len(comments(session)) == 2
        assert len(session.scalars(select(Supplement)).all()) == 1

    def test_the_same_form_that_asks_in_the_order_of_another_paper_size_is_the_same(self, session, clerk, slip):
        said = reading()
        key(session, clerk, slip, said, True, SECRET)

        key(session, clerk, slip, replace(said, opinions=said.opinions[::-1]), True, SECRET)
        with pytest.raises(SlipKeyed):
            key(session, clerk, slip, replace(said, opinions=said.opinions[:1]), True, SECRET)

        assert (len(session.scalars(select(Keying)).all()), state(session, slip)) == (1, SlipState.ONCE)

    @pytest.mark.parametrize(
        "changed",
        [(replace(QUESTION, words="一周三次"), KEY), (QUESTION, KEY, Opinion("free-1", "还有", "", "whole"))],
    )
    def test_the_same_form_with_other_words_is_not_taken(self, session, clerk, slip, changed):
        said = reading()
        key(session, clerk, slip, said, False, SECRET)
        session.commit()

        with pytest.raises(SlipKeyed):
            key(session, clerk, slip, replace(said, opinions=changed), False, SECRET)
        session.rollback()
        assert [one.said.words for one in comments(session)] == ["一周两次", "边沟也要修。"]

    def test_a_slip_that_was_keyed_in_says_by_whom_and_when(self, session, clerk, other, slip):
        key(session, clerk, slip, reading(), False, SECRET)

        with pytest.raises(SlipKeyed) as told:
            key(session, other, slip, reading(), False, SECRET)
        assert told.value.values["person"] == clerk.person
        assert clock.day_of(told.value.values["day"]) == clock.today()

    def test_nothing_of_a_slip_is_taken_if_one_opinion_cannot_stand(self, session, clerk, slip):
        session.commit()

        with pytest.raises(CommentRejected):
            key(session, clerk, slip, reading(QUESTION, replace(KEY, about="art_99")), False, SECRET)
        session.rollback()
        assert (comments(session), state(session, slip)) == ([], SlipState.OUT)

    def test_what_was_written_in_time_is_taken_late_after_the_report(self, session, clerk, task, slip):
        task.consultation.stage = Stage.REPORTED

        key(session, clerk, slip, reading(), False, SECRET)

        assert [one.late for one in comments(session)] == [True, True]

    def test_an_empty_form_is_no_blank_slip(self, session, clerk, slip):
        with pytest.raises(SlipEmpty):
            key(session, clerk, slip, replace(reading(), opinions=()), False, SECRET)

    def test_belongs_to_the_people_of_the_room(self, session, make, slip):
        with pytest.raises(NotAllowed):
            key(session, make.collector(), slip, reading(), False, SECRET)

    def test_a_household_s_slip_speaks_for_the_household(self, session, make, clerk, task, other):
        household = make.household(task.unit)
        (slip,) = issue(session, other, task, Order(id=new_id(), kind=SlipKind.HOUSEHOLD))

        key(session, clerk, slip, reading(household=household.code), False, SECRET)

        assert comments(session)[0].submission.household_id == household.id

    def test_leaves_events_without_words(self, session, clerk, slip):
        key(session, clerk, slip, reading(), False, SECRET)

        tags = [one.tag for one in session.scalars(select(Event).where(Event.actor_id == clerk.id))]
        details = str([one.detail for one in session.scalars(select(Event))])
        assert {Tag.SLIP_KEYED, Tag.SLIP_SETTLED, Tag.COMMENT_RECORDED} <= set(tags)
        assert "一周" not in details


class TestKeyingTwice:
    def test_waits_for_somebody_else(self, session, clerk, slip):
        key(session, clerk, slip, reading(), True, SECRET)

        assert (comments(session), state(session, slip)) == ([], SlipState.ONCE)

    def test_the_same_person_cannot_be_the_second(self, session, clerk, slip):
        key(session, clerk, slip, reading(), True, SECRET)

        with pytest.raises(SlipSamePerson):
            key(session, clerk, slip, reading(), True, SECRET)

    def test_equal_readings_are_settled_at_once_and_emptied(self, session, clerk, other, slip):
        key(session, clerk, slip, reading(), True, SECRET)
        key(session, other, slip, reading(), False, SECRET)

        assert [one.said.words for one in comments(session)] == ["一周两次", "边沟也要修。"]
        assert [one.content for one in session.scalars(select(Keying))] == [{}, {}]

    def test_line_ends_and_spellings_of_unicode_make_no_difference(self, session, clerk, other, slip):
        key(session, clerk, slip, reading(replace(QUESTION, words="café \n一周两次\n")), True, SECRET)
        key(session, other, slip, reading(replace(QUESTION, words="cafe\u0301\n一周两次")), True, SECRET)

        assert state(session, slip) is SlipState.KEYED

    def test_readings_that_differ_wait_for_a_decision(self, session, clerk, other, slip):
        key(session, clerk, slip, reading(), True, SECRET)
        key(session, other, slip, reading(replace(QUESTION, words="一周三次"), KEY), True, SECRET)

        assert (comments(session), state(session, slip)) == ([], SlipState.DIFFERS)

    def test_a_decision_takes_what_was_chosen_and_what_nobody_doubted(self, session, clerk, other, slip):
        key(session, clerk, slip, reading(identity="村民"), True, SECRET)
        key(session, other, slip, reading(replace(QUESTION, words="一周三次"), KEY, identity="居民"), True, SECRET)

        decide(session, other, slip, {"question-1.words": "一周二次", "identity": "居民"}, new_id(), SECRET)

        assert [one.said.words for one in comments(session)] == ["一周二次", "边沟也要修。"]
        assert comments(session)[0].submission.identity == "居民"
        assert [one.content for one in session.scalars(select(Keying))] == [{}, {}]
        with pytest.raises(SlipNotDiffering):
            readings(session, other, slip)

    def test_what_only_one_of_them_read_can_be_left_out(self, session, clerk, other, slip):
        key(session, clerk, slip, reading(QUESTION), True, SECRET)
        key(session, other, slip, reading(QUESTION, KEY), True, SECRET)

        decide(session, other, slip, {"key-art_2.words": ""}, new_id(), SECRET)

        assert [one.said.words for one in comments(session)] == ["一周两次"]

    def test_a_tick_that_only_one_of_them_saw_is_decided_as_words_are(self, session, clerk, other, slip):
        tick = replace(KEY, words="")
        key(session, clerk, slip, reading(QUESTION), True, SECRET)
        key(session, other, slip, reading(QUESTION, tick), True, SECRET)
        apart = differences(*readings(session, other, slip))

        decide(session, other, slip, {"key-art_2.stance": "amend"}, new_id(), SECRET)

        assert [(one.field, one.first, one.second) for one in apart] == [("key-art_2.stance", "", "amend")]
        assert [(one.stance, one.said.words) for one in comments(session)][1:] == [(Stance.AMEND, "")]

    def test_words_that_one_of_them_read_beside_the_same_tick_can_be_left_out(self, session, clerk, other, slip):
        key(session, clerk, slip, reading(replace(KEY, words="")), True, SECRET)
        key(session, other, slip, reading(KEY), True, SECRET)

        decide(session, other, slip, {"key-art_2.words": ""}, new_id(), SECRET)

        assert [(one.stance, one.said.words) for one in comments(session)] == [(Stance.AMEND, "")]

    def test_a_third_reading_is_not_taken(self, session, make, task, clerk, other, slip):
        key(session, clerk, slip, reading(), True, SECRET)
        key(session, other, slip, reading(KEY), True, SECRET)

        with pytest.raises(SlipKeyed):
            key(session, make.collector(task.unit), slip, reading(), True, SECRET)

    def test_the_first_alone_can_be_trusted_where_nobody_else_is_there(self, session, clerk, other, slip):
        key(session, clerk, slip, reading(), True, SECRET)

        trust_the_first(session, other, slip, SECRET)
        trust_the_first(session, other, slip, SECRET)

        assert len(comments(session)) == 2


class TestBlank:
    def blank(self, session, actor, slip, twice=False):
        return came_back_blank(session, actor, slip, replace(reading(), opinions=()), twice, SECRET)

    def test_is_noted_once_and_can_be_taken_back(self, session, clerk, slip):
        self.blank(session, clerk, slip)
        self.blank(session, clerk, slip)
        assert state(session, slip) is SlipState.BLANK

        with pytest.raises(SlipBlank):
            key(session, clerk, slip, reading(), False, SECRET)

        is_not_blank(session, clerk, slip)
        key(session, clerk, slip, reading(), False, SECRET)
        assert state(session, slip) is SlipState.KEYED

    def test_waits_for_the_second_person_as_every_other_slip_does(self, session, clerk, other, slip):
        self.blank(session, clerk, slip, twice=True)
        self.blank(session, clerk, slip, twice=True)
        assert state(session, slip) is SlipState.ONCE

        self.blank(session, other, slip)
        assert state(session, slip) is SlipState.BLANK

        is_not_blank(session, other, slip)
        assert state(session, slip) is SlipState.OUT
        key(session, other, slip, reading(), False, SECRET)
        assert state(session, slip) is SlipState.ONCE

    def test_stays_one_for_two_people_when_it_is_taken_up_again(self, session, clerk, other, slip):
        self.blank(session, clerk, slip, twice=True)
        take_up_again(session, clerk, slip)

        self.blank(session, other, slip)

        assert state(session, slip) is SlipState.ONCE

    def test_is_decided_where_only_one_of_two_read_something(self, session, clerk, other, slip):
        self.blank(session, clerk, slip, twice=True)
        key(session, other, slip, reading(QUESTION, identity="村民"), True, SECRET)
        assert state(session, slip) is SlipState.DIFFERS

        decide(session, other, slip, {"question-1.words": QUESTION.words}, new_id(), SECRET)

        assert [(one.said.words, one.submission.identity) for one in comments(session)] == [("一周两次", "村民")]

    def test_can_be_what_was_decided(self, session, clerk, other, slip):
        key(session, clerk, slip, reading(QUESTION), True, SECRET)
        self.blank(session, other, slip)

        decide(session, other, slip, {"question-1.words": ""}, new_id(), SECRET)

        assert (comments(session), state(session, slip)) == ([], SlipState.BLANK)

    def test_is_not_said_of_a_slip_that_is_settled(self, session, clerk, other, slip):
        key(session, clerk, slip, reading(), False, SECRET)

        with pytest.raises(SlipKeyed):
            self.blank(session, other, slip)


class TestTakingUpAgain:
    def test_drops_one_s_own_first_reading(self, session, clerk, slip):
        key(session, clerk, slip, reading(), True, SECRET)

        take_up_again(session, clerk, slip)
        take_up_again(session, clerk, slip)
        assert state(session, slip) is SlipState.OUT

        key(session, clerk, slip, reading(KEY), True, SECRET)
        assert state(session, slip) is SlipState.ONCE

    def test_is_told_in_the_log_as_what_it_is_also_of_before_it_had_a_word_of_its_own(self, session, clerk, slip):
        key(session, clerk, slip, reading(), True, SECRET)
        take_up_again(session, clerk, slip)
        record(session, clerk, Tag.SLIP_KEYED, slip, number=slip.number, turn=1, dropped=True)

        assert [one.tag for one in events(session, limit=3)] == [
            Tag.SLIP_READING_DROPPED,
            Tag.SLIP_READING_DROPPED,
            Tag.SLIP_KEYED,
        ]
        assert len(events(session, tag=Tag.SLIP_READING_DROPPED)) == 2
        assert len(events(session, tag=Tag.SLIP_KEYED)) == 1
        assert [one.broken_at for one in chains(session)] == [None] * len(chains(session))

    def test_drops_nobody_else_s_and_none_that_was_followed(self, session, clerk, other, slip):
        key(session, clerk, slip, reading(), True, SECRET)
        with pytest.raises(SlipKeyed):
            take_up_again(session, other, slip)

        key(session, other, slip, reading(KEY), True, SECRET)
        with pytest.raises(SlipKeyed):
            take_up_again(session, clerk, slip)


class TestLetGo:
    """Whoever wrote a slip had it taken back: nobody goes on with it, and no one is said to have keyed it in."""

    @pytest.mark.parametrize("read_before", [False, True])
    def test_is_told_as_what_it_is_by_every_act(self, session, clerk, other, slip, read_before):
        said, nothing = reading(), replace(reading(), opinions=())
        if read_before:
            key(session, clerk, slip, said, True, SECRET)
        let_go(session, other, slip)

        for act in (
            lambda: key(session, clerk, slip, said, False, SECRET),
            lambda: key(session, other, slip, reading(), False, SECRET),
            lambda: came_back_blank(session, clerk, slip, nothing, False, SECRET),
            lambda: take_up_again(session, clerk, slip),
            lambda: trust_the_first(session, other, slip, SECRET),
            lambda: readings(session, other, slip),
        ):
            with pytest.raises(SlipLetGo) as told:
                act()
            assert told.value.values == {"number": str(code_of(slip.task_id, slip.number))}

    def test_keeps_no_reading(self, session, clerk, other, slip):
        key(session, clerk, slip, reading(), True, SECRET)

        let_go(session, other, slip)

        assert session.scalars(select(Keying)).all() == []

    @pytest.mark.parametrize("read_before", [False, True])
    def test_is_told_from_a_slip_that_was_keyed_in_also_where_a_collector_s_comment_names_it(
        self, session, task, clerk, other, slip, read_before
    ):
        if read_before:
            key(session, clerk, slip, reading(), True, SECRET)
        let_go(session, clerk, slip)

        said = Heard(id=new_id(), task=task.id, words="路要修。", consent=Consent.ORAL, slip=slip.number)
        take(session, clerk, task, said, SECRET)

        assert state(session, slip) is SlipState.LET_GO
        with pytest.raises(SlipLetGo):
            key(session, other, slip, reading(), False, SECRET)


class TestReadBy:
    def test_counts_what_somebody_read_and_not_what_they_decided_or_let_go(
        self, session, make, task, clerk, other, slip
    ):
        third = make.collector(task.unit)
        key(session, clerk, slip, reading(QUESTION), True, SECRET)
        key(session, third, slip, reading(KEY), True, SECRET)
        first, second = readings(session, other, slip)
        decide(session, other, slip, {f"{one.slot}.{one.name}": one.first for one in differences(first, second)},
               new_id(), SECRET)  # fmt: skip
        blank, gone = (one for one in session.scalars(select(Slip)) if one.settled_at is None)
        came_back_blank(session, clerk, blank, reading(opinions=()), False, SECRET)
        let_go(session, other, gone)

        assert [read_by(session, task, one) for one in (clerk, third, other)] == [2, 1, 0]


class TestNumbers:
    def test_a_number_or_an_address_names_the_slip(self, session, task, slip):
        assert slip_named(session, task, str(code_of(task.id, 2))) is slip
        assert slip_named(session, task, address_of(f"https://x.example/c/{task.code}", task.id, 2)) is slip

    def test_several_are_named_at_once_and_no_more_than_one_file_holds(self, session, task, slip):
        typed = f"{code_of(task.id, 3)}、{code_of(task.id, 1)}\n{code_of(task.id, 3)}"

        assert [one.number for one in slips_named(session, task, typed, 2)] == [1, 3]
        with pytest.raises(SlipsTooMany):
            slips_named(session, task, typed, 1)

    def test_a_slip_of_another_task_says_so(self, session, make, task, slip, other):
        second = make.task(task.unit)
        issue(session, other, second, Order(id=new_id(), kind=SlipKind.SPARE, count=2))

        for typed in (str(code_of(second.id, 2)), address_of(f"https://x/c/{second.code}", second.id, 2)):
            with pytest.raises(SlipOfAnotherTask) as told:
                slip_named(session, task, typed)
            assert told.value.values["room"] == second.unit.name

    def test_a_slip_of_another_room_says_so(self, session, make, task, slip):
        room = make.room()
        there = make.task(room, task.consultation)
        issue(session, make.room_head(room), there, Order(id=new_id(), kind=SlipKind.SPARE, count=2))

        with pytest.raises(SlipOfAnotherTask):
            slip_named(session, task, str(code_of(there.id, 1)))

    def test_a_mistyped_number_and_one_never_printed_are_told_apart(self, session, task, slip):
        with pytest.raises(SlipMistyped):
            slip_named(session, task, str(code_of(task.id, 2)).replace("2-", "3-"))
        with pytest.raises(SlipUnknown):
            slip_named(session, task, str(code_of(task.id, 4)))

    def test_what_a_resident_carries_counts_only_if_it_proves_itself(self, session, task, slip):
        assert slip_carried(session, task, str(code_of(task.id, 2))) == 2
        assert slip_carried(session, task, "2-ZZ") is None
        assert slip_carried(session, task, "") is None

    def test_every_state_is_counted_zeros_included(self, session, clerk, task, slip):
        key(session, clerk, slip, reading(), False, SECRET)

        tally = tally_of(session, task)
        assert (tally[SlipState.OUT], tally[SlipState.KEYED], tally[SlipState.BLANK]) == (2, 1, 0)

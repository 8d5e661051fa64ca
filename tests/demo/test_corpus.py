"""The demo's words are many, different from each other, and each on something that its draft really has."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from legislation_hub.demo.corpus import CLOSED, FINISHED, OPEN, Story, load
from legislation_hub.vocabulary import Channel, OutcomeKind, Section, Stance

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module", params=[FINISHED, CLOSED, OPEN])
def story(request: pytest.FixtureRequest) -> Story:
    return load(request.param, TODAY)


@pytest.fixture(scope="module")
def finished() -> Story:
    return load(FINISHED, TODAY)


@pytest.fixture(scope="module")
def passed(shared) -> str:
    text = (shared / "data/drafts/readings_动物防疫法/3_2021_enacted.txt").read_text(encoding="utf-8")
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def first_reading(shared) -> str:
    text = (shared / "data/drafts/readings_动物防疫法/1_draft_first_reading.txt").read_text(encoding="utf-8")
    return re.sub(r"\s", "", text).replace(",", "，")


def test_there_are_some_four_hundred_comments_and_no_two_are_the_same():
    words = [one.words for key in (FINISHED, CLOSED, OPEN) for one in load(key, TODAY).comments]

    assert len(words) >= 400
    assert len(set(words)) == len(words)


def test_every_comment_has_a_number_of_its_own(story):
    numbers = [one.no for one in story.comments]

    assert len(set(numbers)) == len(numbers)


def test_an_accepted_comment_belongs_to_a_topic_and_every_topic_is_spoken_about(story):
    accepted = {one.point for one in story.comments if not one.fate}

    assert accepted == {topic.key for topic in story.topics}


def test_a_comment_that_went_back_or_was_passed_on_says_why_and_where(story):
    for one in story.comments:
        if one.fate:
            assert one.beside, one.no
        assert bool(one.passed_to) == (one.fate == "transfer"), one.no


def test_a_correction_names_a_comment_that_went_back_for_detail(story):
    vague = {one.no for one in story.comments if one.fate == "detail"}

    assert {one.corrects for one in story.comments if one.corrects} <= vague


def test_people_speak_of_all_sorts_in_all_ways(story):
    assert {one.language for one in story.comments} == {"汉语", "彝语", "苗语"}
    assert {one.channel for one in story.comments} == set(Channel) - {Channel.DEPARTMENT}
    assert {one.stance for one in story.comments} >= {Stance.SUPPORT, Stance.AMEND, Stance.ADD, Stance.OPPOSE}


def test_a_person_who_wants_a_wording_changed_is_not_made_to_draft_it(story):
    wants = [one for one in story.comments if one.stance in (Stance.AMEND, Stance.ADD, Stance.DELETE)]

    assert 0.4 < sum(bool(one.proposal) for one in wants) / len(wants) < 1


@pytest.mark.parametrize("key", [FINISHED, OPEN])
def test_people_contradict_each_other_on_the_same_provision(key):
    stances = {(one.on, one.stance) for one in load(key, TODAY).comments}
    divided = [on for on, stance in stances if stance is Stance.OPPOSE and (on, Stance.AMEND) in stances]

    assert len(divided) >= 4


def test_no_comment_explains_the_digits_of_the_mechanism(story):
    assert not any("12344" in text for one in story.comments for text in (one.words, one.reason))
    assert "12344" not in story.about


def test_each_consultation_asks_three_to_five_questions(story):
    assert 3 <= len(story.questions) <= 5


def test_the_open_consultation_stands_half_way_whenever_the_demo_is_made():
    for today in (date(2026, 1, 1), date(2028, 2, 29)):
        days = load(OPEN, today).days

        assert days.sent < days.opens < today < days.closes <= days.rooms_due
        assert (days.closes - days.opens).days >= 30


def test_the_closed_one_is_overdue_by_a_day_whenever_the_demo_is_made():
    for today in (date(2026, 1, 1), date(2028, 2, 29)):
        days = load(CLOSED, today).days

        assert days.closes <= days.rooms_due == today - timedelta(days=1)


def test_every_point_of_the_finished_one_is_worded_and_has_an_outcome(finished):
    for topic in finished.topics:
        assert topic.wording.endswith("。"), topic.key
        assert topic.reason, topic.key
        assert topic.outcome is not OutcomeKind.PENDING, topic.key
        if topic.outcome is not OutcomeKind.ADOPTED:
            assert topic.why.endswith("（示例）"), topic.key


def test_divided_views_come_from_both_sides(finished):
    for topic in finished.topics:
        if topic.section is Section.DIVIDED:
            stances = Counter(one.stance for one in finished.comments if one.point == topic.key)
            assert min(stances[Stance.AMEND], stances[Stance.OPPOSE]) >= 2, topic.key


def test_what_a_basis_quotes_stands_in_the_passed_text_or_was_in_the_draft(finished, passed, first_reading):
    for topic in finished.topics:
        for quoted in re.findall("“([^”]+)”", topic.basis):
            kept = "未保留" not in topic.basis and "不再使用" not in topic.basis
            assert quoted in passed or (not kept and quoted in first_reading), (topic.key, quoted)


def test_what_is_said_to_have_gone_is_gone(passed, first_reading):
    for gone in ("从事动物饲养的单位和个人，应当建立养殖档案", "支持发展畜禽养殖保险", "合法捕获", "物业服务企业"):
        assert gone in first_reading
        assert gone not in passed

"""The queue of a version, and where things stand in it: what is shown, in which order, in how many queries."""

import pytest

from legislation_hub.models.base import new_id
from legislation_hub.problems import NotFound
from legislation_hub.queries.inheritances import inheritance_of
from legislation_hub.queries.queues import Wish, likely_places, open_ids, queue_of, waiting_in
from legislation_hub.queries.standings import places_astray, unfollowed
from legislation_hub.queries.successions import beside, earlier_on, one_entry
from legislation_hub.queries.whereabouts import whereabouts_of
from legislation_hub.services.following import Decision, settle
from legislation_hub.services.publishing import NewCard, NewQuestion
from legislation_hub.vocabulary import Carried, Change, Fate
from tests.fixtures_readings import SECOND


@pytest.fixture
def second(desk):
    """The second reading, after comments of every fate have followed."""
    place = desk.place(desk.first, "art_2__para_1")
    desk.task = desk.ask(
        desk.first,
        key_provisions=(place.id,),
        cards=(NewCard("养护的钱", "县里出钱。", place.id), NewCard("这是什么", "一部条例。")),
        questions=(NewQuestion("钱够不够？", place.id),),
    )
    desk.moved = desk.say(desk.task, "art_2__para_1", words="钱要到位。")
    desk.gone = desk.say(desk.task, "art_3__para_1", words="限高杆挡了拉草的车。")
    desk.open = desk.say(desk.task, "art_4__para_1", words="养路的工钱要说清楚。")
    version = desk.read(SECOND, "二审稿")
    desk.follow(version)
    # Whatever the texts say about it, this one is to wait.
    row = desk.row(desk.open, version)
    row.fate = row.found = Fate.REVIEW
    row.likely = [{"eid": "art_4__para_1", "likeness": 0.4}, {"eid": "art_2__para_1", "likeness": 0.2}]
    row.reason = "The quoted words were changed."
    row = desk.row(desk.gone, version)
    row.fate = row.found = Fate.GONE
    desk.session.flush()
    return version


class TestQueueOf:
    def test_shows_what_waits_first_then_what_is_gone_then_what_lives_on(self, session, desk, second):
        queue = queue_of(session, second.id, Wish(kind=Carried.COMMENT))

        assert [one.says for one in queue.entries] == [
            "养路的工钱要说清楚。",
            "限高杆挡了拉草的车。",
            "钱要到位。",
        ]
        assert queue.total == 3

    def test_counts_all_whatever_is_asked_for(self, session, desk, second):
        queue = queue_of(session, second.id, Wish(fate=Fate.REVIEW))

        assert dict(queue.fates) == {Fate.REVIEW: 1, Fate.GONE: 1, Fate.MOVED: 4}
        assert dict(queue.kinds) == {Carried.COMMENT: 3, Carried.CARD: 1, Carried.QUESTION: 1, Carried.KEY: 1}
        assert (queue.total, queue.everything, queue.settled) == (1, 6, 0)

    def test_names_both_texts(self, session, desk, second):
        [*_before, entry] = queue_of(session, second.id, Wish(kind=Carried.COMMENT)).entries

        assert (entry.old.reading, entry.old.citation) == ("一审稿", "第二条")
        assert (entry.new.reading, entry.new.citation) == ("二审稿", "第三条")

    def test_can_be_narrowed_to_one_old_provision(self, session, desk, second):
        queue = queue_of(session, second.id, Wish(provision=desk.open.provision_id))

        assert [one.comment_id for one in queue.entries] == [desk.open.id]
        assert [(one.citation, one.total, one.waiting) for one in queue.groups] == [
            ("第二条", 4, 0),
            ("第三条", 1, 0),
            ("第四条", 1, 1),
        ]

    def test_takes_an_article_and_its_only_paragraph_for_one_old_provision(self, session, desk, second):
        desk.say(desk.task, "art_2", words="整条都赞成。")
        desk.follow(second)

        queue = queue_of(session, second.id, Wish(provision=desk.moved.provision_id))

        assert [one.citation for one in queue.groups] == ["第二条", "第三条", "第四条"]
        assert (queue.groups[0].total, queue.total) == (5, 5)
        assert "整条都赞成。" in [one.says for one in queue.entries]

    def test_can_be_narrowed_to_what_people_settled(self, session, desk, second):
        settle(session, desk.coordinator, desk.row(desk.open, second), Decision(None))

        [entry] = queue_of(session, second.id, Wish(settled=True)).entries

        assert (entry.comment_id, entry.settled_by) == (desk.open.id, desk.coordinator.person)

    def test_has_nothing_of_a_comment_that_was_taken_back(self, session, desk, second):
        desk.open.withdrawn_at = desk.task.sent_at
        session.flush()

        assert queue_of(session, second.id, Wish()).fates[Fate.REVIEW] == 0
        assert open_ids(session, second.id) == []
        with pytest.raises(NotFound):
            one_entry(session, desk.row(desk.open, second).id)

    @pytest.mark.parametrize("more", [0, 40])
    def test_makes_four_queries_whatever_there_is(self, session, desk, second, queries_made, more):
        for _number in range(more):
            desk.say(desk.task, "art_2__para_1")
        desk.follow(second)

        with queries_made() as made:
            queue = queue_of(session, second.id, Wish())

        assert len(made) == 4
        assert (len(queue.entries), queue.pages) == ((30, 2) if more else (6, 1))


class TestOneEntry:
    def test_shows_the_likely_places_with_what_differs(self, session, desk, second):
        entry = one_entry(session, desk.row(desk.open, second).id)

        first, other = likely_places(session, entry, second.id)

        assert (first.citation, other.citation, first.likeness) == ("第四条", "第二条", 0.4)
        old = "".join(one.text for one in first.pieces if one.kind is not Change.ADDED)
        assert old == entry.old.whole

    def test_names_the_others_on_the_same_provision_that_wait(self, session, desk, second):
        other = desk.say(desk.task, "art_4__para_1", words="天天去养不现实。")
        desk.follow(second)
        desk.row(other, second).fate = Fate.REVIEW
        desk.row(desk.open, second).fate = Fate.REVIEW
        session.flush()

        entry = one_entry(session, desk.row(desk.open, second).id)

        assert [one.says for one in beside(session, entry, second.id)] == ["天天去养不现实。"]

    def test_names_no_other_whose_place_a_person_has_settled(self, session, desk, second):
        others = [desk.say(desk.task, "art_3__para_1", words=words) for words in ("拆了它。", "留着。")]
        desk.follow(second)
        for comment in (desk.gone, *others):
            desk.row(comment, second).fate = Fate.GONE
        settle(session, desk.coordinator, desk.row(others[0], second), Decision(None))

        entry = one_entry(session, desk.row(desk.gone, second).id)

        assert [one.says for one in beside(session, entry, second.id)] == ["留着。"]

    def test_there_is_none_by_any_id(self, session, desk):
        with pytest.raises(NotFound):
            one_entry(session, new_id())


class TestWhereabouts:
    def test_says_where_a_comment_stands_and_whether_a_person_said_so(self, session, desk, second):
        settle(session, desk.coordinator, desk.row(desk.open, second), Decision(desk.place(second, "art_4")))

        found = whereabouts_of(session, [desk.moved.id, desk.gone.id, desk.open.id], everything=True)

        told = {
            key: [(one.reading, one.fate, one.citation, one.by_hand) for one in places]
            for key, places in found.items()
        }
        assert told == {
            desk.moved.id: [("二审稿", Fate.MOVED, "第三条", False)],
            desk.gone.id: [("二审稿", Fate.GONE, "", False)],
            desk.open.id: [("二审稿", Fate.MOVED, "第四条", True)],
        }

    def test_tells_nobody_else_of_a_text_that_is_not_sent_out(self, session, desk, second):
        assert whereabouts_of(session, [desk.moved.id])[desk.moved.id] == []

        desk.ask(second)

        assert len(whereabouts_of(session, [desk.moved.id])[desk.moved.id]) == 1

    def test_tells_everybody_of_the_text_that_was_passed(self, session, desk, second):
        desk.task.consultation.passed_version_id = second.id
        session.flush()

        assert len(whereabouts_of(session, [desk.moved.id])[desk.moved.id]) == 1

    def test_makes_one_query(self, session, desk, second, queries_made):
        with queries_made() as made:
            whereabouts_of(session, [desk.moved.id, desk.gone.id])

        assert len(made) == 1


class TestTheRest:
    def test_comments_on_earlier_versions_stand_by_their_new_provision(self, session, desk, second):
        assert [one.says for one in earlier_on(session, second.id, "art_3")] == ["钱要到位。"]
        assert earlier_on(session, second.id, "art_4") == []

    def test_a_plan_takes_over_what_has_its_place_and_what_is_about_the_whole_draft(self, session, desk, second):
        found = inheritance_of(session, second)

        assert [(one.title, one.citation) for one in found.cards] == [("养护的钱", "第三条"), ("这是什么", "")]
        assert [(one.text, one.citation) for one in found.questions] == [("钱够不够？", "第三条")]
        assert found.keys == [desk.place(second, "art_3__para_1").id]
        assert (len(found.came), found.waiting, found.gone, found.unfollowed) == (3, [], [], 0)

    def test_a_first_version_takes_over_nothing(self, session, desk):
        assert inheritance_of(session, desk.first).came == ()

    def test_waiting_is_told_for_every_version(self, session, desk, second):
        assert waiting_in(session, [desk.first.id, second.id]) == {desk.first.id: 0, second.id: 1}

    def test_what_has_not_followed_is_counted_in_five_queries(self, session, desk, second, queries_made):
        desk.say(desk.task, "art_1__para_1")

        with queries_made() as made:
            assert unfollowed(session, second) == 1

        assert len(made) == 5

    def test_places_that_contradict_themselves_are_found(self, session, desk, second):
        assert places_astray(session) == []

        row = desk.row(desk.moved, second)
        row.provision_id = desk.place(desk.first, "art_2").id
        session.flush()
        assert places_astray(session) == [row.id]

        row.provision_id = desk.place(second, "art_3__para_1").id
        row.quote_start, row.quote_end = 0, 1000
        session.flush()
        assert places_astray(session) == [row.id]

        row.provision_id, row.quote_start, row.quote_end = None, None, None
        session.flush()
        assert places_astray(session) == [row.id]

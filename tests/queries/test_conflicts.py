"""What came twice with other content is found by its room, and compared word by word."""

import pytest

from legislation_hub import clock
from legislation_hub.models import Conflict
from legislation_hub.queries.conflicts import Disputed, count_of, disputed_in, seconds_of, twice_in
from legislation_hub.services.reviewing import settle_conflict
from legislation_hub.vocabulary import Place, Stance


@pytest.fixture
def head(make):
    return make.room_head(name="甲")


@pytest.fixture
def task(make, head):
    return make.task(head.unit, signed_at=clock.now())


def second_of(session, comment, by=None, **content):
    made = Conflict(
        comment_id=comment.id,
        station_id=comment.station_id,
        room_id=comment.room_id,
        fingerprint=str(content),
        content={"words": comment.said.words, **content},
        account_id=by.id if by else None,
        received_at=clock.now(),
    )
    session.add(made)
    session.flush()
    return made


class TestWhatCameTwice:
    def test_is_counted_by_comments_and_listed_by_contents(self, session, make, head, task):
        comment, other = make.comment(task), make.comment(make.task(head.unit))
        make.comment(task)
        for words in ("不修。", "缓修。"):
            second_of(session, comment, words=words)
        second_of(session, other, words="不修。")

        told = disputed_in(session, task.room_id)

        assert sorted((one.task_id, one.comments) for one in told) == sorted([(task.id, 1), (other.task_id, 1)])
        assert [one.number for one in twice_in(session, task.id)] == [comment.number] * 2

    def test_is_no_more_once_it_is_settled(self, session, make, head, task):
        second = second_of(session, make.comment(task), words="不修。")
        assert disputed_in(session, task.room_id) == [Disputed(task.id, task.consultation.title, False, 1)]

        settle_conflict(session, head, second)

        assert (disputed_in(session, task.room_id), count_of(session, task.id), twice_in(session, task.id)) == (
            [],
            0,
            [],
        )

    def test_is_nobody_else_s(self, session, make, task):
        second_of(session, make.comment(task), words="不修。")

        assert disputed_in(session, make.room().id) == []


class TestSecondsOf:
    def test_mark_what_only_one_of_the_two_says(self, session, make, head, task):
        comment = make.comment(task, "路要修。", recorded_by=head)
        second_of(session, comment, head, words="沟要修。", household="0007")

        [found] = seconds_of(session, comment)

        assert [(one.kind.value, one.text) for one in found.words] == [
            ("dropped", "路"), ("added", "沟"), ("same", "要修。"),
        ]  # fmt: skip
        assert (found.by, found.says_the_same) == (head.person, False)

    def test_tell_where_only_the_notes_about_the_words_differ(self, session, make, task):
        provision = make.article(task.consultation.version, 7, "村道由村民委员会养护。")
        comment = make.comment(task)
        second_of(session, comment, provision=provision.eid, stance="oppose")

        [found] = seconds_of(session, comment)

        assert (found.says_the_same, found.about.citation, found.stance) == (
            True,
            provision.citation,
            Stance.OPPOSE,
        )

    def test_are_about_what_they_name_themselves(self, session, make, task):
        provision = make.article(task.consultation.version, 7, "村道由村民委员会养护。")
        comment = make.comment(task, provision_id=provision.id, place=Place.PROVISION)
        for content in ({}, {"place": "missing"}, {"provision": provision.eid}):
            second_of(session, comment, **content)

        found = seconds_of(session, comment)

        assert [one.about.place for one in found] == [Place.WHOLE, Place.MISSING, Place.PROVISION]

    def test_name_who_settled_each(self, session, make, head, task):
        comment = make.comment(task)
        first = second_of(session, comment, words="不修。")
        second_of(session, comment, words="缓修。")

        settle_conflict(session, head, first)

        assert [one.settled_by for one in seconds_of(session, comment)] == [head.person, ""]

    @pytest.mark.parametrize("rows", [1, 8])
    def test_are_asked_for_in_as_few_queries_whatever_their_number(
        self, session, make, head, task, queries_made, rows
    ):
        comment = make.comment(task)
        for row in range(rows):
            settle_conflict(session, head, second_of(session, comment, words=f"{row}", provision="art_1"))
        assert comment.said.words

        with queries_made() as made:
            found = seconds_of(session, comment)

        assert (len(found), len(made)) == (rows, 6)

"""What a collector takes along is all that a door needs, the same number of queries whatever there is of it."""

from datetime import timedelta

from sqlalchemy import select

from legislation_hub.models import Card, KeyProvision, Provision, Question, Verdict
from legislation_hub.models.base import new_id
from legislation_hub.queries.pack_texts import texts_of
from legislation_hub.queries.packs import Pack, pack_of
from legislation_hub.vocabulary import Stage, VerdictKind
from tests.makers import in_days


def packed(session, account) -> Pack:
    session.flush()
    return pack_of(session, account)


class TestTasks:
    def test_hold_what_is_put_before_people(self, session, make):
        task = make.task()
        asked = task.consultation
        first = make.article(asked.version, 9)
        session.add_all(
            [
                Card(consultation_id=asked.id, position=1, title="讲的是什么", text="说的是路。"),
                Card(consultation_id=asked.id, provision_id=first.id, position=2, title="这一条", text="谁来管。"),
                Question(consultation_id=asked.id, provision_id=first.id, position=1, text="哪个来管？"),
                KeyProvision(consultation_id=asked.id, provision_id=first.id, position=1),
            ]
        )

        (one,) = packed(session, make.collector(task.unit)).tasks

        assert (one.id, one.title, one.version) == (task.id, asked.title, asked.version_id)
        assert [(note.title, note.eid) for note in one.cards] == [("讲的是什么", ""), ("这一条", first.eid)]
        assert [(note.text, note.eid) for note in one.questions] == [("哪个来管？", first.eid)]
        assert one.keys == [first.eid]

    def test_leave_behind_what_is_long_over(self, session, make):
        room = make.room()
        for days in (3, -9, -90):
            asked = make.consultation(
                stage=Stage.OPEN if days > 0 else Stage.ANSWERED,
                opens_on=in_days(-99),
                closes_on=in_days(days),
                rooms_due_on=in_days(days),
            )
            make.task(unit=room, consultation=asked)

        pack = packed(session, make.collector(room))

        assert [one.closes_on for one in pack.tasks] == [in_days(3), in_days(-9)]
        assert list(pack.versions) == [pack.tasks[0].version]

    def test_are_those_of_the_own_room_alone(self, session, make):
        make.task()

        assert packed(session, make.collector()).tasks == []


class TestHouseholds:
    def test_say_once_who_spoke_however_often(self, session, make):
        task = make.task()
        heard, left = make.household(task.unit), make.household(task.unit)
        who = make.collector(task.unit)
        for _time in range(2):
            make.comment(task, household_id=heard.id, recorded_by=who)

        pack = packed(session, who)

        assert {one.code for one in pack.doors} == {heard.code, left.code}
        assert pack.tasks[0].heard == [heard.code]

    def test_that_left_are_not_gone_to(self, session, make):
        task = make.task()
        gone = make.household(task.unit)
        gone.active = False

        assert packed(session, make.collector(task.unit)).doors == []


class TestWhatCameBack:
    def test_is_there_with_the_last_question_of_the_room(self, session, make):
        task = make.task()
        who, head = make.collector(task.unit), make.room_head(task.unit)
        said = make.comment(task, words="路灯不亮", recorded_by=who)
        for later, note in enumerate(("哪一段？", "哪一段，哪一天？")):
            session.add(
                Verdict(
                    id=new_id(),
                    comment_id=said.id,
                    kind=VerdictKind.DETAIL,
                    note=note,
                    given_by_id=head.id,
                    given_at=said.recorded_at + timedelta(minutes=later),
                )
            )
        said.verdict = VerdictKind.DETAIL

        (one,) = packed(session, who).back

        assert (one.words, one.asked) == ("路灯不亮", "哪一段，哪一天？")

    def test_is_nobody_elses(self, session, make):
        task = make.task()
        said = make.comment(task, recorded_by=make.collector(task.unit))
        said.verdict = VerdictKind.DETAIL

        assert packed(session, make.collector(task.unit)).back == []


class TestTexts:
    def test_offer_articles_and_the_paragraphs_of_those_that_have_several(self, session, make):
        version = make.version(articles=2)
        second = make.article(version, 3)
        second.parent_id = session.scalar(
            select(Provision.id).where(Provision.version_id == version.id, Provision.eid == "art_2")
        )
        session.flush()

        pieces = texts_of(session, [version.id])[version.id]

        assert [one.eid for one in pieces if one.offered] == [
            "art_1",
            "art_2",
            "art_2__para_1",
            "art_3",
            "art_3__para_1",
        ]


class TestPack:
    def test_has_another_tag_when_something_in_it_is_another(self, session, make):
        task = make.task()
        who = make.collector(task.unit)
        before = packed(session, who).tag

        assert packed(session, who).tag == before
        home = make.household(task.unit)
        after = packed(session, who).tag
        assert after != before
        home.group = "三组"
        assert packed(session, who).tag != after

    def test_asks_the_database_as_often_for_one_task_as_for_ten(self, session, make, queries_made):
        room = make.room()
        who = make.collector(room)
        make.task(unit=room)
        session.flush()
        with queries_made() as few:
            texts_of(session, pack_of(session, who).versions)
        for _more in range(9):
            task = make.task(unit=room)
            make.comment(task, household_id=make.household(room).id, recorded_by=who)
        session.flush()
        with queries_made() as many:
            ten = pack_of(session, who)
            texts_of(session, ten.versions)

        assert len(ten.tasks) == 10
        assert len(many) == len(few) == 12

"""The whole way of a comment, in one query."""

from legislation_hub import clock
from legislation_hub.models import Verdict
from legislation_hub.queries.ways import way_of, ways_of
from legislation_hub.services import adopting, answering, compiling, merging
from legislation_hub.services.adopting import Finding
from legislation_hub.services.answering import Telling
from legislation_hub.services.merging import Wording
from legislation_hub.services.recording import record
from legislation_hub.vocabulary import AnswerWay, OutcomeKind, Stage, Tag, VerdictKind


def say(text):
    return text


class TestWayOf:
    def test_begins_with_words_on_a_provision(self, session, make):
        task = make.task()
        provision = make.article(task.consultation.version, 7, "村道由乡镇养护。")
        comment = make.comment(task, "养护要有钱。", provision_id=provision.id)

        way = way_of(session, comment.id)

        assert (way.citation, way.provision_text, way.words) == ("第七条", "村道由乡镇养护。", "养护要有钱。")
        assert (way.verdict, way.point_id, way.outcome, way.told_on) == (None, None, None, None)

    def test_ends_with_the_answer(self, session, make):
        task = make.task(stage=Stage.REVIEWING)
        collector, coordinator = make.collector(task.unit), make.coordinator()
        comment = make.comment(task, recorded_by=collector)
        point = merging.make_point(session, coordinator, task.consultation, [comment], Wording("要有养护经费"))
        report = compiling.compile_report(session, coordinator, task.consultation, make.station(), say)
        compiling.sign_report(session, make.station_head(), report, say)
        adopting.record_outcome(
            session, make.municipal_officer(), point, Finding(OutcomeKind.ADOPTED, "第三十条", "已写入")
        )
        answering.tell(session, collector, [comment], Telling(AnswerWay.VISIT, clock.today()))

        way = way_of(session, comment.id)

        assert (way.report_number, way.report_position, way.passed_article) == (report.number, 1, "第三十条")
        assert (way.answered_how, way.told_by) == (AnswerWay.VISIT, collector.person)

    def test_shows_the_latest_verdict_and_outcome(self, session, make):
        task, head = make.task(), make.room_head()
        comment = make.comment(task)
        for kind in (VerdictKind.DETAIL, VerdictKind.ACCEPTED):
            session.add(Verdict(comment_id=comment.id, kind=kind, given_by_id=head.id, given_at=clock.now()))
            session.flush()

        assert way_of(session, comment.id).verdict is VerdictKind.ACCEPTED

    def test_shows_nothing_of_words_that_were_taken_back(self, session, make):
        comment = make.comment(household_id=make.household().id, withdrawn_at=clock.now())
        comment.submission.interpreter = "李某"

        way = way_of(session, comment.id)

        assert (way.words, way.household, way.interpreter) == (None, "", "")


class TestWaysOf:
    def test_takes_one_query_for_many(self, session, make, queries_made):
        task = make.task()
        ids = [make.comment(task).id for _ in range(20)]
        session.expire_all()

        with queries_made() as made:
            ways = ways_of(session, ids)

        assert (len(ways), len(made)) == (20, 1)

    def test_takes_one_more_for_who_took_some_back(self, session, make, queries_made):
        task = make.task()
        comments = [make.comment(task) for _ in range(5)]
        clerk = make.collector(task.unit)
        for one in comments[:3]:
            one.withdrawn_at = clock.now()
            record(session, clerk, Tag.COMMENT_WITHDRAWN, one)
        ids = [one.id for one in comments]
        session.expire_all()

        with queries_made() as made:
            ways = ways_of(session, ids)

        name = clerk.person
        assert [one.withdrawn_by for one in ways] == [name, name, name, "", ""]
        assert len(made) == 2


class TestProvisionOfAWay:
    def test_an_article_is_shown_with_all_that_stands_below_it(self, session, make):
        task = make.task()
        paragraph = make.article(task.consultation.version, 7, "村道由乡镇养护。")
        comment = make.comment(task, provision_id=paragraph.parent_id)

        assert way_of(session, comment.id).provision_text == "村道由乡镇养护。"

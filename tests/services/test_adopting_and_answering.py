"""What became of a point, and who has heard it."""

import pytest

from legislation_hub import clock
from legislation_hub.models import Notice
from legislation_hub.problems import AnswersMissing, NotAllowed, NotFound, OutcomeIncomplete, OutcomePending
from legislation_hub.services import adopting, answering, compiling, merging
from legislation_hub.services.adopting import Finding
from legislation_hub.services.answering import Telling
from legislation_hub.services.merging import Wording
from legislation_hub.vocabulary import AnswerWay, Channel, NoticeKind, OutcomeKind, Stage

ADOPTED = Finding(OutcomeKind.ADOPTED, "第九条第二款", "已吸收")


def say(text):
    return text


class Scene:
    """A signed report with one point of two comments: one heard at a door, one by QR code."""

    def __init__(self, session, make):
        consultation = make.consultation(stage=Stage.REVIEWING)
        task = make.task(consultation=consultation)
        self.coordinator, self.officer = make.coordinator(), make.municipal_officer()
        self.collector = make.collector(task.unit)
        self.room_head = make.room_head(task.unit)
        self.visited = make.comment(task, recorded_by=self.collector)
        self.alone = make.comment(task, channel=Channel.QR)
        both = [self.visited, self.alone]
        self.point = merging.make_point(session, self.coordinator, consultation, both, Wording("修边沟"))
        self.consultation = consultation
        report = compiling.compile_report(session, self.coordinator, consultation, make.station(), say)
        compiling.sign_report(session, make.station_head(), report, say)


@pytest.fixture
def scene(session, make):
    return Scene(session, make)


class TestRecordOutcome:
    def test_is_the_municipality_s(self, session, scene):
        with pytest.raises(NotAllowed):
            adopting.record_outcome(session, scene.coordinator, scene.point, ADOPTED)

    def test_keeps_the_earlier_one(self, session, scene):
        first = adopting.record_outcome(session, scene.officer, scene.point, Finding(OutcomeKind.PENDING))
        second = adopting.record_outcome(session, scene.officer, scene.point, ADOPTED)

        assert [(one.position, one.current) for one in (first, second)] == [(1, False), (2, True)]

    def test_the_same_again_changes_nothing(self, session, scene):
        first = adopting.record_outcome(session, scene.officer, scene.point, ADOPTED)

        assert adopting.record_outcome(session, scene.officer, scene.point, ADOPTED) is first

    @pytest.mark.parametrize(
        "finding", [Finding(OutcomeKind.NOT_ADOPTED), Finding(OutcomeKind.ADOPTED), Finding(OutcomeKind.OTHERWISE)]
    )
    def test_needs_its_reason_or_article(self, session, scene, finding):
        with pytest.raises(OutcomeIncomplete):
            adopting.record_outcome(session, scene.officer, scene.point, finding)

    def test_tells_station_room_and_collector(self, session, scene):
        adopting.record_outcome(session, scene.officer, scene.point, ADOPTED)

        told = {one.account_id for one in session.query(Notice).filter_by(kind=NoticeKind.OUTCOME_ARRIVED)}
        assert told == {scene.coordinator.id, scene.room_head.id, scene.collector.id}


class TestTell:
    def test_needs_an_outcome(self, session, scene):
        with pytest.raises(OutcomePending):
            answering.tell(session, scene.collector, [scene.visited], Telling(AnswerWay.VISIT, clock.today()))

    def test_is_noted_once(self, session, scene):
        adopting.record_outcome(session, scene.officer, scene.point, ADOPTED)
        telling = Telling(AnswerWay.VISIT, clock.today())

        first = answering.tell(session, scene.collector, [scene.visited], telling)
        again = answering.tell(session, scene.collector, [scene.visited], telling)

        assert (len(first), len(again)) == (1, 0)

    def test_a_collector_tells_only_what_they_wrote_down(self, session, scene):
        adopting.record_outcome(session, scene.officer, scene.point, ADOPTED)

        with pytest.raises(NotAllowed):
            answering.tell(session, scene.collector, [scene.alone], Telling(AnswerWay.VISIT, clock.today()))


class TestConclude:
    def test_waits_until_everybody_has_heard(self, session, scene):
        adopting.record_outcome(session, scene.officer, scene.point, ADOPTED)
        answering.publish_online(session, scene.coordinator, scene.consultation)

        with pytest.raises(AnswersMissing) as missing:
            answering.conclude(session, scene.coordinator, scene.consultation)
        assert missing.value.values["count"] == 1

        answering.tell(session, scene.collector, [scene.visited], Telling(AnswerWay.VISIT, clock.today()))
        assert answering.conclude(session, scene.coordinator, scene.consultation).stage is Stage.ANSWERED

    def test_an_outcome_that_changed_must_be_told_anew(self, session, scene):
        adopting.record_outcome(session, scene.officer, scene.point, ADOPTED)
        answering.publish_online(session, scene.coordinator, scene.consultation)
        answering.tell(session, scene.collector, [scene.visited], Telling(AnswerWay.VISIT, clock.today()))

        adopting.record_outcome(session, scene.officer, scene.point, Finding(OutcomeKind.PARTLY, "第十条"))

        assert answering.waiting(session, scene.consultation) == 2

    def test_does_not_wait_for_a_point_that_nobody_stands_behind_any_more(self, session, make):
        consultation = make.consultation(stage=Stage.REVIEWING)
        task, coordinator = make.task(consultation=consultation), make.coordinator()
        for _ in range(2):
            comment = make.comment(task)
            point = merging.make_point(session, coordinator, consultation, [comment], Wording("修边沟"))
        comment.withdrawn_at = clock.now()
        report = compiling.compile_report(session, coordinator, consultation, make.station(), say)
        compiling.sign_report(session, make.station_head(), report, say)

        assert adopting.pending_of(session, consultation) == 1
        assert point.dissolved_at is None


class TestNamePassedText:
    def test_names_another_reading_of_the_same_draft(self, session, make, scene):
        asked = scene.consultation.version
        passed = make.version(draft_id=asked.draft_id, ordinal=2, reading="通过文本")

        adopting.name_passed_text(session, scene.officer, scene.consultation, passed)

        assert scene.consultation.passed_version_id == passed.id

    def test_refuses_the_text_of_another_draft(self, session, make, scene):
        with pytest.raises(NotFound):
            adopting.name_passed_text(session, scene.officer, scene.consultation, make.version())

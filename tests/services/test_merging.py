"""Several comments become one point, and every merge can be undone."""

import pytest

from legislation_hub import clock
from legislation_hub.models import Gathering
from legislation_hub.problems import (
    CommentNotReportable,
    ConsultationNotAt,
    FieldMissing,
    NotAllowed,
    NothingGathered,
)
from legislation_hub.services import merging
from legislation_hub.services.merging import Wording
from legislation_hub.vocabulary import Place, Stage, VerdictKind

SAID = Wording("应当同步修建边沟")


@pytest.fixture
def task(make):
    return make.task()


def points_of(session):
    return {row.comment_id: row.point_id for row in session.query(Gathering)}


class TestMakePoint:
    def test_stands_on_the_provision_that_all_share(self, session, make, task):
        provision = make.article(task.consultation.version, 9)
        comments = [make.comment(task, provision_id=provision.id) for _ in range(3)]

        point = merging.make_point(session, make.coordinator(), task.consultation, comments, SAID)

        assert (point.place, point.provision_id) == (Place.PROVISION, provision.id)
        assert set(points_of(session).values()) == {point.id}

    def test_stands_on_the_article_when_paragraphs_differ(self, session, make, task):
        paragraph = make.article(task.consultation.version, 9)
        article = paragraph.parent_id
        comments = [make.comment(task, provision_id=paragraph.id), make.comment(task, provision_id=article)]

        point = merging.make_point(session, make.coordinator(), task.consultation, comments, SAID)

        assert point.provision_id == article

    def test_takes_a_comment_out_of_the_point_in_which_it_stood(self, session, make, task):
        coordinator, comment = make.coordinator(), make.comment(task)
        merging.make_point(session, coordinator, task.consultation, [comment], SAID)

        second = merging.make_point(session, coordinator, task.consultation, [comment], SAID)

        assert points_of(session) == {comment.id: second.id}

    def test_needs_comments_and_a_wording(self, session, make, task):
        with pytest.raises(NothingGathered):
            merging.make_point(session, make.coordinator(), task.consultation, [], SAID)
        with pytest.raises(FieldMissing):
            merging.make_point(session, make.coordinator(), task.consultation, [make.comment(task)], Wording(" "))

    @pytest.mark.parametrize("state", ["withdrawn", "passed on"])
    def test_leaves_out_what_cannot_be_reported(self, session, make, task, state):
        more = {"withdrawn_at": clock.now()} if state == "withdrawn" else {"verdict": VerdictKind.TRANSFER}
        comment = make.comment(task, **more)

        with pytest.raises(CommentNotReportable):
            merging.make_point(session, make.coordinator(), task.consultation, [comment], SAID)

    def test_is_not_done_once_reported(self, session, make):
        task = make.task(stage=Stage.REPORTED)

        with pytest.raises(ConsultationNotAt):
            merging.make_point(session, make.coordinator(), task.consultation, [make.comment(task)], SAID)

    def test_places_what_a_phone_brought_after_the_report_was_out(self, session, make):
        task = make.task(stage=Stage.REPORTED)
        first, second = make.comment(task, late=True), make.comment(task, late=True)
        coordinator = make.coordinator()

        point = merging.make_point(session, coordinator, task.consultation, [first], SAID)
        merging.omit(session, coordinator, second, "与草案无关")

        with pytest.raises(ConsultationNotAt):
            merging.gather(session, coordinator, point, [first])

    def test_is_not_done_by_another_station(self, session, make, task):
        stranger = make.coordinator(make.station(name="别的站", code="9"))

        with pytest.raises(NotAllowed):
            merging.make_point(session, stranger, task.consultation, [make.comment(task)], SAID)


class TestUndo:
    def test_dissolving_frees_the_comments(self, session, make, task):
        coordinator = make.coordinator()
        point = merging.make_point(session, coordinator, task.consultation, [make.comment(task)], SAID)

        merging.dissolve(session, coordinator, point)

        assert points_of(session) == {}
        assert point.dissolved_at is not None

    def test_a_comment_left_out_comes_back(self, session, make, task):
        coordinator, comment = make.coordinator(), make.comment(task)
        merging.omit(session, coordinator, comment, "与草案无关")

        point = merging.make_point(session, coordinator, task.consultation, [comment], SAID)

        assert points_of(session) == {comment.id: point.id}
        assert session.query(merging.Omission).count() == 0

"""The answer goes back: by the room, the collector, the station; until everybody has heard."""

import pytest

from legislation_hub.models import Answer, Consultation
from legislation_hub.models.database import db
from legislation_hub.vocabulary import AnswerWay, Stage
from tests.exporters.rendered import plain_text
from tests.makers import in_days
from tests.reported import Reported

TOLD = {"way": "visit", "told_on": in_days(0).isoformat(), "note": ""}


@pytest.fixture
def scene(session, make):
    return Reported(session, make, comments=9).sign().settle().keep()


def text(answer):
    return answer.get_data(as_text=True)


def key(comment):
    return str(comment.submission.household_id or comment.submission_id)


def answers():
    db.session.remove()
    return {one.comment_id: one.way for one in db.session.query(Answer)}


@pytest.fixture
def household(session, scene):
    """The first household of the first room."""
    comment = session.get(type(scene.comments[0]), scene.comments[0].id)
    return key(comment)


class TestRoom:
    def test_shows_who_waits_with_the_outcome_in_plain_words(self, scene, browse):
        page = text(browse(scene.room_heads[0]).get("/room/answers"))

        assert "第1个人的原话" in page
        assert "第九条第二款" in page
        assert "第2个人的原话" not in page  # of the other room
        assert scene.left_out.number not in page

    def test_notes_who_was_told(self, scene, browse, household):
        head = browse(scene.room_heads[0])
        page = head.post(f"/room/answers/{scene.tasks[0].id}", {**TOLD, "listeners": household})

        assert answers() == {scene.comments[0].id: AnswerWay.VISIT}
        assert "第1个人的原话" not in text(page)
        assert "第3个人的原话" in text(page)

    @pytest.mark.parametrize("wrong", [{"listeners": ""}, {"told_on": in_days(1).isoformat()}, {"way": "online"}])
    def test_what_cannot_be_so_is_not_noted(self, scene, browse, household, wrong):
        said = {**TOLD, "listeners": household, **wrong}
        said = {name: value for name, value in said.items() if value}

        assert browse(scene.room_heads[0]).post(f"/room/answers/{scene.tasks[0].id}", said).status_code == 422
        assert answers() == {}

    def test_tells_nobody_of_another_room(self, scene, browse, household):
        said = {**TOLD, "listeners": household}

        assert browse(scene.room_heads[1]).post(f"/room/answers/{scene.tasks[0].id}", said).status_code == 403
        assert browse(scene.room_heads[1]).get(f"/room/answers/{scene.tasks[0].id}/slips").status_code == 403

    def test_prints_a_slip_for_whoever_is_ticked(self, scene, browse, household):
        path = f"/room/answers/{scene.tasks[0].id}/slips"
        head = browse(scene.room_heads[0])
        one, everybody = head.post(path, {"listeners": household}), head.get(path)

        assert "第1个人" in plain_text(one.data)
        assert "第3个人" not in plain_text(one.data)
        assert "第1个人" in plain_text(everybody.data)
        assert "第3个人" in plain_text(everybody.data)


class TestField:
    def test_a_collector_sees_and_tells_their_own(self, session, scene, browse, household):
        phone = browse(scene.collectors[0])

        assert "第1个人的原话" in text(phone.get("/field/answers/"))
        phone.post(f"/field/answers/{scene.tasks[0].id}", {**TOLD, "listeners": household})

        assert answers() == {scene.comments[0].id: AnswerWay.VISIT}

    def test_a_colleague_has_nothing_to_carry(self, session, make, scene, browse, household):
        colleague = make.collector(session.get(type(scene.tasks[0]), scene.tasks[0].id).unit)
        session.commit()
        phone = browse(colleague)
        phone.post(f"/field/answers/{scene.tasks[0].id}", {**TOLD, "listeners": household})

        assert answers() == {}


class TestStation:
    def test_answers_online_whoever_wrote_alone(self, scene, browse):
        path = f"/station/consultations/{scene.consultation.id}/answers"
        browse(scene.coordinator).post(f"{path}/online")

        alone = {one.id for number, one in enumerate(scene.comments[:-1]) if number % 4 == 3}
        assert answers() == dict.fromkeys(alone, AnswerWay.ONLINE)

    def test_is_answered_once_everybody_has_heard(self, session, scene, browse):
        path = f"/station/consultations/{scene.consultation.id}/answers"
        desk = browse(scene.coordinator)
        desk.post(f"{path}/online")
        assert desk.post(f"{path}/conclude").status_code == 409

        for task in scene.tasks:
            page = desk.get(f"/station/tasks/{task.id}/answers")
            assert page.status_code == 200
            keys = [key(one) for one in db.session.query(type(scene.comments[0])).filter_by(task_id=task.id)]
            desk.post(f"/station/tasks/{task.id}/answers", {**TOLD, "listeners": keys})
        desk.post(f"{path}/conclude")

        db.session.remove()
        assert db.session.get(Consultation, scene.consultation.id).stage is Stage.ANSWERED

    def test_the_head_reads_and_does_not_tell(self, scene, browse, household):
        path = f"/station/tasks/{scene.tasks[0].id}/answers"
        head = browse(scene.head)

        assert head.get(path).status_code == 200
        assert head.post(path, {**TOLD, "listeners": household}).status_code == 403

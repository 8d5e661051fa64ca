"""A room closes its code: the old one opens nothing and says so, what was said by it stays."""

import pytest
from sqlalchemy import select

from legislation_hub.models import ClosedCode, Event
from legislation_hub.problems import ConsultationNotAt, NotAllowed
from legislation_hub.services.renewing import READABLE, new_code, renew_code
from legislation_hub.vocabulary import Stage, Tag


class TestRenewCode:
    def test_gives_the_task_a_new_code_and_remembers_the_old_one(self, session, make):
        task = make.task(code="old")
        head = make.room_head(task.unit)

        closed = renew_code(session, head, task)

        assert task.code not in ("old", "")
        assert (closed.code, closed.task_id, closed.closed_by_id) == ("old", task.id, head.id)
        event = session.scalar(select(Event).where(Event.tag == Tag.CODE_RENEWED))
        assert event.detail == {"closed": "old"}

    def test_can_be_done_again(self, session, make):
        task = make.task(code="first")
        head = make.room_head(task.unit)

        second = renew_code(session, head, task) and task.code
        renew_code(session, head, task)

        session.flush()
        assert set(session.scalars(select(ClosedCode.code))) == {"first", second}

    def test_is_for_the_head_of_the_room(self, session, make):
        task = make.task()

        for stranger in (make.room_head(), make.collector(task.unit), make.coordinator()):
            with pytest.raises(NotAllowed):
                renew_code(session, stranger, task)

    def test_is_over_with_the_collecting(self, session, make):
        task = make.task(stage=Stage.REPORTED)

        with pytest.raises(ConsultationNotAt):
            renew_code(session, make.room_head(task.unit), task)


def test_a_code_can_be_copied_by_hand():
    codes = {new_code() for _ in range(200)}

    assert len(codes) == 200
    assert set("".join(codes)) <= set(READABLE)

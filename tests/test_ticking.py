"""The calendar opens, closes and reminds by itself, and says everything once."""

from datetime import timedelta

from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.models import Consultation, Notice
from legislation_hub.models.database import db
from legislation_hub.ticking import tick
from legislation_hub.vocabulary import NoticeKind, Stage
from tests.makers import in_days


class TestTick:
    def test_closes_what_is_past_its_last_day_and_tells_what_is_overdue_once(self, app, session, make):
        head = make.room_head()
        make.task(head.unit, make.consultation(closes_on=clock.today(), rooms_due_on=in_days(0)))
        session.commit()

        with clock.held_at(clock.now() + timedelta(days=1)):
            assert tick(app) == (1, 1)
            assert tick(app) == (0, 0)

        db.session.remove()
        assert db.session().scalars(select(Consultation.stage)).all() == [Stage.REVIEWING]
        assert db.session().scalars(select(Notice.kind)).all() == [NoticeKind.TASK_OVERDUE]

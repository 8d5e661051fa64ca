"""The calendar opens, closes and reminds by itself, and says everything once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from legislation_hub import clock, ticking
from legislation_hub.models import Attachment, Consultation, Notice
from legislation_hub.models.base import new_id
from legislation_hub.models.database import db
from legislation_hub.services.attaching import attach, shown
from legislation_hub.services.convening import strike
from legislation_hub.ticking import tick
from legislation_hub.vocabulary import NoticeKind, Stage
from tests.makers import in_days
from tests.pictures import PDF


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

    @pytest.fixture
    def scan(self, session, settings, make):
        """A scan that may show a name that was struck."""
        meeting = make.meeting(closed_at=clock.now())
        head, attendee = make.room_head(meeting.task.unit), make.attendee(meeting, name="李四")
        attach(session, head, new_id(), meeting, shown(PDF, meeting), settings.files)
        strike(session, head, meeting, attendee.id)
        session.commit()

    def test_wipes_a_scan_that_nobody_saw_to_for_fifteen_days(self, app, scan, settings):
        kept = []
        for days in (15, 16):
            with clock.held_at(clock.now() + timedelta(days=days)):
                tick(app)
            on_disk = [one.read_bytes() for one in settings.files.rglob("*") if one.is_file()]
            db.session.remove()
            kept.append((PDF in on_disk, db.session().scalars(select(Attachment.file_id)).one() is not None))

        assert kept == [(True, True), (False, False)]

    def test_wipes_nothing_before_it_stands_that_it_was_taken_away(self, app, scan, monkeypatch):
        def break_off(*_):
            raise OSError("no power")

        monkeypatch.setattr(ticking, "purge", break_off)
        with clock.held_at(clock.now() + timedelta(days=16)), pytest.raises(OSError, match="no power"):
            tick(app)

        db.session.remove()
        assert db.session().scalars(select(Attachment.removed_at)).one() is not None

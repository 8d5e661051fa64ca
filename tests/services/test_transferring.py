"""A grievance stays on the list until somebody says what came of it."""

import pytest
from sqlalchemy import select

from legislation_hub.models import Event, Transfer
from legislation_hub.problems import FieldMissing, NotAllowed
from legislation_hub.services.reviewing import Opinion, give_verdict
from legislation_hub.services.transferring import close_transfer
from legislation_hub.vocabulary import Tag, VerdictKind


@pytest.fixture
def head(make):
    return make.room_head()


@pytest.fixture
def transfer(session, make, head):
    comment = make.comment(make.task(head.unit))
    give_verdict(session, head, comment, Opinion(VerdictKind.TRANSFER, passed_to="县民政局"))
    return session.scalars(select(Transfer)).one()


class TestCloseTransfer:
    def test_keeps_what_came_of_it(self, session, head, transfer):
        close_transfer(session, head, transfer, " 已纳入低保 ")

        assert (transfer.answer, transfer.closed_at is not None) == ("已纳入低保", True)
        event = session.scalars(select(Event).where(Event.tag == Tag.TRANSFER_CLOSED)).one()
        assert event.detail == {"number": transfer.comment.number}

    def test_may_be_done_by_the_station(self, session, make, transfer):
        assert close_transfer(session, make.coordinator(), transfer, "已办结").closed_at

    def test_says_what_came_of_it(self, session, head, transfer):
        with pytest.raises(FieldMissing):
            close_transfer(session, head, transfer, " ")

    def test_is_not_the_business_of_another_room(self, session, make, transfer):
        with pytest.raises(NotAllowed):
            close_transfer(session, make.room_head(), transfer, "已办结")

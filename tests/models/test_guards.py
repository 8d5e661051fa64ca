"""What the database itself refuses, whoever asks."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from legislation_hub import clock
from legislation_hub.models import Withdrawal
from legislation_hub.services.recording import record
from legislation_hub.vocabulary import Tag


class TestWords:
    def test_cannot_be_changed(self, session, make):
        make.comment(words="边沟要修。")

        with pytest.raises(DBAPIError, match="never changed"):
            session.execute(text("UPDATE words SET words = '别的话'"))

    def test_cannot_be_deleted(self, session, make):
        make.comment()

        with pytest.raises(DBAPIError, match="kept"):
            session.execute(text("DELETE FROM words"))

    def test_cannot_be_replaced(self, session, make):
        make.comment()

        with pytest.raises(DBAPIError, match="kept"):
            session.execute(
                text("INSERT OR REPLACE INTO words SELECT comment_id, '别的话', '', '', salt FROM words")
            )

    def test_cannot_be_blanked_without_a_withdrawal(self, session, make):
        make.comment()

        with pytest.raises(DBAPIError, match="never changed"):
            session.execute(text("UPDATE words SET words = '', proposal = '', reason = '', salt = NULL"))

    def test_are_blanked_together_with_the_salt_once_withdrawn(self, session, make):
        comment = make.comment()
        session.add(Withdrawal(comment_id=comment.id, withdrawn_at=clock.now(), leaf="00"))
        session.flush()

        with pytest.raises(DBAPIError, match="never changed"), session.begin_nested():
            session.execute(text("UPDATE words SET words = '', proposal = '', reason = ''"))
        session.execute(text("UPDATE words SET words = '', proposal = '', reason = '', salt = NULL"))

        assert session.execute(text("SELECT words, salt FROM words")).one() == ("", None)


class TestComments:
    def test_keep_their_stance(self, session, make):
        make.comment()

        with pytest.raises(DBAPIError, match="never changed"):
            session.execute(text("UPDATE comment SET stance = 'support'"))

    def test_take_a_verdict(self, session, make):
        make.comment()

        session.execute(text("UPDATE comment SET verdict = 'accepted'"))

        assert session.execute(text("SELECT verdict FROM comment")).scalar() == "accepted"


class TestEvents:
    @pytest.mark.parametrize("act", ["UPDATE event SET actor = 'x'", "DELETE FROM event"])
    def test_cannot_be_touched(self, session, make, act):
        record(session, None, Tag.UNIT_CREATED, make.station())

        with pytest.raises(DBAPIError):
            session.execute(text(act))


class TestDisk:
    def test_overwrites_what_was_taken_back(self, session):
        assert session.execute(text("PRAGMA secure_delete")).scalar() == 1

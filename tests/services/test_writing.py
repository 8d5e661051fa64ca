"""What arrives is written down at one go, and what it changes of what was there."""

import pytest
from sqlalchemy import select

from legislation_hub.models import Submission
from legislation_hub.models.base import new_id
from legislation_hub.services.collecting import take
from legislation_hub.services.hearing import Heard
from legislation_hub.vocabulary import Consent

SECRET = b"only-for-tests"


class TestWish:
    @pytest.mark.parametrize(
        ("first", "second", "wished"),
        [(False, True, True), (True, False, True), (False, False, False), (False, None, True)],
    )
    def test_to_hear_of_it_holds_once_it_was_said(self, session, make, first, second, wished):
        task = make.task()
        collector, together = make.collector(task.unit), new_id()
        for said in (first, second):
            # A device that says nothing of it means yes.
            told = {} if said is None else {"wants_answer": said}
            heard = Heard(
                id=new_id(), task=task.id, words="要修。", consent=Consent.ORAL, submission=together, **told
            )
            take(session, collector, task, heard, SECRET)

        session.expire_all()
        assert session.scalars(select(Submission.wants_answer)).all() == [wished]

"""The whole way of a comment, as each who may read it sees it."""

import pytest

from legislation_hub.services import compiling, merging
from legislation_hub.services.merging import Wording
from legislation_hub.vocabulary import Stage


def say(text):
    return text


@pytest.fixture
def reported(session, make):
    """A comment that stands in a signed report."""
    task = make.task(stage=Stage.REVIEWING)
    comment = make.comment(task, "边沟要一起修。", household_id=make.household(task.unit).id)
    merging.make_point(session, make.coordinator(), task.consultation, [comment], Wording("同步修建边沟"))
    report = compiling.compile_report(session, make.coordinator(), task.consultation, make.station(), say)
    compiling.sign_report(session, make.station_head(), report, say)
    session.commit()
    return comment


class TestWay:
    def test_names_the_report_and_its_page(self, make, browse, session, reported):
        coordinator = make.coordinator()
        session.commit()

        page = browse(coordinator).get(f"/comments/{reported.id}").text

        assert "边沟要一起修。" in page
        assert "-BG01，第 1 条（第 1 页）" in page

    def test_shows_the_municipality_no_household(self, make, browse, session, reported):
        officer, code = make.municipal_officer(), reported.submission.household.code
        session.commit()

        page = browse(officer).get(f"/comments/{reported.id}").text

        assert "边沟要一起修。" in page
        assert f"户 {code}" not in page

    def test_is_closed_to_the_municipality_before_the_signing(self, make, browse, session):
        comment, officer = make.comment(), make.municipal_officer()
        session.commit()

        assert browse(officer).get(f"/comments/{comment.id}").status_code == 403

    def test_is_closed_to_another_room(self, make, browse, session, reported):
        stranger = make.room_head()
        session.commit()

        assert browse(stranger).get(f"/comments/{reported.id}").status_code == 403

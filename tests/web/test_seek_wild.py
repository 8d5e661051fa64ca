"""Whatever stands in the address of a search, it is answered with a page that says what to do."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how

from legislation_hub.services.indexing import rebuild
from tests.wild_searches import searches


@pytest.fixture
def seekers(app, session, make, browse):
    """Return a resident, a coordinator and a room head; something can be found."""
    task = make.task()
    make.comment(task, "边沟堵了两年没人掏，第十二条要写清楚。")
    session.commit()
    rebuild(session, app.extensions["shelf"])
    people = [None, make.coordinator(), make.room_head(task.unit)]
    session.commit()
    return [browse(one) if one else browse() for one in people]


@how(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(asked=searches)
def test_every_search_is_answered(seekers, asked):
    # Nothing stands like a comment, or about an article, that is not there.
    answers = {200, 404} if {"about", "like"} & asked.keys() else {200}
    for seeker in seekers:
        assert seeker.get("/search", query_string=asked).status_code in answers

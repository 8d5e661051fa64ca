"""What openapi.json says of the calls is what they do: schemathesis tries every one with good and bad values."""

import pytest
import schemathesis
from flask import g
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import positive_data_acceptance

from legislation_hub.models.database import db
from legislation_hub.services.entering import issue_token

EXAMPLES = 12
OPERATIONS = (
    ("GET", "/api/v1/tasks"),
    ("GET", "/api/v1/versions/{version_id}/provisions"),
    ("GET", "/api/v1/versions/{version_id}/text"),
    ("POST", "/api/v1/comments"),
    ("POST", "/api/v1/comments/batch"),
    ("POST", "/api/v1/comments/held"),
    ("PUT", "/api/v1/attachments/{attachment_id}"),
    ("PUT", "/api/v1/meetings/{meeting_id}"),
)


@pytest.fixture
def described(app):
    """The calls, as the running application describes them."""

    def fresh(environ, start_response):
        # Requests share the test's application context: nothing of an earlier one, nor who was there, may stay.
        db.session.remove()
        for name in list(g):
            g.pop(name)
        return app(environ, start_response)

    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", fresh)


@pytest.fixture
def known(session, make):
    """A collector's token, and what there is in their room: a task, its version, a comment of theirs."""
    task = make.task()
    collector = make.collector(task.unit)
    comment = make.comment(task, recorded_by=collector)
    token = issue_token(session, None, collector, "phone")
    session.commit()
    return {
        "token": token,
        "task": str(task.id),
        "version_id": str(task.consultation.version_id),
        "submission": str(comment.submission_id),
        "account": str(collector.id),
    }


def test_every_call_is_tried(described):
    there = {(one.ok().method.upper(), one.ok().path) for one in described.get_all_operations()}

    assert there == set(OPERATIONS)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_a_call_does_what_is_described(described, known, method, path):
    operation = described[path][method]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), at_home=st.booleans())
    def tried(case, at_home):
        if at_home:
            _lead_home(case, known)
        # A body of the right shape may still name a task or a provision that is not there: 422 says so.
        case.call_and_validate(
            headers={"Authorization": f"Bearer {known['token']}"}, excluded_checks=[positive_data_acceptance]
        )

    tried()


def _lead_home(case, known):
    """Name what there is instead of what was thought up, so that a call gets past its door."""
    if case.headers and "Legislation-Hub-Account" in case.headers:
        case.headers["Legislation-Hub-Account"] = known["account"]
    if "version_id" in case.path_parameters:
        case.path_parameters["version_id"] = known["version_id"]
    for holder in (case.body, case.query):
        for name in ("task", "submission"):
            if isinstance(holder, dict) and name in holder:
                holder[name] = known[name]

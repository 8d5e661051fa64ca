"""What was being typed when a session ran out is kept for who typed it, and for nobody else."""

import re

import pytest

from legislation_hub.models.base import new_id
from legislation_hub.web import keeping


@pytest.fixture
def after_posting(app):
    """Return what is kept of a form, whether it came from our own page and in whose session."""

    def after(own=True, of=""):
        with app.test_request_context("/field/x", method="POST", data={"words": "边沟要修。"}) as request:
            request.session["_user_id"] = f"{of}:0"
            kept = keeping.what_was_under_way(own)["kept"]
            return lambda who: keeping.unpack(kept, who) if kept else None

    with app.app_context():
        yield after


def test_a_form_of_another_site_is_not_kept(after_posting):
    assert after_posting(own=False)(new_id()) is None


def test_a_browser_that_does_not_say_where_a_form_came_from_is_not_believed(app):
    client, form = app.test_client(), f"/field/tasks/{new_id()}/comments"
    said = {"data": {"words": "边沟要修。"}}

    silent = client.post(form, **said)
    other = client.post(form, headers={"Origin": "https://elsewhere.example"}, **said)
    own = client.post(form, headers={"Origin": "http://localhost"}, **said)

    kept = re.compile(r'name="kept"[^>]*value="[^"]')
    assert [bool(kept.search(one.get_data(as_text=True))) for one in (silent, other, own)] == [False, False, True]


def test_who_signs_in_next_on_the_same_computer_is_not_shown_it(after_posting):
    mine, other = new_id(), new_id()
    unpack = after_posting(of=mine)

    assert unpack(mine)["words"] == ["边沟要修。"]
    assert unpack(other) is None


@pytest.mark.parametrize(
    "path", ["//else.where", "/\\else.where", "/\t\\else.where", "/\t/else.where", "https://else.where", "else"]
)
def test_leads_nowhere_but_to_this_site(path):
    assert keeping.safe_path(path) == ""
    assert keeping.safe_path("/field/?show=mine") == "/field/?show=mine"

"""Coming in and going out, on a computer that others use too."""

import pytest
from sqlalchemy import create_engine

from legislation_hub.services import passwords

PASSWORD = "天气好就去各家走访"


@pytest.fixture
def head(session, make):
    """A room head with a password."""
    head = make.room_head(password_hash=passwords.hash_of(PASSWORD))
    session.commit()
    return head


@pytest.fixture
def sign_in(head, browse):
    """Return a function that signs the room head in by the form and gives the browser and the answer."""

    def sign_in(password=PASSWORD, **more):
        browser = browse()
        return browser, browser.post("/door/", {"name": head.name, "password": password, **more})

    return sign_in


class TestSignIn:
    def test_leads_to_the_wing_of_the_role(self, sign_in):
        assert sign_in()[1].request.path == "/room/"

    def test_says_no_to_a_wrong_password(self, sign_in):
        assert sign_in("不是这个密码")[1].status_code == 422

    @pytest.mark.parametrize(
        "place", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"]
    )
    def test_leads_nowhere_else(self, sign_in, place):
        assert sign_in(next=place)[1].request.path == "/room/"

    def test_gives_all_that_is_opened_next_one_token(self, head, browse):
        client = browse().client
        form = {"name": head.name, "password": PASSWORD}

        client.post("/door/", data=form, headers={"Sec-Fetch-Site": "same-origin"})

        with client.session_transaction() as cookie:
            assert cookie["csrf_token"]

    def test_keeps_nobody_from_saving_while_the_password_is_looked_at(self, app, sign_in, monkeypatch):
        def write_elsewhere(*_given):
            with create_engine(app.config["SQLALCHEMY_DATABASE_URI"]).connect() as other:
                other.exec_driver_sql("PRAGMA busy_timeout=0")
                other.exec_driver_sql("BEGIN IMMEDIATE")
            return True

        monkeypatch.setattr(passwords, "matches", write_elsewhere)

        assert sign_in()[1].status_code == 200

    def test_ends_with_the_window_of_the_browser_in_large_type_too(self, sign_in):
        browser, _page = sign_in()

        browser.post("/door/reading", {"large": "1"})

        cookie = browser.client.get_cookie("session")
        assert cookie.expires is None


class TestReading:
    def test_is_remembered_for_a_resident(self, head, browse):
        browser = browse()

        browser.post("/door/reading", {"large": "1"})

        assert browser.client.get_cookie("session").expires is not None

"""A phone that was signed out opens nothing any more, and its holder's other sessions go on."""

from uuid import uuid4

import pytest

from legislation_hub import clock
from legislation_hub.models import Device
from legislation_hub.services import passwords
from legislation_hub.services.keeping import end_device, keep_device

PASSWORD = "天气好就去各家走访"


@pytest.fixture
def account(make):
    return make.collector(password_hash=passwords.hash_of(PASSWORD))


@pytest.fixture
def device(session, account):
    return keep_device(session, account, uuid4(), "红米 9")


@pytest.fixture
def begin(session, browse, account, device):
    """Return a function that gives the collector's requests, from the phone or from somewhere else."""

    def begin(on_the_phone=True):
        session.commit()
        person = browse(account)
        with person.client.session_transaction() as cookie:
            cookie["began"] = clock.now().isoformat()
            cookie |= {"devices": [str(device.id)]} if on_the_phone else {}
        return person

    return begin


class TestSession:
    def test_goes_on_while_the_phone_is_not_signed_out(self, begin):
        assert begin().get("/field/").status_code == 200

    def test_ends_with_its_phone_and_elsewhere_goes_on(self, session, account, device, begin):
        phone, elsewhere = begin(), begin(on_the_phone=False)
        end_device(session, account, device)
        session.commit()

        assert phone.get("/field/").status_code == 401
        assert elsewhere.get("/field/").status_code == 200

    def test_is_not_untied_from_a_lost_phone_by_naming_another(self, session, account, device, begin):
        phone, lost = begin(), device.id
        csrf = phone.get("/field/notebook/session").json["csrf"]
        named = f"/field/notebook/devices/{uuid4()}"
        answer = phone.client.put(named, json={"label": "another"}, headers={"X-CSRFToken": csrf})
        end_device(session, account, session.get_one(Device, lost))
        session.commit()

        assert answer.status_code == 200
        assert phone.get("/field/").status_code == 401

    def test_that_began_after_the_end_is_another(self, session, account, device, begin):
        end_device(session, account, device)

        assert begin().get("/field/").status_code == 200

    def test_asks_for_one_row_more_than_one_without_a_phone(self, begin, queries_made):
        phone, elsewhere = begin(), begin(on_the_phone=False)
        with queries_made() as plain:
            elsewhere.get("/field/")
        with queries_made() as tied:
            phone.get("/field/")

        assert len(tied) == len(plain) + 1

    def test_remembers_when_it_signed_in_and_forgets_the_phone_of_the_one_before(self, session, account, begin):
        person, name, before = begin(), account.name, clock.now().isoformat()

        person.post("/door/", {"name": name, "password": PASSWORD})

        with person.client.session_transaction() as cookie:
            assert cookie["began"] > before
            assert "devices" not in cookie

"""A program's key is named, opens what its account may open, and is ended by its holder or the administrator."""

from uuid import uuid4

import pytest
from flask import g
from sqlalchemy import select

from legislation_hub.models import ApiToken, Device
from legislation_hub.models.base import new_id
from legislation_hub.services.entering import issue_token
from legislation_hub.services.keeping import keep_device


@pytest.fixture
def call(app, session):
    """Return a function that asks the interface as a program of this account does."""

    def begin(account):
        token = issue_token(session, None, account, "导出程序")
        session.commit()

        def call(method, path, **options):
            # Requests share the test's application context: nobody of an earlier one may stay.
            for name in list(g):
                g.pop(name)
            headers = {"Authorization": f"Bearer {token}"}
            return app.test_client().open(f"/api/v1{path}", method=method, headers=headers, **options)

        return call

    return begin


def said(task_id):
    return {"id": str(new_id()), "task": task_id, "words": "要修。", "consent": "written"}


class TestAdministrator:
    def test_sees_the_keys_of_an_account_and_ends_one(self, session, make, browse, call):
        holder, desk = make.collector(), browse(make.administrator())
        path = f"/admin/accounts/{holder.id}"
        program = call(holder)
        assert program("GET", "/tasks").status_code == 200
        token_id = session.scalars(select(ApiToken.id)).one()
        assert "导出程序" in desk.get(path).text

        page = desk.post(f"{path}/keys/{token_id}/end")

        assert page.request.path == path
        assert "导出程序" not in page.text
        assert program("GET", "/tasks").status_code == 401

    def test_signs_a_lost_phone_out(self, session, make, browse):
        holder, desk = make.collector(), browse(make.administrator())
        path, device_id = f"/admin/accounts/{holder.id}", keep_device(session, holder, uuid4(), "红米 9").id
        session.commit()
        assert "红米 9" in desk.get(path).text

        page = desk.post(f"{path}/phones/{device_id}/end")

        assert "红米 9" not in page.text
        assert session.get_one(Device, device_id).ended_at is not None


class TestRights:
    def test_a_department_s_program_speaks_for_its_department_alone(self, make, call):
        officer = make.officer()
        own, other, room = (str(make.task(unit).id) for unit in (officer.unit, make.department(), make.room()))

        program = call(officer)

        assert [program("POST", "/comments", json=said(one)).status_code for one in (own, other, room)] == [
            201,
            403,
            403,
        ]
        assert [one["id"] for one in program("GET", "/tasks").json["items"]] == [own]

    def test_a_coordinator_s_program_reads_texts_and_writes_nobody_s_words(self, make, call):
        task = make.task()
        task_id, version = str(task.id), task.consultation.version_id

        program = call(make.coordinator())

        assert program("GET", f"/versions/{version}/provisions").status_code == 200
        assert program("POST", "/comments", json=said(task_id)).status_code == 403

    def test_an_administrator_s_program_reads_no_text(self, make, call):
        version = make.task().consultation.version_id

        assert call(make.administrator())("GET", f"/versions/{version}/provisions").status_code == 403

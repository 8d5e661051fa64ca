"""The pack on the wire: nothing new costs nothing, and no text is sent twice."""

import gzip
import json


class TestPack:
    def test_is_the_accounts_own(self, session, browse, make):
        task = make.task()
        who = make.collector(task.unit)
        session.commit()
        mine = [str(one) for one in (who.id, task.id, task.consultation.version_id)]

        answer = browse(who).get("/field/notebook/pack")

        assert [answer.json["account"], answer.json["tasks"][0]["id"], *answer.json["texts"]] == mine

    def test_costs_nothing_while_nothing_is_new(self, session, browse, make):
        room = make.room()
        make.task(unit=room)
        phone = browse(make.collector(room))
        session.commit()
        first = phone.get("/field/notebook/pack")

        again = phone.get("/field/notebook/pack", headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")

        make.household(session.merge(room))
        session.commit()
        after = phone.get("/field/notebook/pack", headers={"If-None-Match": first.headers["ETag"]})
        assert after.status_code == 200

    def test_leaves_out_the_texts_that_the_phone_has(self, session, browse, make):
        task = make.task()

        version = str(task.consultation.version_id)
        phone = browse(make.collector(task.unit))
        session.commit()

        answer = phone.get(f"/field/notebook/pack?have={version}")

        assert answer.json["versions"] == [version]
        assert answer.json["texts"] == {}

    def test_is_sent_small_to_whoever_can_unpack_it(self, session, browse, make):
        task = make.task()
        phone = browse(make.collector(task.unit))
        session.commit()

        answer = phone.get("/field/notebook/pack", headers={"Accept-Encoding": "gzip"})

        assert answer.headers["Content-Encoding"] == "gzip"
        assert json.loads(gzip.decompress(answer.data)) == phone.get("/field/notebook/pack").json

    def test_is_for_nobody_without_an_account(self, browse):
        assert browse().get("/field/notebook/pack").status_code == 401

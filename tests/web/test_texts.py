"""A version's text as a file: for everybody what was put to the public, for the station also what was not."""

from io import BytesIO
from urllib.parse import quote

import pytest
from docx import Document
from lxml import etree

from legislation_hub.exporters.catalogue import CONTRAST, TEXT
from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.reading import read
from legislation_hub.legaltext.tree import law_from
from legislation_hub.services.entering import issue_token
from legislation_hub.vocabulary import Stage


@pytest.fixture
def asked(session, make):
    made = make.consultation(stage=Stage.OPEN)
    session.commit()
    return made


def path(version, form):
    return f"/texts/{version.id}/files/{form}"


class TestForEverybody:
    @pytest.mark.parametrize("form", [one.format for one in TEXT])
    def test_it_is_the_same_every_time_and_called_by_its_title(self, asked, browse, form):
        version, ends = asked.version, next(one.name for one in TEXT if one.format == form)
        name = quote(f"{version.title}（{version.reading}）.{ends}")
        address = path(version, form)
        first, again = browse().get(address), browse().get(address, headers={"Accept-Language": "en"})

        assert first.status_code == 200
        assert first.data == again.data
        assert name in first.headers["Content-Disposition"]

    def test_word_and_markdown_read_back_to_the_version(self, asked, browse):
        provisions = law_from(asked.version.text).provisions
        address = path(asked.version, "")

        for form in ("docx", "md"):
            assert parse(read(f"a.{form}", browse().get(address + form).data)).provisions == provisions

    def test_akoma_ntoso_names_draft_and_reading(self, asked, browse):
        version = asked.version
        akn = etree.fromstring(browse().get(path(version, "akn")).data)
        uris = [one.get("value") for one in akn.iter("{*}FRBRuri")]

        assert str(version.draft_id) in uris[0]
        assert f"zho@{version.published_at.date()}" in uris[1] or "zho@" in uris[1]

    def test_an_unknown_form_is_told_with_those_that_there_are(self, asked, browse):
        answer = browse().get(path(asked.version, "exe"))

        assert answer.status_code == 404
        assert "docx, pdf, md, akn, json" in answer.text

    def test_what_was_not_put_to_the_public_is_not_there_for_a_stranger(self, session, make, browse):
        version = make.version(published=False)
        session.commit()

        assert browse().get(path(version, "docx")).status_code == 404


class TestForTheStation:
    def test_it_has_what_was_not_sent_out_yet(self, session, make, browse):
        version = make.version(published=False)
        station = browse(make.coordinator(version.station))
        session.commit()
        inside, outside = f"/station/versions/{version.id}/files/docx", path(version, "docx")

        assert station.get(inside).status_code == 200
        assert station.get(outside).status_code == 403

    def test_another_station_does_not(self, session, make, browse):
        version = make.version()
        stranger = make.coordinator(make.station(name="另一个联络站"))
        session.commit()

        assert browse(stranger).get(f"/station/versions/{version.id}/files/docx").status_code == 403

    def test_what_was_corrected_in_the_meantime_is_in_the_next_file(self, session, make, browse):
        version = make.version(published=False)
        coordinator = make.coordinator(version.station)
        session.commit()
        address = f"/station/versions/{version.id}/files/md"
        before = browse(coordinator).get(address).text
        make.article(session.merge(version), 4, "新加的一条。")
        session.commit()

        assert "新加的一条" not in before
        assert "新加的一条" in browse(coordinator).get(address).text


class TestSideBySide:
    @pytest.fixture
    def readings(self, session, make):
        first = make.version(reading="一审稿")
        second = make.version(reading="二审稿", ordinal=2, draft_id=first.draft_id)
        make.article(second, 4, "新加的一条。")
        make.consultation(version_id=first.id)
        make.consultation(version_id=second.id)
        session.commit()
        return first, second

    @pytest.mark.parametrize("exporter", CONTRAST, ids=lambda one: one.format)
    def test_two_public_readings_are_given_to_everybody(self, readings, browse, exporter):
        first, second = readings
        address = f"/texts/{second.id}/against/{first.id}/{exporter.format}"
        title = second.title
        one, again = browse().get(address), browse().get(address, headers={"Accept-Language": "en"})

        assert (one.status_code, one.mimetype) == (200, exporter.media_type)
        assert one.data == again.data
        assert quote(f"{title}（一审稿、二审稿）对照表.{exporter.name}") in one.headers["Content-Disposition"]

    def test_only_the_changed_ones_make_another_file(self, readings, browse):
        first, second = readings
        address = f"/texts/{second.id}/against/{first.id}/docx"
        whole, part = (Document(BytesIO(browse().get(address + more).data)) for more in ("", "?only=changed"))

        assert len(whole.tables[0].rows) > len(part.tables[0].rows) == 2
        assert "新加的一条" in part.tables[0].rows[1].cells[1].text

    def test_texts_of_two_drafts_are_not_laid_beside_each_other(self, session, make, browse):
        one, other = make.version(), make.version()
        coordinator = make.coordinator(one.station)
        session.commit()

        answer = browse(coordinator).get(f"/station/versions/{one.id}/against/{other.id}/docx")
        assert answer.status_code == 404

    def test_a_law_and_a_decision_are_not_comparable(self, session, make, browse):
        law = make.version()
        decision = make.version(draft_id=law.draft_id, ordinal=2, genre="amendment")
        coordinator = make.coordinator(law.station)
        session.commit()

        answer = browse(coordinator).get(f"/station/versions/{decision.id}/against/{law.id}/docx")
        assert answer.status_code == 409

    def test_an_unpublished_reading_is_compared_at_the_station_only(self, session, make, browse, readings):
        first, second = readings
        third = make.version(reading="三审稿", ordinal=3, draft_id=first.draft_id, published=False)
        coordinator = make.coordinator(first.station)
        session.commit()

        there = f"{third.id}/against/{second.id}/docx"
        station = browse(coordinator)

        assert browse().get(f"/texts/{there}").status_code == 404
        assert station.get(f"/station/versions/{there}").status_code == 200

    def test_the_station_finds_the_files_at_the_reading(self, readings, make, session, browse):
        first, second = readings
        coordinator = make.coordinator(first.station)
        session.commit()
        old, new = first.id, second.id
        page = browse(coordinator).get(f"/station/drafts/{first.draft_id}").text

        assert f"/station/versions/{old}/files/docx" in page
        assert f"/station/versions/{new}/against/{old}/xlsx" in page
        assert f"/station/versions/{old}/against/" not in page


class TestForPrograms:
    @pytest.mark.parametrize("exporter", TEXT, ids=lambda one: one.format)
    def test_a_token_of_the_place_gives_the_text(self, app, session, make, exporter):
        task = make.task()
        token = issue_token(session, None, make.collector(task.unit), "phone")
        version_id = task.consultation.version_id
        session.commit()
        answer = app.test_client().get(
            f"/api/v1/versions/{version_id}/text?format={exporter.format}",
            headers={"Authorization": f"Bearer {token}"},
        )

        assert answer.status_code == 200
        assert answer.mimetype == exporter.media_type

    def test_the_forms_are_described(self, app):
        described = app.test_client().get("/api/v1/openapi.json").json
        call = described["paths"]["/api/v1/versions/{version_id}/text"]["get"]

        assert [one["schema"]["enum"] for one in call["parameters"] if one["name"] == "format"] == [
            [one.format for one in TEXT]
        ]
        assert set(call["responses"]["200"]["content"]) == {one.media_type for one in TEXT}

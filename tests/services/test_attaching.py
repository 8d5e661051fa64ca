"""A picture stands beside what was said, once, for those who may, and goes when the words go."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.models import Attachment, Event, StoredFile, Submission
from legislation_hub.models.base import new_id
from legislation_hub.problems import (
    NotAllowed,
    NotFound,
    PictureIdTaken,
    PictureKindUnknown,
    PicturesEnough,
    PictureTooLarge,
)
from legislation_hub.queries.attachments import beside_submission, home_of, replies_to
from legislation_hub.services import attaching
from legislation_hub.services.attaching import attach, place, purge, remove, shown, take_away
from legislation_hub.services.storing import path_of
from legislation_hub.vocabulary import AttachmentKind, Tag
from tests.pictures import PDF, picture


@pytest.fixture
def folder(settings):
    return settings.files


@pytest.fixture
def collector(make):
    return make.collector()


@pytest.fixture
def submission(make, collector):
    task = make.task(collector.unit)
    return make.comment(task, recorded_by=collector).submission


@pytest.fixture
def keep(session, folder):
    """Return a function that attaches a picture with an id of its own."""

    def keep(actor, beside, content=None, attachment_id=None):
        given = shown(content or picture(), beside)
        return attach(session, actor, attachment_id or new_id(), beside, given, folder)

    return keep


def on_disk(folder):
    return {one.name for one in folder.rglob("*") if one.is_file()}


class TestAttach:
    def test_keeps_a_picture_made_anew_and_tells_the_log(self, session, folder, collector, submission, keep):
        kept = keep(collector, submission, picture("PNG", turned=6)).attachment

        assert (kept.kind, kept.submission_id, kept.room_id) == (
            AttachmentKind.PHOTO,
            submission.id,
            collector.room_id,
        )
        assert kept.file.media_type == "image/jpeg"
        assert path_of(folder, kept.file.sha256).read_bytes().startswith(b"\xff\xd8")
        event = session.scalars(select(Event).where(Event.tag == Tag.ATTACHMENT_ADDED)).one()
        assert event.detail == {"sha256": kept.file.sha256, "size": kept.file.size}

    def test_twice_is_once(self, session, collector, submission, keep):
        first = keep(collector, submission)

        again = keep(collector, submission, attachment_id=first.attachment.id)

        assert (first.created, again.created, again.attachment.id) == (True, False, first.attachment.id)
        assert len(session.scalars(select(Attachment)).all()) == 1

    def test_overwrites_nothing(self, make, collector, submission, keep):
        first = keep(collector, submission).attachment
        other = make.comment(submission.task, recorded_by=collector).submission

        for content, beside in ((picture(colour="red"), submission), (picture(), other)):
            with pytest.raises(PictureIdTaken):
                keep(collector, beside, content, first.id)

    def test_is_for_who_wrote_it_down_and_for_the_head_of_the_room(self, make, collector, submission, keep):
        assert keep(make.room_head(collector.unit), submission).created
        for stranger in (make.collector(collector.unit), make.room_head(), make.coordinator(), make.officer()):
            with pytest.raises(NotAllowed):
                keep(stranger, submission)

    def test_keeps_at_most_so_many(self, monkeypatch, collector, submission, keep):
        monkeypatch.setattr(attaching, "AT_MOST", 1)
        keep(collector, submission)

        with pytest.raises(PicturesEnough):
            keep(collector, submission)

    def test_waits_for_the_submission(self, session, collector):
        with pytest.raises(NotFound):
            place(session, collector, "submission", uuid4())

    def test_keeps_no_picture_that_comes_after_the_words_were_taken_back(self, session, make, collector, keep):
        comment = make.comment(make.task(collector.unit), recorded_by=collector, withdrawn_at=clock.now())

        found = keep(collector, comment.submission)

        assert (found.attachment, found.created) == (None, False)
        assert session.scalars(select(StoredFile).where(StoredFile.media_type == "image/jpeg")).all() == []

    def test_takes_a_pdf_as_it_is_for_a_department_s_sealed_reply(self, session, folder, make, keep):
        officer = make.officer()
        task = make.task(officer.unit)

        kept = keep(officer, task, PDF).attachment

        assert path_of(folder, kept.file.sha256).read_bytes() == PDF
        assert (kept.kind, kept.room_id, home_of(session, kept)) == (AttachmentKind.SCAN, None, task)
        assert [one.id for one in replies_to(session, task.id)] == [kept.id]
        with pytest.raises(NotAllowed):
            keep(make.officer(), task, PDF)

    def test_takes_no_pdf_beside_what_a_household_said(self, collector, submission, keep):
        with pytest.raises(PictureKindUnknown):
            keep(collector, submission, PDF)

    def test_takes_no_room_s_task_as_a_place(self, session, collector, submission):
        with pytest.raises(NotAllowed):
            place(session, collector, "task", submission.task_id)

    def test_takes_no_more_bytes_than_a_sheet_of_paper_needs(self, submission):
        with pytest.raises(PictureTooLarge):
            shown(picture() + bytes(4 * 1024 * 1024), submission)


class TestTakingAway:
    def test_by_hand_is_for_who_added_it_and_the_room_s_head(self, session, make, collector, submission, keep):
        for actor in (collector, make.room_head(collector.unit)):
            kept = keep(collector, submission).attachment
            remove(session, actor, kept)
            assert beside_submission(session, submission) == ()
        with pytest.raises(NotAllowed):
            remove(session, make.collector(collector.unit), keep(collector, submission).attachment)

    def test_wipes_row_and_bytes(self, session, folder, collector, submission, keep):
        kept = keep(collector, submission).attachment
        digest = kept.file.sha256
        take_away(session, None, submission)
        assert (purge(session, folder), purge(session, folder)) == (1, 0)

        assert kept.file_id is None
        assert digest not in on_disk(folder)
        assert session.scalars(select(StoredFile).where(StoredFile.sha256 == digest)).all() == []

    def test_leaves_the_same_bytes_where_something_else_has_them(
        self, session, folder, make, collector, submission, keep
    ):
        other = make.comment(submission.task, recorded_by=collector).submission
        gone, stays = keep(collector, submission).attachment, keep(collector, other).attachment
        assert gone.file.sha256 == stays.file.sha256

        take_away(session, None, submission)
        purge(session, folder)

        assert on_disk(folder) == {stays.file.sha256}
        assert len(beside_submission(session, other)) == 1

    def test_answers_the_same_picture_sent_again_with_nothing_new(
        self, session, folder, collector, submission, keep
    ):
        kept = keep(collector, submission).attachment
        remove(session, collector, kept)
        purge(session, folder)

        assert not keep(collector, submission, attachment_id=kept.id).created
        assert beside_submission(session, submission) == ()

    def test_is_told_to_the_log_once(self, session, collector, submission, keep):
        kept = keep(collector, submission).attachment
        for _ in range(2):
            remove(session, collector, kept)
        take_away(session, None, session.get_one(Submission, submission.id))

        assert len(session.scalars(select(Event).where(Event.tag == Tag.ATTACHMENT_REMOVED)).all()) == 1

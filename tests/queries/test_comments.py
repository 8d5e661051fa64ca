"""What counts, and what a collector sees of a comment."""

from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.models import Comment, Provision
from legislation_hub.queries.comments import is_alive, is_reportable, one_said
from legislation_hub.vocabulary import VerdictKind


def test_a_withdrawn_a_corrected_and_a_passed_on_comment_do_not_count(session, make):
    task = make.task()
    counts = make.comment(task)
    make.comment(task, withdrawn_at=clock.now())
    slip = make.comment(task)
    mended = make.comment(task, corrects_id=slip.id)
    grievance = make.comment(task, verdict=VerdictKind.TRANSFER)

    assert set(session.scalars(select(Comment.id).where(is_alive))) == {counts.id, mended.id, grievance.id}
    assert set(session.scalars(select(Comment.id).where(is_reportable))) == {counts.id, mended.id}


def test_a_comment_on_an_article_shows_the_text_of_all_its_paragraphs(session, make):
    task = make.task()
    article = session.scalars(
        select(Provision).where(Provision.version_id == task.consultation.version_id, Provision.eid == "art_2")
    ).one()

    comment = make.comment(task, provision_id=article.id)

    assert one_said(session, comment.id).provision_text == "第二条的内容。"

"""What counts as an article: what people cite and speak about, and nothing that only stands above it."""

import pytest
from sqlalchemy import select

from legislation_hub.models import Card, Draft, Provision
from legislation_hub.queries.consultations import provisions_to_choose
from legislation_hub.queries.drafts import one_draft
from legislation_hub.queries.outcomes import articles_of
from legislation_hub.queries.provisions import asked_in
from legislation_hub.vocabulary import Level


@pytest.fixture
def version(session, make):
    """A judicial interpretation: one numbered heading, two articles below it."""
    version = make.version(articles=2)
    heading = Provision(
        version_id=version.id, position=100, depth=0, level=Level.CLAUSE, number="1", label="一、",
        heading="一般规定", eid="cl_1", citation="一、一般规定", text="", whole="",
    )  # fmt: skip
    session.add(heading)
    session.flush()
    return version


def test_a_numbered_heading_is_nothing_to_speak_about(session, make, version):
    consultation = make.consultation(version_id=version.id)

    assert [one.eid for one in asked_in(session, consultation).articles] == ["art_1", "art_2"]
    assert [one.eid for one in provisions_to_choose(session, version.id)] == ["art_1", "art_2"]


def test_a_numbered_heading_is_counted_as_no_article(session, version):
    assert articles_of(session, version.id) == ["第一条", "第二条"]
    assert one_draft(session, session.get(Draft, version.draft_id)).versions[0].articles == 2


def test_a_provision_is_offered_with_what_the_station_calls_it_in_plain_words(session, make, version):
    consultation = make.consultation(version_id=version.id)
    paragraph = session.scalars(select(Provision).where(Provision.eid == "art_2__para_1")).one()
    for position, title in enumerate(("路谁来养", "钱从哪里来")):
        session.add(
            Card(
                consultation_id=consultation.id,
                provision_id=paragraph.id,
                position=position,
                title=title,
                text="县里出。",
            )
        )
    session.flush()

    named = [one.named for one in asked_in(session, consultation).choices]

    assert named == ["第一条", "第二条　路谁来养"]

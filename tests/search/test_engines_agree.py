"""Both engines give the same answers: found and counted to the last one, the first ten nearly always."""

from dataclasses import replace
from itertools import islice

import pytest

from bench.bench_questions import articles_of, questions_of
from bench.voices import comments, vocabulary
from legislation_hub.search.engine.index import Index
from legislation_hub.search.looking import look
from legislation_hub.search.query import parse
from legislation_hub.search.scope import EVERYTHING, Filters, Grant, Question, Scope
from legislation_hub.vocabulary import Findable, Sorting, Stance
from tests.search.conftest import START, put_in

pytestmark = pytest.mark.postgres

# Laws in which answers to many of the questions stand, and what people said besides.
LAWS = "D002 D016 D036 D037 D043".split()
SAID = 300
ROOM = Scope((Grant(Findable.COMMENT, rooms=frozenset({"room-3", "room-4"})), Grant(Findable.PROVISION)))
SOME = Filters(stances=frozenset({Stance.ADD, Stance.OPPOSE}), since=START)

# Of the questions so many have the very same first ten in both engines, and so many of all first tens are shared.
SAME, SHARED = 0.9, 0.97


@pytest.fixture(scope="module")
def engines(shared, tmp_path_factory, postgres_url):
    files = [one for one in sorted((shared / "data/laws/text").glob("*.txt")) if one.name[:4] in LAWS]
    laws = [article.document for article in articles_of(files)]
    documents = [*laws, *islice(comments(SAID, vocabulary(laws)), SAID)]
    both = Index.create(tmp_path_factory.mktemp("agree") / "index"), put_in(postgres_url)
    for one in both:
        one.write(documents)
        # What was replaced or taken back counts nowhere any more.
        one.write(replace(document, text=f"{document.text}公示") for document in documents[:20])
        one.write(drop=[document.key for document in documents[20:40]])
    both[0].purge()
    return both


@pytest.fixture(scope="module")
def asked():
    typed = [one.text for one in questions_of("typed", "tune")][::2]
    return [
        *typed,
        "“应当依法”",
        "“个人信息” 第四条",
        "第十二条",
        "第8条第二款",
        "公示",
        "林",
        "修路 自来水",
        "“的”",
    ]


@pytest.mark.parametrize("filters", [Filters(), SOME])
@pytest.mark.parametrize("scope", [EVERYTHING, ROOM, Scope()])
def test_on_what_is_found_and_how_it_is_counted(engines, asked, scope, filters):
    for text in asked:
        ours, theirs = (look(one, Question(parse(text), scope, filters)) for one in engines)

        assert (ours.total, ours.facets) == (theirs.total, theirs.facets), text
        assert len(ours.keys) == len(theirs.keys), text


def test_on_everything_that_is_newest(engines, asked):
    for text in asked:
        ours, theirs = (
            look(one, Question(parse(text), ROOM, sorting=Sorting.NEWEST, count=50)) for one in engines
        )

        assert ours == theirs, text


def test_on_the_first_ten_nearly_always(engines, asked):
    same, shared, all_of_them = 0, 0, 0
    for text in asked:
        ours, theirs = (look(one, Question(parse(text), EVERYTHING, count=10)).keys for one in engines)
        same += ours == theirs
        shared += len({*ours} & {*theirs})
        all_of_them += len(ours)

    assert same / len(asked) >= SAME
    assert shared / all_of_them >= SHARED

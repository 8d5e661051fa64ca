"""What people ask is answered by real laws: a fall of the ranking does not go unseen.

A tenth of the laws and the questions that they answer, of the half on which the ranking is tuned. How good it is
over all laws and on the other half tells ``python -m bench.run questions``.
"""

from functools import partial

import pytest

from bench.bench_questions import FILES, articles_of, asked_of, hit, index_of, questions_of, ranks, reciprocal

# Laws with many questions, and with what is near to their answers.
LAWS = "D002 D011 D012 D013 D015 D016 D027 D036 D037 D040 D043 D053 D054 D056".split()


@pytest.fixture(scope="module")
def articles(shared):
    files = sorted((shared / "data/laws/text").glob("*.txt"))
    return [*articles_of([file for file in files if file.name[:4] in LAWS])]


@pytest.fixture(scope="module")
def search(articles, tmp_path_factory):
    return partial(asked_of, index_of(articles, tmp_path_factory.mktemp("laws") / "index"))


class TestQuestions:
    @pytest.mark.parametrize(("told", "hits", "mean"), [("typed", 0.88, 0.7), ("told", 0.58, 0.34)])
    def test_are_answered_among_the_first(self, search, articles, told, hits, mean):
        assert set(FILES) == {"typed", "told"}
        known = {(one.law, one.number) for one in articles}
        asked = [one for one in questions_of(told, "tune") if one.answers & known]
        places, _ = ranks(search, asked, articles)

        assert len(asked) > 25
        assert hit(places) >= hits
        assert reciprocal(places) >= mean

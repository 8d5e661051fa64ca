"""The first person after a start waits for nothing that everybody needs."""

import gc

import pytest

from legislation_hub.app import warm_up
from legislation_hub.search import analysis


@pytest.fixture(autouse=True)
def thawed():
    yield
    gc.unfreeze()


def test_templates_and_dictionary_are_there_before_the_first_request(app):
    analysis._dictionary.cache_clear()

    warm_up(app)

    assert analysis._dictionary.cache_info().currsize == 1
    assert "hall/search.html" in {name for _, name in app.jinja_env.cache or {}}


def test_what_stays_for_good_is_never_looked_over_for_rubbish(app):
    before = gc.get_freeze_count()

    warm_up(app)

    assert gc.get_freeze_count() > before

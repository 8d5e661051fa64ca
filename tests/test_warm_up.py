"""The first person after a start waits for nothing that everybody needs."""

from legislation_hub.app import warm_up
from legislation_hub.search import analysis


def test_templates_and_dictionary_are_there_before_the_first_request(app):
    analysis._dictionary.cache_clear()

    warm_up(app)

    assert analysis._dictionary.cache_info().currsize == 1
    assert "hall/search.html" in {name for _, name in app.jinja_env.cache or {}}

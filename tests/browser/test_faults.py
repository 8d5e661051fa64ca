"""Nothing said at a door is lost, doubled or changed: the fifteen faults, each once, in a real browser.

``python -m bench.faults`` lets each happen many times, at random moments; docs/field.md holds what came out.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Playwright

from tests.field import mutants
from tests.field.catalogue import FAULTS, Fault
from tests.field.faults.network import answer_lost
from tests.field.judging import Judgement
from tests.field.outing import County, county
from tests.field.proxy import THROUGH, Answer, Way
from tests.field.world import build

pytestmark = pytest.mark.browser

PEOPLE = 30


@pytest.fixture(scope="module")
def land(
    tmp_path_factory: pytest.TempPathFactory, playwright: Playwright, browser_type_launch_args: dict[str, Any]
) -> Iterator[County]:
    """Yield a county with a server that can be killed and a line that can break."""
    world = build(tmp_path_factory.mktemp("county") / "data", PEOPLE)
    with county(world, playwright, browser_type_launch_args["executable_path"]) as land:
        yield land


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.number}-{fault.what}")
def test_nothing_is_lost_doubled_or_changed(land: County, fault: Fault) -> None:
    with land.outing(seed=fault.number) as outing:
        fault.happen(outing)

        assert outing.held() != []
        assert outing.judge() == Judgement()


class TestTheMeasure:
    """A measure that cannot fail is worth nothing: engines that are broken on purpose are found out."""

    def test_finds_an_engine_that_takes_any_200_for_a_receipt(self, land: County) -> None:
        with land.outing(seed=1) as outing:
            land.proxy.edits = mutants.LETS_GO_ON_ANY_200
            phone = outing.phone()
            outing.plan(lambda _request: Way(instead=Answer(200, {"Content-Type": "application/json"}, b"{}")))
            phone.say(outing.sayings(5))
            outing.settle()

            assert len(outing.judge().lost) == 5

    def test_finds_an_engine_that_takes_a_new_id_for_every_try(self, land: County) -> None:
        with land.outing(seed=1) as outing:
            land.proxy.edits = mutants.NEW_ID_FOR_EVERY_TRY
            answer_lost(outing)

            assert outing.judge().doubled != ()

    def test_finds_an_engine_that_trims_words(self, land: County) -> None:
        with land.outing(seed=1) as outing:
            land.proxy.edits = mutants.TRIMS_WORDS
            phone = outing.phone()
            outing.plan(lambda _request: THROUGH)
            phone.say(outing.sayings(20))
            outing.settle()

            judgement = outing.judge()
            assert judgement.changed != ()
            assert (judgement.lost, judgement.doubled) == ((), ())

"""The fifteen faults, each with its number and the words by which people know it."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.field.faults import machines, network, people
from tests.field.outing import Outing


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong between a door and the office; ``happen`` lets it, and waits until all is well."""

    number: int
    what: str
    happen: Callable[[Outing], None]


FAULTS = (
    Fault(1, "a whole day offline, then back", network.whole_day_offline),
    Fault(2, "network lost in mid-request", network.lost_in_mid_request),
    Fault(3, "answer lost after the server committed", network.answer_lost),
    Fault(4, "tab or browser killed while writing and while sending", machines.phone_killed),
    Fault(5, "server killed (-9) during a batch, then restarted", machines.server_killed),
    Fault(6, "500, 502, 429, 413, a login page, half a body", network.odd_answers),
    Fault(7, "two tabs and two devices of one account", people.tabs_and_devices),
    Fault(8, "the same batch sent several times at once", network.same_batch_twice),
    Fault(9, "session ended or account disabled meanwhile", people.session_ended),
    Fault(10, "device clock a year off", machines.clock_wrong),
    Fault(11, "storage full", machines.storage_full),
    Fault(12, "program updated with a full queue, from formats 1 and 2", machines.program_updated),
    Fault(13, "closing date passed while offline", people.closing_passed),
    Fault(14, "another person signs in on the phone", people.somebody_else),
    Fault(15, "one entry rejected among 100 good ones", people.one_rejected),
)

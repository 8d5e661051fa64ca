"""What happens to machines: phones and servers that die, fill up, tell the wrong time or get a new program."""

import threading
from datetime import UTC, datetime, timedelta

from tests.field.former import FORMATS, write_former
from tests.field.outing import Outing, Wake
from tests.field.proxy import THROUGH, Request, Way

HOUSES = 40
YEAR = 365 * 24 * 3600.0


def phone_killed(outing: Outing) -> None:
    """4: the tab or the whole browser is killed while words are written down, and again while they are sent."""
    phone = outing.phone(pocket=True)
    phone.offline()
    phone.begin_to_say(outing.sayings(HOUSES))
    phone.rest(outing.luck.uniform(0, 0.5))
    outing.kill(phone, browser=outing.luck.random() < 0.5)
    phone.online()
    outing.plan(lambda _request: Way(wait=0.2))
    phone.open()
    phone.begin_to_say(outing.sayings(HOUSES))
    phone.rest(outing.luck.uniform(0, 1.0))
    outing.kill(phone, browser=outing.luck.random() < 0.5)
    outing.plan(lambda _request: THROUGH)
    phone.open()
    outing.settle()


def server_killed(outing: Outing) -> None:
    """5: the server is killed with SIGKILL in the middle of a batch and begins again on what lies on its disk."""
    phone = outing.phone()
    phone.offline()
    phone.say(outing.sayings(2 * HOUSES))
    server = outing.county.server
    killed = threading.Event()
    pause = outing.luck.uniform(0, 1.0)

    def kill() -> None:
        server.kill()
        killed.set()

    def plan(_request: Request) -> Way:
        if not killed.is_set():
            threading.Timer(pause, kill).start()
        return THROUGH

    outing.plan(plan)
    phone.online()
    phone.wait(killed.is_set)
    server.start()
    outing.wake(phone, Wake.TIMER, Wake.TOUCH, Wake.RELOAD, Wake.ONLINE)
    outing.settle()


def clock_wrong(outing: Outing) -> None:
    """10: the phone's clock is about a year off, ahead or behind; some put it right before sending."""
    off = outing.luck.choice((-1, 1)) * outing.luck.uniform(0.8, 1.2) * YEAR
    put_right = outing.luck.random() < 0.3
    phone = outing.phone(clock=off)
    phone.offline()
    began = datetime.now(UTC)
    phone.say(outing.sayings(HOUSES))
    if put_right:
        phone.set_clock(0)
        phone.open()
    phone.online()
    outing.wake(phone, Wake.TOUCH, Wake.RELOAD)
    outing.settle()
    if not put_right:
        for one in outing.held():
            heard = datetime.fromisoformat(one.heard_at).replace(tzinfo=UTC)
            assert abs(heard - began) < timedelta(minutes=2), f"{one.id} is said to be heard at {heard}"
            assert one.device_heard_at is not None, f"what the phone's clock said of {one.id} is gone"


def storage_full(outing: Outing) -> None:
    """11: the phone's storage is full: what cannot be kept is said so at once, what was kept is sent."""
    phone = outing.phone()
    phone.offline()
    phone.say(outing.sayings(HOUSES))
    phone.fill(outing.luck.randint(0, 20_000))
    more = outing.sayings(HOUSES)
    phone.say(more)
    assert {why for _saying, why in phone.refused} <= {"Full"}
    if outing.luck.random() < 0.5:
        phone.online()
        phone.rest(0.5)
    phone.empty()
    phone.say([saying for saying, _why in phone.refused])
    phone.online()
    outing.wake(phone, Wake.TOUCH, Wake.RELOAD)
    outing.settle()


def program_updated(outing: Outing) -> None:
    """12: the queue was written by a program of two formats, or one, back; the new one carries it forward."""
    former = outing.luck.choice(FORMATS)
    phone = outing.phone(notebook=False)
    write_former(phone, former, outing.sayings(2 * HOUSES))
    phone.open()
    outing.wake(phone, Wake.TOUCH, Wake.RELOAD)
    outing.settle()

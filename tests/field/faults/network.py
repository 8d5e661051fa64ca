"""What bad lines and broken middlemen do to what is being sent."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, repeat
from random import Random

from tests.field.outing import Outing, Wake
from tests.field.proxy import THROUGH, Answer, Break, Request, Way

HOUSES = 40
TIMES = (1, 3)
LOGIN = "<!doctype html><html lang=zh><title>登录</title><form method=post><input name=password></form>".encode()


def whole_day_offline(outing: Outing) -> None:
    """1: a day without any network, the page left and opened again meanwhile; then the network is back."""
    phone = outing.phone()
    phone.offline()
    for saying in outing.sayings(3):
        phone.type(replace(saying, provision=None, proposal="", reason=""))
    said = outing.sayings(197)
    noon = outing.luck.randrange(len(said))
    phone.say(said[:noon])
    phone.open()
    phone.say(said[noon:])
    phone.online()
    outing.wake(phone, Wake.ONLINE, Wake.RELOAD, Wake.TOUCH)
    outing.settle()


def lost_in_mid_request(outing: Outing) -> None:
    """2: the line breaks while comments are on their way, once or several times, here or in the browser itself."""
    phone = outing.phone()
    phone.offline()
    phone.say(outing.sayings(HOUSES))
    if outing.luck.random() < 0.5:
        breaks = [outing.luck.choice((Break.BEFORE, Break.WITHIN)) for _ in range(outing.luck.randint(*TIMES))]
        outing.plan(_in_turn([Way(wait=outing.luck.uniform(0, 0.1), breaks=one) for one in breaks]))
        phone.online()
    else:
        outing.plan(lambda _request: Way(wait=0.3))
        phone.online()
        phone.rest(outing.luck.uniform(0, 1.0))
        phone.offline()
        phone.rest(outing.luck.uniform(0, 0.3))
        outing.plan(lambda _request: THROUGH)
        phone.online()
    outing.settle()


def answer_lost(outing: Outing) -> None:
    """3: the server has committed, and its answer is lost or comes too late, once or several times in a row."""
    phone = outing.phone()
    phone.offline()
    phone.say(outing.sayings(HOUSES))
    times = outing.luck.randint(*TIMES)
    outing.plan(_in_turn([Way(wait=outing.luck.uniform(0, 0.1), breaks=Break.AFTER)] * times))
    phone.online()
    outing.wake(phone, Wake.TIMER, Wake.TOUCH, Wake.RELOAD, Wake.ONLINE)
    outing.settle()


def odd_answers(outing: Outing) -> None:
    """6: 500, 502, 429, 413, a login page, half a body: before the server has seen it, or after it committed."""
    phone = outing.phone()
    phone.offline()
    phone.say(outing.sayings(HOUSES))
    odd = list(_odd(outing.luck))
    outing.luck.shuffle(odd)
    ways = iter(odd)
    outing.proxy.plan = lambda request: next(ways, THROUGH) if _is_sending(request) else THROUGH
    phone.online()
    phone.rest(outing.luck.uniform(0, 0.5))
    outing.wake(phone, Wake.TOUCH, Wake.RELOAD, Wake.ONLINE)
    outing.settle(touching=True)


def same_batch_twice(outing: Outing) -> None:
    """8: somebody on the way sends every request two to four times at once."""
    phone = outing.phone()
    phone.offline()
    phone.say(outing.sayings(HOUSES))
    outing.plan(lambda _request: Way(times=outing.luck.randint(2, 4)))
    phone.online()
    outing.settle()


def _is_sending(request: Request) -> bool:
    return request.method == "POST" and request.path.startswith("/api/v1/comments")


def _in_turn(ways: list[Way]) -> Callable[[Request], Way]:
    left = chain(ways, repeat(THROUGH))
    return lambda _request: next(left)


def _odd(luck: Random) -> Iterator[Way]:
    """Yield every odd answer, at random in place of the server's or after the server has done its work."""
    for answer in (
        Answer(500, {"Content-Type": "text/html"}, b"<h1>Internal Server Error</h1>"),
        Answer(502, {"Content-Type": "text/html"}, b"<h1>Bad Gateway</h1>"),
        Answer(429, {"Content-Type": "text/plain", "Retry-After": "1"}, b"later"),
        Answer(413, {"Content-Type": "text/html"}, b"<h1>Request Entity Too Large</h1>"),
        Answer(200, {"Content-Type": "text/html; charset=utf-8"}, LOGIN),
        Answer(200, {"Content-Type": "application/json"}, b"{}"),
        Answer(200, {"Content-Type": "application/json"}, b'{"results": []}'),
    ):
        if luck.random() < 0.5:
            yield Way(instead=answer)
        else:
            yield Way(mangle=lambda _answer, answer=answer: answer)  # type: ignore[misc]
    yield Way(breaks=Break.HALFWAY)
    yield Way(mangle=lambda answer: Answer(answer.status, answer.headers, answer.body[: len(answer.body) // 2]))

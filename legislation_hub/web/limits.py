"""A flood from one place is slowed, a village hall behind one address is not; whoever waits loses no word.

Buckets of tokens in the memory of the process: each request takes one, each fills again with time. Behind several
processes each has its own, so that together they let through as much more.
"""

import math
import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from datetime import datetime
from ipaddress import ip_address, ip_network
from typing import cast

from flask import Flask, current_app, request

from legislation_hub import clock
from legislation_hub.problems import ReceiptMistyped, ReceiptUnknown, TooOften
from legislation_hub.settings import Rate, Settings

# Whoever has ever so many addresses only makes the oldest bucket forget; the code's own bucket still counts.
KEPT = 20_000
# A household's connection with IPv6 has a network of its own, not an address.
OWN_NETWORK = 64


class Buckets:
    """One bucket a key; an unused one is full, so that the least used can be forgotten."""

    def __init__(self, rate: Rate, kept: int = KEPT) -> None:
        """Let ``rate.burst`` through at once and ``rate.per_minute`` after that, for each of ``kept`` keys."""
        self._rate, self._kept = rate, kept
        self._levels: OrderedDict[Hashable, tuple[float, datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, key: Hashable) -> int:
        """Return in how many seconds the key has a token; 0 for now."""
        with self._lock:
            return self._wait(self._level(key))

    def take(self, key: Hashable) -> int:
        """Take a token if there is one and return 0, else return in how many seconds there will be one."""
        with self._lock:
            level = self._level(key)
            wait = self._wait(level)
            if not wait:
                self._levels[key] = (level - 1, clock.now())
                self._levels.move_to_end(key)
                if len(self._levels) > self._kept:
                    self._levels.popitem(last=False)
            return wait

    def _level(self, key: Hashable) -> float:
        level, since = self._levels.get(key, (float(self._rate.burst), clock.now()))
        # A clock that is put back fills nothing and empties nothing.
        passed = max(0.0, (clock.now() - since).total_seconds())
        return min(float(self._rate.burst), level + passed * self._rate.per_minute / 60)

    def _wait(self, level: float) -> int:
        return 0 if level >= 1 else math.ceil((1 - level) * 60 / self._rate.per_minute)


class Limits:
    """What this process has let through."""

    def __init__(self, settings: Settings) -> None:
        """Begin with full buckets; a rate that is switched off has none."""
        self.hall, self.room, self.wrong_codes = (
            Buckets(rate) if rate else None
            for rate in (settings.limit_address, settings.limit_code, settings.limit_wrong_codes)
        )


def init(app: Flask, settings: Settings) -> None:
    """Give the app its buckets."""
    app.extensions["limits"] = Limits(settings)


def spare_the_room(code: str) -> None:
    """Count what a resident hands in to a room; raise :class:`TooOften` when too much comes at once.

    Who is slowed at the address takes nothing from the room's own bucket.
    """
    limits = _limits()
    for buckets, key in ((limits.hall, (_address(), code)), (limits.room, code)):
        if buckets and (wait := buckets.take(key)):
            raise TooOften(seconds=wait)


@contextmanager
def sparing_codes() -> Iterator[None]:
    """Slow an address that tries receipt codes: a wrong one costs a token, a right one nothing."""
    buckets = _limits().wrong_codes
    if buckets and (wait := buckets.wait(_address())):
        raise TooOften(seconds=wait)
    try:
        yield
    except (ReceiptMistyped, ReceiptUnknown):
        if buckets:
            buckets.take(_address())
        raise


def _limits() -> Limits:
    return cast(Limits, current_app.extensions["limits"])


def _address() -> str:
    address = ip_address(request.remote_addr or "0.0.0.0")
    return str(ip_network((address, OWN_NETWORK), strict=False) if address.version == 6 else address)

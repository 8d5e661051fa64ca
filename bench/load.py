"""A crowd of connections that costs next to nothing itself: bytes out, bytes in, and when each answer came."""

import heapq
import random
import selectors
import socket
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

PRESSED = (429, 503)
# A dead server is told as such and not waited for.
PATIENCE = 120.0


@dataclass(slots=True)
class Call:
    """One request, and what came of it.

    ``due`` is the moment from the start at which it is to be sent; without one it is sent as soon as a connection
    is free. ``seconds`` is what the answer took, counted from when it was due, so that a server that stands still
    is not spared the waiting. ``tries`` counts how often it was sent, for a server may answer with a time to try
    again; ``seconds`` then is that of the last try.
    """

    request: bytes
    due: float | None = None
    status: int = 0
    body: bytes = b""
    sent: float = 0.0
    seconds: float = 0.0
    tries: int = 0


@dataclass(slots=True)
class _Line:
    """One connection that stays open, and the call that it carries."""

    port: int
    wire: socket.socket | None = None
    call: Call | None = None
    received: bytearray = field(default_factory=bytearray)


def request(method: str, path: str, body: bytes = b"", headers: Iterable[tuple[str, str]] = ()) -> bytes:
    """Return a request as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers)]
    if body or method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def drive(port: int, calls: Iterable[Call], lines: int) -> float:
    """Send all calls over so many connections; return the seconds from the start until the last answer.

    A pressed server (429, 503) is asked again after the time that it named and up to as much again at random, as
    a phone does.
    """
    chance = random.Random(1)
    waiting = [(call.due or 0.0, number, call) for number, call in enumerate(calls)]
    heapq.heapify(waiting)
    serial = len(waiting)
    free = deque(_Line(port) for _ in range(lines))
    eyes = selectors.DefaultSelector()
    start = time.perf_counter()
    while waiting or len(free) < lines:
        now = time.perf_counter() - start
        while waiting and free and waiting[0][0] <= now:
            call = heapq.heappop(waiting)[2]
            call.sent = now if call.due is None else call.due
            # The line that was free last: a proxy in front of the server keeps few open, too.
            _send(free.pop(), call, eyes)
        pause = max(0.0, waiting[0][0] - now) if waiting and free else PATIENCE
        ready = eyes.select(pause)
        if not ready and not (waiting and free):
            raise TimeoutError("the server answers no more")
        for key, _events in ready:
            line: _Line = key.data
            answered = _receive(line, eyes)
            if answered is None:
                continue
            call = answered
            free.append(line)
            now = time.perf_counter() - start
            call.seconds = now - call.sent
            if call.status in PRESSED:
                again = float(_header(call.body, b"retry-after") or 1)
                call.due = now + again * (1 + chance.random())
                heapq.heappush(waiting, (call.due, serial, call))
                serial += 1
            else:
                call.body = call.body.partition(b"\r\n\r\n")[2]
    eyes.close()
    for line in free:
        if line.wire is not None:
            line.wire.close()
    return time.perf_counter() - start


def _send(line: _Line, call: Call, eyes: selectors.BaseSelector) -> None:
    if line.wire is None:
        line.wire = socket.create_connection(("127.0.0.1", line.port), timeout=PATIENCE)
        line.wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        eyes.register(line.wire, selectors.EVENT_READ, line)
    line.call = call
    line.received.clear()
    call.tries += 1
    line.wire.sendall(call.request)


def _receive(line: _Line, eyes: selectors.BaseSelector) -> Call | None:
    """Read what is there; return the call once its answer is whole. ``body`` then still has the head before it."""
    assert line.wire is not None
    piece = line.wire.recv(262_144)
    if line.call is None:
        # The server hangs up on a line that nobody has used for two minutes; the next call opens it anew.
        assert not piece, "an answer to nothing"
        eyes.unregister(line.wire)
        line.wire.close()
        line.wire = None
        return None
    line.received += piece
    head, end, rest = line.received.partition(b"\r\n\r\n")
    call = line.call
    if piece and (not end or len(rest) < int(_header(bytes(head), b"content-length") or 0)):
        return None
    call.status = int(head[9:12]) if end else 0
    call.body = bytes(line.received)
    if not piece or _header(bytes(head), b"connection") == b"close":
        eyes.unregister(line.wire)
        line.wire.close()
        line.wire = None
    line.call = None
    return call


def _header(head: bytes, name: bytes) -> bytes | None:
    for row in head.split(b"\r\n")[1:]:
        key, _colon, value = row.partition(b":")
        if not row:
            return None
        if key.strip().lower() == name:
            return value.strip()
    return None

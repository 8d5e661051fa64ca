"""Stands between a browser and the server, and does to requests what bad networks and broken middlemen do."""

import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# Headers that concern one hop only.
HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "proxy-connection"}


class Break(Enum):
    """Where the line breaks."""

    BEFORE = auto()  # nothing of the request reaches the server
    WITHIN = auto()  # half of the request reaches it
    AFTER = auto()  # the server has answered; nothing of the answer comes back
    HALFWAY = auto()  # half of the answer comes back, and then nothing


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came from the browser."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, the server's or one that somebody on the way made up."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Way:
    """What happens to one request: it waits, is sent so many times at once, breaks, or is answered on the way."""

    wait: float = 0.0
    times: int = 1
    breaks: Break | None = None
    instead: Answer | None = None
    mangle: Callable[[Answer], Answer] | None = None


THROUGH = Way()
Plan = Callable[[Request], Way]
Edit = Callable[[str], str]


class Proxy:
    """Listens at one port for the browser; ``plan`` says what becomes of each request.

    ``edits`` rewrites files by their paths, ``seen`` keeps what passed.
    """

    def __init__(self, upstream: int, port: int = 0) -> None:
        """Begin to listen; requests go on to the port ``upstream`` of this machine."""
        self.upstream = upstream
        self.plan: Plan = lambda _request: THROUGH
        self.edits: Mapping[str, Edit] = {}
        self.seen: list[Request] = []
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener = _Listener(("127.0.0.1", port), self)
        self.port = int(self._listener.server_address[1])
        threading.Thread(target=self._listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def url(self) -> str:
        """Return the address that a browser opens; Chromium trusts it as a secure context."""
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        """Stop for good: refuse connections, and break those that are open."""
        self._listener.shutdown()
        self._listener.server_close()
        with self._lock:
            for connection in self._open:
                _reset(connection)

    def sent(self, path: str) -> list[Request]:
        """Return the requests to ``path`` that came from the browser so far."""
        return [one for one in list(self.seen) if one.path == path]

    def answer(self, request: Request) -> Answer:
        """Ask the server; raise OSError or HTTPException when it does not answer."""
        connection = HTTPConnection("127.0.0.1", self.upstream, timeout=60)
        try:
            # What is to be rewritten must not come compressed.
            left_out = HOP | {"accept-encoding"} if request.path in self.edits else HOP
            headers = {name: value for name, value in request.headers.items() if name.lower() not in left_out}
            connection.request(request.method, request.path, request.body or None, headers)
            answer = connection.getresponse()
            kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in HOP]
            return Answer(answer.status, _Many(kept), answer.read())
        finally:
            connection.close()

    def begin(self, request: Request) -> None:
        """Give the server half of a request, and break off."""
        try:
            with socket.create_connection(("127.0.0.1", self.upstream), timeout=10) as line:
                lines = [f"{request.method} {request.path} HTTP/1.1"]
                lines += [f"{name}: {value}" for name, value in request.headers.items()]
                line.sendall("\r\n".join([*lines, "", ""]).encode("latin-1"))
                line.sendall(request.body[: len(request.body) // 2])
                time.sleep(0.01)
                _reset(line)
        except OSError:
            return

    def opened(self, connection: socket.socket) -> None:
        """Remember a connection, so that a cut breaks it."""
        with self._lock:
            self._open.add(connection)

    def closed(self, connection: socket.socket) -> None:
        """Forget it."""
        with self._lock:
            self._open.discard(connection)


class _Many(dict[str, str]):
    """Headers that may stand several times, as Set-Cookie does."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        super().__init__(pairs)
        self.pairs = pairs


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], proxy: Proxy) -> None:
        self.proxy = proxy
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.proxy.opened(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.proxy.closed(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A broken line is what this is here for."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Listener

    def handle_any(self) -> None:
        proxy = self.server.proxy
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        request = Request(self.command, self.path, dict(self.headers.items()), body)
        way = proxy.plan(request)
        proxy.seen.append(request)
        time.sleep(way.wait)
        if way.instead is not None:
            self._give(way.instead)
        elif way.breaks is Break.BEFORE:
            self._break()
        elif way.breaks is Break.WITHIN:
            proxy.begin(request)
            self._break()
        else:
            self._pass_on(proxy, request, way)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = handle_any  # noqa: N815

    def _pass_on(self, proxy: Proxy, request: Request, way: Way) -> None:
        extra = [threading.Thread(target=_quietly, args=(proxy.answer, request)) for _ in range(way.times - 1)]
        for one in extra:
            one.start()
        try:
            answer = proxy.answer(request)
        except (OSError, HTTPException):
            self._break()
            return
        finally:
            for one in extra:
                one.join()
        if request.path in proxy.edits and answer.status == 200:
            answer = replace(answer, body=proxy.edits[request.path](answer.body.decode()).encode())
        if way.mangle is not None:
            answer = way.mangle(answer)
        if way.breaks is Break.AFTER:
            self._break()
        else:
            self._give(answer, broken=way.breaks is Break.HALFWAY)

    def _give(self, answer: Answer, broken: bool = False) -> None:
        self.send_response_only(answer.status)
        for name, value in getattr(answer.headers, "pairs", answer.headers.items()):
            self.send_header(name, value)
        if answer.status not in (204, 304):
            self.send_header("Content-Length", str(len(answer.body)))
        # What was lost on a connection used before, Chromium would send again by itself: nobody would learn of it.
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        self.wfile.write(answer.body[: len(answer.body) // 2] if broken else answer.body)
        self.wfile.flush()
        if broken:
            self._break()

    def _break(self) -> None:
        _reset(self.connection)
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing; ``seen`` tells it."""


def _quietly(act: Callable[[Request], Answer], request: Request) -> None:
    try:
        act(request)
    except (OSError, HTTPException):
        return


def _reset(connection: socket.socket) -> None:
    try:
        # With nothing to linger for, the other side sees the line break instead of an orderly end.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return

"""A demo instance on the server that the product ships, beside an empty Flask page on the same server."""

import json
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import waitress
from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from legislation_hub.app import create_app
from legislation_hub.models.database import db
from legislation_hub.services.indexing import start_indexer
from legislation_hub.settings import from_environment

EMPTY = "/empty/"
TOKEN = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Instance:
    """A running server and the accounts of its demo, by role."""

    data: Path
    port: int
    accounts: dict[str, dict[str, str]]

    def visitor(self) -> "Visitor":
        """Return somebody who has not signed in."""
        return Visitor(self.port)

    def person(self, role: str) -> "Visitor":
        """Return somebody of this role, signed in through the door."""
        account = self.accounts[role]
        visitor = self.visitor()
        form = {"name": account["name"], "password": account["password"]}
        visitor.send("/door/", form | {"csrf_token": visitor.token("/door/")})
        return visitor

    def key(self, role: str) -> str:
        """Return a bearer token of an account of this role."""
        return hub(self.data, "token", "issue", self.accounts[role]["name"], "--name", "bench").strip()


class Visitor:
    """One connection that stays open, and its cookies."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> bytes:
        """Open a page; anything but 200 is an error."""
        status, body = self.request("GET", path)
        assert status == 200, f"{path} answered {status}"
        return body

    def token(self, path: str) -> str:
        """Return the CSRF token of the form on a page."""
        found = TOKEN.search(self.get(path))
        assert found is not None, f"{path} has no form"
        return found[1].decode()

    def send(self, path: str, form: dict[str, str]) -> None:
        """Send a form that leads on to another page."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        status, _body = self.request("POST", path, urlencode(form).encode(), kind)
        assert status in {302, 303}, f"{path} answered {status}"

    def request(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Send one request and read all of the answer."""
        cookies = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        self.connection.request(method, path, body, {**cookies, **(headers or {})})
        answer = self.connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer.status, answer.read()


def hub(data: Path, *arguments: str) -> str:
    """Run one of the operator's commands and return what it prints."""
    command = [str(Path(sys.executable).with_name("legislation-hub")), "--data", str(data), *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


@cache
def _demo() -> tuple[tempfile.TemporaryDirectory[str], dict[str, dict[str, str]]]:
    folder = tempfile.TemporaryDirectory(prefix="legislation-hub-bench-")
    told = json.loads(hub(Path(folder.name) / "data", "demo", "--json"))
    accounts: dict[str, dict[str, str]] = {}
    for account in told["accounts"]:
        accounts.setdefault(account["role"], account)
    return folder, accounts


@contextmanager
def running() -> Iterator[Instance]:
    """Serve the demo from a process of its own; it is made once for all benches."""
    folder, accounts = _demo()
    data = Path(folder.name) / "data"
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "bench.instance", str(data), str(port)])
    try:
        wait_for(port)
        yield Instance(data, port, accounts)
    finally:
        server.terminate()
        server.wait(timeout=10)


def free_port() -> int:
    """Return a port at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    """Return once a server listens there; raise TimeoutError after a minute."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server did not begin")


def _serve(data: Path, port: int) -> None:
    empty = Flask("empty")
    empty.get("/")(lambda: "<!doctype html><title>Empty</title>")
    app = create_app(from_environment(data))
    with app.app_context():
        start_indexer(db.engine, app.extensions["shelf"])
    both = DispatcherMiddleware(app.wsgi_app, {EMPTY.rstrip("/"): empty.wsgi_app})
    waitress.serve(both, host="127.0.0.1", port=port, threads=8)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), int(sys.argv[2]))

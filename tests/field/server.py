"""``legislation-hub serve`` in a process of its own, which is ended as a power cut ends it."""

import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

BEGIN = 60  # seconds


class Server:
    """The product's own command on one data folder and one port, through as many lives as a test takes."""

    def __init__(self, data: Path, port: int | None = None) -> None:
        """Choose a free port unless one is given; nothing runs yet."""
        self.data = data
        self.port = port or free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin to answer; return when it does."""
        hub = str(Path(sys.executable).with_name("legislation-hub"))
        command = [hub, "--data", str(self.data), "serve", "--host", "127.0.0.1", "--port", str(self.port)]
        with (self.data.parent / f"{self.data.name}.log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        self._wait()

    def kill(self) -> None:
        """End it with SIGKILL: nothing is flushed, nobody is told."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def ensure(self) -> None:
        """Begin again if it was killed."""
        if self._process is None:
            self.start()

    def _wait(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + BEGIN
        while time.monotonic() < deadline and self._process.poll() is None:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
            try:
                connection.request("GET", "/healthz")
                if connection.getresponse().status == 200:
                    return
            except (OSError, HTTPException):
                time.sleep(0.05)
            finally:
                connection.close()
        raise TimeoutError(f"the server on {self.data} did not begin; see {self.data}.log")


def free_port() -> int:
    """Return a port at which nobody listens now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])

"""Kills a browser, or the tabs in it, as a phone that is short of memory does; never anybody else's."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")


def kill_browser(profile: Path) -> None:
    """End the browser that works in this profile, without a warning; return when it is gone."""
    browser = _browser_of(profile)
    family = [browser, *_below(browser)]
    for process in family:
        _kill(process)
    while any(_is_alive(process) for process in family):
        time.sleep(0.01)


def kill_tabs(profile: Path) -> None:
    """End every process that shows a page in this profile; the browser itself goes on."""
    for process in _below(_browser_of(profile)):
        if "--type=renderer" in _command(process):
            _kill(process)


def _browser_of(profile: Path) -> int:
    mark = f"--user-data-dir={profile}"
    found = [one for one in _processes() if mark in _command(one) and not _has_type(one)]
    # The shell script that starts Chromium, where there is one, becomes Chromium itself.
    assert found, f"no browser works in {profile}"
    return min(found)


def _has_type(process: int) -> bool:
    return any(part.startswith("--type=") for part in _command(process))


def _processes() -> list[int]:
    return [int(folder.name) for folder in PROC.iterdir() if folder.name.isdigit()]


def _command(process: int) -> list[str]:
    try:
        return (PROC / str(process) / "cmdline").read_text(errors="replace").split("\0")
    except OSError:
        return []


def _parent(process: int) -> int:
    try:
        # The name in brackets may hold anything; the state and the parent stand behind it.
        return int((PROC / str(process) / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def _below(process: int) -> Iterator[int]:
    parents = {one: _parent(one) for one in _processes()}
    level = [process]
    while level:
        level = [one for one, parent in parents.items() if parent in level]
        yield from level


def _kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def _is_alive(process: int) -> bool:
    # A child of somebody else stays as a zombie until that one looks; it does nothing any more.
    try:
        return (PROC / str(process) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (OSError, IndexError):
        return False

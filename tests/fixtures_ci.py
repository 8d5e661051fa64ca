"""On the build server a skipped test is a failed one: there everything that a test may want is at hand."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"

# Reasons for which a test may be skipped even there.
ALLOWED: frozenset[str] = frozenset()


def _unexcused(report: pytest.TestReport | pytest.CollectReport) -> str | None:
    """Return the reason of a skip that is not allowed here."""
    if not (os.environ.get("CI") and SHARED.is_dir() and report.skipped) or hasattr(report, "wasxfail"):
        return None
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    reason = reason.removeprefix("Skipped: ")
    return None if reason in ALLOWED else reason


def _fail(report: pytest.TestReport | pytest.CollectReport) -> None:
    if (reason := _unexcused(report)) is not None:
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: skipped on the build server: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _fail(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _fail(report)
    return report

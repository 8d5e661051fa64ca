"""Whoever waits for a turn to write is served with the one before: one transaction for all, an answer for each.

A commit costs what it costs, for one comment as for a hundred. While one request commits, others arrive; the next
to have its turn takes all of them along, and waits a moment for those who are already being read. Nobody is
answered before what they brought is on the disk.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from legislation_hub.models.database import transaction
from legislation_hub.problems import Problem
from legislation_hub.services.collecting import AT_ONCE, Found, take_all
from legislation_hub.services.hearing import Brought

Answers = list[Found | Problem]

# Seconds that whoever has the turn waits at most: about what reading a dozen takes.
MOMENT = 0.015
# So many comments share a commit well.
PLENTY = 50
# How much the last turn counts in the pace, beside all before it.
WEIGHT = 0.25


@dataclass(slots=True, eq=False)
class _Lot:
    """What one request brings, since when, and the answers once they are committed; ``apart`` after a failure."""

    brought: Sequence[Brought]
    since: float
    answers: Answers | None = None
    apart: bool = False


class Desk:
    """Where requests hand in what they bring; one desk a process."""

    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        """Begin with nobody waiting; ``pace`` is how many seconds lie between two answers while others wait."""
        self._timer, self._answered = timer, 0.0
        self.turn = threading.Lock()
        self.waiting: list[_Lot] = []
        self.pace = 0.0
        self._coming: set[int] = set()
        self._usual, self._booked = 1, 0.0
        self._arrived = threading.Condition()

    @property
    def is_free(self) -> bool:
        """Return whether nobody stands at the desk, nor is on the way to it."""
        return not self.waiting and not self._coming

    def book(self, ahead: float) -> float:
        """Return in how many seconds to come again, where ``ahead`` seconds of work stand in the line.

        Each who is sent away gets a time after the one before, so that they do not all come back at once.
        """
        now = self._timer()
        self._booked = max(self._booked, now + ahead) + self.pace
        return self._booked - now

    def expect(self) -> None:
        """Hear that the request of this thread brings something, so that the others wait a moment for it."""
        with self._arrived:
            self._coming.add(threading.get_ident())

    def expect_no_more(self) -> None:
        """Hear that the request of this thread stands in the line, or brings nothing after all."""
        with self._arrived:
            self._coming.discard(threading.get_ident())
            if not self._coming:
                self._arrived.notify_all()

    def hand_in(self, brought: Sequence[Brought], secret: bytes) -> Answers:
        """Write these comments down, or recognise them; return what became of each once it is committed."""
        if not brought:
            return []
        lot = _Lot(brought, since=self._timer())
        self.waiting.append(lot)
        self.expect_no_more()
        with self.turn:
            if lot.answers is None:
                self._let_join()
            while lot.answers is None:
                self._serve(lot, secret)
        return lot.answers

    def _let_join(self) -> None:
        """Wait a moment for who is on the way, and for as many as came together the last time.

        Where many comments are here already, each bears so little of the commit that no more are waited for.
        """

        def all_here() -> bool:
            enough = len(self.waiting) >= self._usual or sum(len(lot.brought) for lot in self.waiting) >= PLENTY
            return enough and not self._coming

        with self._arrived:
            self._arrived.wait_for(all_here, MOMENT)

    def _serve(self, first: _Lot, secret: bytes) -> None:
        """Serve this lot and those who wait; if that fails with others, serve it alone."""
        lots = self._together(first)
        everything = [one for lot in lots for one in lot.brought]
        try:
            with transaction() as session:
                answers = iter(take_all(session, everything, secret))
        except Exception:
            # Whatever cannot be written is one lot's own; nobody else may suffer from it.
            if len(lots) == 1:
                self.waiting.remove(first)
                raise
            for lot in lots:
                lot.apart = True
            return
        for lot in lots:
            lot.answers = [next(answers) for _ in lot.brought]
            self.waiting.remove(lot)
        self._usual = len(lots)
        now, begun = self._timer(), max(first.since, self._answered)
        self.pace, self._answered = self.pace + WEIGHT * ((now - begun) / len(lots) - self.pace), now

    def _together(self, first: _Lot) -> list[_Lot]:
        """Return this lot and as many others as make up one portion."""
        lots, room = [first], AT_ONCE - len(first.brought)
        if first.apart:
            return lots
        # A copy: others join the line meanwhile.
        for lot in list(self.waiting):
            if lot is not first and not lot.apart and len(lot.brought) <= room:
                lots.append(lot)
                room -= len(lot.brought)
        return lots

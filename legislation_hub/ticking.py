"""What the calendar does by itself: while the server runs, whatever is due by now is done once."""

import threading

from flask import Flask

from legislation_hub.models.database import transaction
from legislation_hub.services.attaching import purge
from legislation_hub.services.noticing import remind_of_due_dates, remind_of_waiting
from legislation_hub.services.publishing import advance
from legislation_hub.services.withholding import take_overdue
from legislation_hub.web.intakes import go_on_with_all

EVERY = 30  # seconds


def start(app: Flask) -> threading.Thread:
    """Begin to tick beside the server; the thread ends with the process."""
    thread = threading.Thread(target=_run, args=(app,), name="ticking", daemon=True)
    thread.start()
    return thread


def tick(app: Flask) -> tuple[int, int]:
    """Do what is due: move consultations, tell of due dates and waiting phones, go on with tables from elsewhere.

    A scan that nobody saw to in time is taken away, and whatever was taken away is wiped.

    Return how many consultations moved and how many people were told.
    """
    with app.app_context():
        with transaction() as session:
            moved, told = advance(session), remind_of_due_dates(session) + remind_of_waiting(session)
        with transaction() as session:
            take_overdue(session)
        # Bytes that are gone do not come back with a transaction: they go once it stands that they are to.
        with transaction() as session:
            purge(session, app.config["HUB"].files)
        go_on_with_all(app)
    return moved, told


def _run(app: Flask) -> None:
    pause = threading.Event()
    while True:
        try:
            tick(app)
        except Exception:
            # The next tick does what this one could not; the log says why.
            app.logger.exception("The calendar could not be brought up to date.")
        pause.wait(EVERY)

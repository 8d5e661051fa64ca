"""The instance that a command works on, and the account that it works for."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub import settings as sources
from legislation_hub.app import create_app
from legislation_hub.models import Account, schema
from legislation_hub.models.database import db
from legislation_hub.problems import UnknownWord
from legislation_hub.settings import Settings


def instance() -> Settings:
    """Return the settings of the instance that ``--data`` names; its folder is made when missing."""
    return sources.from_environment(click.get_current_context().find_root().obj)


@contextmanager
def application() -> Iterator[Flask]:
    """Give the application of the instance, its database at hand; refuse a schema of another release."""
    app = create_app(instance())
    with app.app_context(), force_locale(sources.terminal_language()):
        schema.demand_own_schema(db.engine)
        yield app


def acting(session: Session, name: str) -> Account:
    """Return the account that the operator acts as; raise :class:`UnknownWord` if there is none."""
    account = session.scalar(select(Account).where(Account.name == name))
    if account is None:
        raise UnknownWord(value=name, column="--as")
    return account

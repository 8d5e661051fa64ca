"""Law in templates: how it is named, which words of it are quoted, and how they are cited."""

from flask import Flask

from legislation_hub.legaltext.spanning import named, printed
from legislation_hub.legaltext.titling import titled


def init(app: Flask) -> None:
    """Give templates the filters ``titled(reading)``, ``named(quote, limit)`` and ``printed(quote, start)``."""
    app.jinja_env.filters.update(titled=titled, named=named, printed=printed)

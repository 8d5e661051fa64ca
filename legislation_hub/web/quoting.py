"""Law in templates: which words of it are quoted, and how they are cited."""

from flask import Flask

from legislation_hub.legaltext.spanning import named, printed


def init(app: Flask) -> None:
    """Give templates ``citation|named(quote, limit)`` and ``text|printed(quote, start)``."""
    app.jinja_env.filters.update(named=named, printed=printed)

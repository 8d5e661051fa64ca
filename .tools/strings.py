"""Brings translations/ up to date with the texts in code and templates; ``--check`` only says what is not.

The catalogues come out the same from the same texts: sorted, without line numbers, without new dates.
English repeats the source. A new text stands empty in the other languages until somebody translates it.
"""

import io
import sys
import tomllib
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po
from jinja2 import TemplateSyntaxError

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ("zh", "en")


def extract() -> Catalog:
    """Return every text that code and templates mark for translation."""
    reading: list[str] = []
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    found = extract_from_dir(
        ROOT,
        method_map=[(mapping["pattern"], mapping["method"]) for mapping in mappings],
        # A template that does not parse is an error, not a template without texts.
        options_map={mapping["pattern"]: {"silent": "false"} for mapping in mappings},
        keywords={**DEFAULT_KEYWORDS, "lazy_gettext": None, "_l": None},
        callback=lambda file, _method, _options: reading.append(file),
    )
    catalogue = Catalog(charset="utf-8")
    try:
        for _file, _line, text, _comments, context in found:
            catalogue.add(text, context=context)
    except (SyntaxError, TemplateSyntaxError) as error:
        raise SystemExit(f"{reading[-1]}: {error}") from None
    return catalogue


def path_of(locale: str) -> Path:
    """Return where the catalogue of ``locale`` is kept."""
    return ROOT / "translations" / locale / "LC_MESSAGES" / "messages.po"


def read(locale: str) -> Catalog:
    """Return the catalogue of ``locale`` as it is kept."""
    with path_of(locale).open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


def refreshed(locale: str, template: Catalog) -> Catalog:
    """Return the catalogue of ``locale`` with exactly the texts of ``template``."""
    catalogue = read(locale)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    if locale == "en":
        for message in texts(catalogue):
            message.string = message.id
    return catalogue


def texts(catalogue: Catalog) -> list[Message]:
    """Return the messages of a catalogue without its header."""
    return [message for message in catalogue if message.id]


def empty(catalogue: Catalog) -> list[Message]:
    """Return the messages that nobody has translated yet."""
    return [one for one in texts(catalogue) if not (all(one.string) if one.pluralizable else one.string)]


def as_bytes(catalogue: Catalog) -> bytes:
    """Return the file of a catalogue."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, sort_output=True, ignore_obsolete=True, no_location=True)
    return buffer.getvalue()


def main(check: bool) -> int:
    """Write the catalogues, or only compare; return 1 when something is left to be done."""
    template = extract()
    left = 0
    for locale in LOCALES:
        catalogue = refreshed(locale, template)
        fresh = as_bytes(catalogue)
        if fresh != path_of(locale).read_bytes():
            if check:
                print(f"{path_of(locale).relative_to(ROOT)} is stale: run `make strings`.")
                left += 1
            else:
                path_of(locale).write_bytes(fresh)
        for message in empty(catalogue):
            print(f"{locale}: not translated: {message.id!r}")
            left += 1
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))

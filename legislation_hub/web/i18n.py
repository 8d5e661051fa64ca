"""Every text in the reader's language: Chinese first, English second."""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path

from babel.dates import format_date, format_datetime, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from flask import Flask, request, session
from flask_babel import Babel, LazyString, force_locale, get_locale, lazy_gettext
from flask_babel import gettext as _
from flask_login import current_user

from legislation_hub import clock
from legislation_hub.problems import Problem
from legislation_hub.settings import SHIPPED, Settings
from legislation_hub.vocabulary import LABELS, Word

LOCALES = ("zh", "en")

# What a problem calls by name: fields and columns are texts of the house, all else came from people.
NAMED = frozenset({"field", "column", "columns", "sheet", "section"})


def init(app: Flask, settings: Settings) -> None:
    """Give the app its catalogues, its choice of language and the filters that templates write with."""
    folder = compile_catalogues(settings.cache)
    Babel(
        app,
        default_locale="zh",
        default_timezone=str(clock.COUNTY),
        default_translation_directories=str(folder),
        locale_selector=choose_locale,
    )
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.filters.update(
        label=label,
        day=day,
        brief=brief,
        iso_day=iso_day,
        weekday=weekday,
        moment=moment,
        heard=heard,
        number=number,
        days_left=days_left,
        problem=problem,
    )
    app.jinja_env.globals["locales"] = LOCALES


def compile_catalogues(cache: Path) -> Path:
    """Compile every catalogue that the product ships and return the folder that holds them.

    The folder is named by the content, so that a catalogue of another release is never read.
    """
    sources = sorted((SHIPPED / "translations").glob("*/LC_MESSAGES/messages.po"))
    digest = hashlib.sha256(b"".join(one.read_bytes() for one in sources)).hexdigest()[:16]
    folder = cache / "translations" / digest
    for source in sources:
        target = folder / source.relative_to(SHIPPED / "translations").with_suffix(".mo")
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parts[-3])
        part = target.with_suffix(".part")
        with part.open("wb") as file:
            write_mo(file, catalogue)
        part.replace(target)
    return folder


def choose_locale() -> str:
    """Return the language that the person chose, else the account's, else the browser's, else Chinese."""
    chosen = session.get("locale")
    if chosen in LOCALES:
        return str(chosen)
    if current_user and current_user.is_authenticated and current_user.account.locale in LOCALES:
        return str(current_user.account.locale)
    return request.accept_languages.best_match(LOCALES) or "zh"


def official(language: str = LOCALES[0]) -> AbstractContextManager[None]:
    """Let what is composed inside be in the language of official papers, whatever the reader's own is."""
    chosen: AbstractContextManager[None] = force_locale(language if language in LOCALES else LOCALES[0])
    return chosen


def label(word: Word) -> str:
    """Return the label that people see for a word of the vocabulary."""
    return str(_(LABELS[word]))


def lazy_label(word: Word) -> LazyString:
    """Return the label of a word, translated only when it is shown; for forms."""
    return lazy_gettext(LABELS[word])


def written(*kinds: type[Word]) -> dict[str, Word]:
    """Return the word for everything that a person may write in a cell: its label in any language, or its code."""
    words: dict[str, Word] = {one.value: one for kind in kinds for one in kind}
    for locale in LOCALES:
        with force_locale(locale):
            words |= {label(one): one for kind in kinds for one in kind}
    return words


def problem(found: Problem) -> str:
    """Return a problem's text in the reader's language, its days and words of the vocabulary, too."""
    return str(_(found.text, **{name: _shown(value, name in NAMED) for name, value in found.values.items()}))


def problem_outside(found: Problem, locale: str) -> str:
    """Return a problem's text where no application runs, as on a terminal; straight from the catalogue."""
    say = speaker_outside(locale)
    values = {name: say(str(value)) if name in NAMED else value for name, value in found.values.items()}
    return say(found.text) % values if values else say(found.text).replace("%%", "%")


def speaker_outside(locale: str) -> Callable[[str], str]:
    """Return what translates a source string where no application runs."""
    source = SHIPPED / "translations" / locale / "LC_MESSAGES" / "messages.po"
    with source.open("rb") as file:
        catalogue = read_po(file, locale=locale)

    def say(text: str) -> str:
        message = catalogue.get(text)
        return str(message.string) if message and message.string else text

    return say


def day(value: date | datetime | None) -> str:
    """Return a date as people write it: 2026年8月5日, 5 August 2026; nothing for none."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = clock.day_of(value)
    if _in_chinese():
        return f"{value.year}年{value.month}月{value.day}日"
    return format_date(value, "d MMMM y", locale="en")


def brief(value: date | datetime | None) -> str:
    """Return a date without its year, for columns of them: 8月5日, 5 Aug; nothing for none."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = clock.day_of(value)
    return f"{value.month}月{value.day}日" if _in_chinese() else format_date(value, "d MMM", locale="en")


def iso_day(value: str) -> str:
    """Return an ISO day, as events and notices keep it, the way people write it."""
    return day(date.fromisoformat(value))


def weekday(value: date) -> str:
    """Return the short name of the day of the week: 周三, Wed."""
    return format_date(value, "E", locale="zh" if _in_chinese() else "en")


def moment(value: datetime | None) -> str:
    """Return a date and a time of day in the county's zone; nothing for none."""
    if value is None:
        return ""
    local = value.astimezone(clock.COUNTY)
    if _in_chinese():
        return f"{day(local.date())} {format_time(local, 'HH:mm', tzinfo=clock.COUNTY, locale='zh')}"
    return format_datetime(local, "d MMM y, HH:mm", tzinfo=clock.COUNTY, locale="en")


def heard(value: datetime | None) -> str:
    """Return when something was heard, its day alone where paper tells no hour; nothing for none."""
    return moment(value) if value is None or clock.hour_is_known(value) else day(value)


def number(value: float) -> str:
    """Return a number with separators as the reader's language has them."""
    return format_decimal(value, locale="zh" if _in_chinese() else "en")


def days_left(value: date) -> int:
    """Return how many days are left until ``value``, today counting as none; negative when it has passed."""
    return (value - clock.today()).days


def _shown(value: object, named: bool = False) -> object:
    if isinstance(value, Word):
        return label(value)
    if isinstance(value, tuple):
        return _(", ").join(str(_shown(one, named)) for one in value)
    if named:
        return _(str(value))
    return day(value) if isinstance(value, date) else value


def _in_chinese() -> bool:
    return str(get_locale()) == "zh"

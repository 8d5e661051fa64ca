"""Both languages say everything: no text is missing, none is left over, no placeholder is lost."""

import importlib.util
import re
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog

from tests.house import ROOT, written

CJK = re.compile(r"[\u3400-\u9fff]")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%")


def _strings() -> ModuleType:
    """The tool behind ``make strings``, so that both look at the same texts."""
    spec = importlib.util.spec_from_file_location("strings", ROOT / ".tools" / "strings.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


strings = _strings()


@pytest.fixture(scope="module")
def template() -> Catalog:
    return strings.extract()


@pytest.fixture(scope="module", params=strings.LOCALES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return strings.read(request.param)


def ids(catalogue: Catalog) -> set:
    return {message.id for message in strings.texts(catalogue)}


def wordings(message) -> list[str]:
    return list(message.string) if message.pluralizable else [message.string]


class TestCatalogues:
    def test_hold_exactly_the_texts_of_the_source(self, catalogue, template):
        assert len(ids(template)) > 100
        assert ids(catalogue) - ids(template) == set(), "left over: run `make strings`"
        assert ids(template) - ids(catalogue) == set(), "not extracted: run `make strings`"

    def test_leave_nothing_untranslated(self, catalogue):
        assert [message.id for message in strings.empty(catalogue)] == []

    def test_guess_nothing(self, catalogue):
        assert [message.id for message in strings.texts(catalogue) if message.fuzzy] == []

    def test_keep_every_placeholder(self, catalogue):
        broken = []
        for message in strings.texts(catalogue):
            sources = message.id if message.pluralizable else (message.id,)
            # The last form of the source is the one for many; it names all that a text may name.
            wanted = set(PLACEHOLDER.findall(sources[-1])) - {""}
            for wording in wordings(message):
                named = set(PLACEHOLDER.findall(wording)) - {""}
                if not named <= wanted or (not message.pluralizable and named != wanted):
                    broken.append((sources[0], wording))

        assert broken == []


def test_chinese_is_chinese(template):
    # What has letters and is the same in both languages is a name, a code or a unit.
    same = [
        message.id
        for message in strings.texts(strings.read("zh"))
        if not CJK.search("".join(wordings(message)))
        and re.search("[A-Za-z]{3}", PLACEHOLDER.sub("", "".join(wordings(message))))
    ]

    assert [text for text in same if len(str(text).split()) > 3] == []


def test_no_page_speaks_past_the_catalogue():
    # A language is named in itself, so that its reader finds it; a marked text may quote the law.
    named = re.compile(r'中文|简体|_\("[^"]*"')
    chinese = {
        str(page.relative_to(ROOT)): found
        for page in (ROOT / "templates").rglob("*.html")
        if (found := CJK.findall(named.sub("", written(page))))
    }

    assert chinese == {}

"""Every real law goes from text to tree and back: nothing is lost, nothing added, the body keeps its order."""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.reading import read
from legislation_hub.legaltext.rendering import render
from legislation_hub.legaltext.source import source_of
from legislation_hub.legaltext.tree import LegalText

SHIPPED = Path(__file__).resolve().parents[2] / "drafts"
FOLDERS = ("laws/text/*.txt", "laws/docx/*.docx", "drafts/**/*.txt")
# The brackets of a 条标 become 【】, whatever they were.
BRACKETS = str.maketrans("〖〗（）()[]［］", "【】" * 5)


@dataclass(frozen=True)
class Read:
    """A law as it stands in a file (without white space and page numbers), as a tree, and as it is printed."""

    name: str
    text: str
    law: LegalText
    printed: str

    @property
    def told(self) -> str:
        """What was dropped, and said so."""
        return "".join(remark.text for remark in self.law.remarks if remark.reason == "The title stands twice.")


@pytest.fixture(scope="module")
def laws(shared: Path) -> list[Read]:
    """Every real law."""
    found = [file for pattern in FOLDERS for file in sorted((shared / "data").glob(pattern))]
    return [_read(file) for file in (*found, *sorted(SHIPPED.glob("*.txt")), *sorted(SHIPPED.glob("*.docx")))]


def _read(file: Path) -> Read:
    source = read(file.name, file.read_bytes())
    law = parse(source)
    pages = {remark.line for remark in law.remarks if remark.reason == "A page number was left out."}
    text = "".join(line.text for line in source.lines if line.number not in pages)
    return Read(file.name, plain(text), law, render(law))


def plain(text: str) -> str:
    return "".join(text.split()).translate(BRACKETS)


def test_there_are_laws_to_look_at(laws):
    assert len(laws) > 230


def test_every_sign_of_the_text_is_in_the_tree_or_in_a_remark(laws):
    lost = {one.name: Counter(one.text) - Counter(plain(one.printed + one.told)) for one in laws}

    assert {name: signs for name, signs in lost.items() if signs} == {}


def test_nothing_is_added_but_the_word_over_the_contents(laws):
    added = {one.name: Counter(plain(one.printed)) - Counter(one.text) for one in laws}

    assert {name: signs for name, signs in added.items() if signs - Counter("目录")} == {}


def test_the_body_comes_out_in_its_order(laws):
    moved = [one.name for one in laws if not one.text.endswith(plain(render(body_of(one.law))))]

    # Its contents stand twice, the second time below the first chapter's heading.
    assert moved == ["D139_毕节市织金古城保护条例_2019-10-25.txt"]


def test_what_is_printed_is_read_as_the_same_tree(laws):
    other = []
    for one in laws:
        again = parse(source_of(one.name, one.printed))
        if replace(again, remarks=()) != replace(one.law, remarks=()):
            other.append(one.name)

    assert other == []


def body_of(law: LegalText) -> LegalText:
    return replace(law, title="", note=None, preface=(), contents=())

"""Texts in few words: a law from its lines, a Word file from its XML, the real laws where they are."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.source import source_of
from legislation_hub.legaltext.tree import LegalText, Provision

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


@pytest.fixture
def shared_data(shared: Path) -> Path:
    """The folder of real laws and drafts beside the checkout."""
    return shared / "data"


def law_of(*lines: str) -> LegalText:
    """Return the law that stands in ``lines``."""
    return parse(source_of("law.txt", "\n".join(lines)))


def by_eid(law: LegalText) -> dict[str, Provision]:
    """Return the provisions of ``law`` by eId."""
    return {one.eid: one for one in law.walk()}


def eids(law: LegalText) -> list[str]:
    """Return the eIds of ``law`` in reading order."""
    return [one.eid for one in law.walk()]


def reasons(law: LegalText) -> list[str]:
    """Return the remarks on ``law`` in English."""
    return [remark.reason % dict(remark.values) for remark in law.remarks]


@pytest.fixture
def word() -> Callable[..., bytes]:
    """Make a .docx file from the XML inside w:body and, if wanted, of other parts."""

    def make(body: str, prolog: str = "", **parts: str | bytes) -> bytes:
        file = BytesIO()
        named = {name: name.replace("__", ".") for name in parts}
        related = "".join(
            f'<Relationship Id="{name}" Type="{OFFICE}/{_type(name)}" Target="{part}"/>'
            for name, part in named.items()
        )
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", f"{prolog}{_element('document', f'<w:body>{body}</w:body>')}")
            archive.writestr(
                "word/_rels/document.xml.rels", f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>'
            )
            for name, part in named.items():
                content = parts[name]
                wrapped = _element(name.removesuffix("__xml"), content) if isinstance(content, str) else content
                archive.writestr(f"word/{part}", wrapped)
        return file.getvalue()

    return make


def _type(name: str) -> str:
    return name.removesuffix("__xml") if name.endswith("__xml") else "aFChunk"


def _element(name: str, content: str) -> str:
    return f'<w:{name} xmlns:w="{WORD}" xmlns:r="{OFFICE}">{content}</w:{name}>'

"""A draft's file becomes lines, or a problem that says what to do; nothing dangerous in it is opened."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import PurePath

from legislation_hub.legaltext.readers.docx import read_docx
from legislation_hub.legaltext.readers.html import read_html, read_mht
from legislation_hub.legaltext.readers.office import read_office
from legislation_hub.legaltext.readers.pdf import read_pdf
from legislation_hub.legaltext.readers.plain import read_markdown, read_plain
from legislation_hub.legaltext.source import Found, Source, source_of
from legislation_hub.problems import FileEmpty, FileKindUnknown, FileTooLarge, FileTooLong, FileUnsafe

LIMIT_MB = 20
# Thirty times the Civil Code.
LIMIT_SIGNS = 4_000_000

READERS: Mapping[str, Callable[[str, bytes], Found]] = {
    ".docx": read_docx,
    ".docm": read_docx,
    ".dotx": read_docx,
    ".dotm": read_docx,
    ".doc": read_office,
    ".dot": read_office,
    ".wps": read_office,
    ".rtf": read_office,
    ".odt": read_office,
    ".pdf": read_pdf,
    ".html": read_html,
    ".htm": read_html,
    ".mht": read_mht,
    ".mhtml": read_mht,
    ".txt": read_plain,
    ".md": read_markdown,
}


def read(name: str, content: bytes) -> Source:
    """Return the lines of the file called ``name``, with what its reader has to tell.

    Raises FileEmpty, FileTooLarge, FileTooLong, FileKindUnknown, FileEncrypted, FileNotWhatItSays, FileUnsafe,
    FilePartUnknown, FileScanned, OfficeMissing or OfficeFailed.
    """
    if len(content) > LIMIT_MB * 1024 * 1024:
        raise FileTooLarge(name=name, limit=LIMIT_MB)
    reader = READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise FileKindUnknown(name=name)
    if not content.strip():
        raise FileEmpty(name=name)
    found = _found(reader, name, content)
    if len(found.text) > LIMIT_SIGNS:
        raise FileTooLong(name=name)
    source = source_of(name, found.text, found.remarks)
    if not source.lines:
        raise FileEmpty(name=name)
    return source


# A file is read again at every repair of it; LibreOffice takes seconds each time.
@lru_cache(maxsize=4)
def _found(reader: Callable[[str, bytes], Found], name: str, content: bytes) -> Found:
    try:
        return reader(name, content)
    except RecursionError as error:
        # Markup nested deeper than any program writes.
        raise FileUnsafe(name=name) from error

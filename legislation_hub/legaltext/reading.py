"""A draft's file becomes lines, or a problem that says what to do; nothing dangerous in it is opened."""

from collections.abc import Callable, Mapping
from pathlib import PurePath

from legislation_hub.legaltext.reading_docx import text_of_docx
from legislation_hub.legaltext.reading_plain import text_of_markdown, text_of_plain
from legislation_hub.legaltext.source import Source, source_of
from legislation_hub.problems import FileEmpty, FileKindUnknown, FileTooLarge

LIMIT_MB = 20

READERS: Mapping[str, Callable[[str, bytes], str]] = {
    ".docx": text_of_docx,
    ".txt": text_of_plain,
    ".md": text_of_markdown,
}


def read(name: str, content: bytes) -> Source:
    """Return the lines of the file called ``name``.

    Raises FileEmpty, FileTooLarge, FileKindUnknown, FileEncrypted, FileNotWhatItSays or FileUnsafe.
    """
    if len(content) > LIMIT_MB * 1024 * 1024:
        raise FileTooLarge(name=name, limit=LIMIT_MB)
    reader = READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise FileKindUnknown(name=name)
    if not content.strip():
        raise FileEmpty(name=name)
    source = source_of(name, reader(name, content))
    if not source.lines:
        raise FileEmpty(name=name)
    return source

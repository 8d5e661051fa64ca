"""An office file is a ZIP of XML: it is opened only when it is small, whole and points nowhere."""

import io
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree

from legislation_hub.problems import FileEncrypted, FileNotWhatItSays, FileUnsafe

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")

ENTRIES = 4_000
UNPACKED = 200 * 1024 * 1024
PART = 40 * 1024 * 1024
# An element takes a hundred times the memory of its tag; the Civil Code has some 200,000.
TAGS = 2_000_000
RATIO = 150
RATIO_FROM = 1024 * 1024
# What the standard library raises for an archive whose bytes were changed on the way.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, OSError,
    OverflowError, RuntimeError, ValueError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of one office file that was checked."""

    name: str
    kind: str
    archive: zipfile.ZipFile

    def has(self, part: str) -> bool:
        """Tell whether there is such a part."""
        return part in self.archive.NameToInfo

    def content(self, part: str) -> bytes:
        """Return the bytes of ``part``; raises FileNotWhatItSays when it is damaged, FileUnsafe when too large."""
        try:
            with self.archive.open(part) as opened:
                content = opened.read(PART + 1)
        except (KeyError, *DAMAGED) as error:
            raise FileNotWhatItSays(name=self.name, kind=self.kind) from error
        if len(content) > PART:
            raise FileUnsafe(name=self.name)
        return content

    def xml(self, part: str) -> Any:
        """Return the root element of ``part``; raises FileUnsafe for a document type or too many elements."""
        # lxml has no types that mypy could read: elements are Any here and above.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        content = self.content(part)
        if content.count(b"<") > TAGS:
            raise FileUnsafe(name=self.name)
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise FileNotWhatItSays(name=self.name, kind=self.kind) from error
        if root.getroottree().docinfo.doctype:
            raise FileUnsafe(name=self.name)
        return root

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """Return what ``part`` points to inside the package: id -> (type's last word, part)."""
        relations = join(dirname(part), "_rels", f"{part.rpartition('/')[2]}.rels")
        if not self.has(relations):
            return {}
        return {
            one.get("Id", ""): (
                one.get("Type", "").rpartition("/")[2],
                normpath(join("/", dirname(part), one.get("Target", ""))).lstrip("/"),
            )
            for one in self.xml(relations)
            if one.get("TargetMode") != "External"
        }


def open_package(name: str, content: bytes, kind: str) -> Package:
    """Return the checked package; raises FileEncrypted, FileNotWhatItSays or FileUnsafe."""
    if content.startswith(OLE) and ENCRYPTED_PACKAGE in content:
        raise FileEncrypted(name=name)
    if not content.startswith(ZIP):
        raise FileNotWhatItSays(name=name, kind=kind)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except DAMAGED as error:
        raise FileNotWhatItSays(name=name, kind=kind) from error
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileEncrypted(name=name)
    if (
        len(entries) > ENTRIES
        or sum(entry.file_size for entry in entries) > UNPACKED
        or any(map(_bursts, entries))
    ):
        raise FileUnsafe(name=name)
    return Package(name, kind, archive)


def _bursts(entry: zipfile.ZipInfo) -> bool:
    if entry.file_size > PART:
        # A picture may be large; it is never opened here.
        return entry.filename.endswith((".xml", ".rels", ".mht", ".html", ".htm"))
    return entry.file_size > RATIO_FROM and entry.file_size > RATIO * max(1, entry.compress_size)

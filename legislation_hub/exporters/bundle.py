"""A report's folder: each file is whole or not there, and a list says what each must hash to."""

import os
from collections.abc import Collection, Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from legislation_hub.exporters.catalogue import REPORT
from legislation_hub.exporters.paper import ReportPaper, Say

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"


def files_of(
    paper: ReportPaper, manifest: bytes, formats: Collection[str], say: Say, office: Path | None = None
) -> dict[str, bytes]:
    """Return the files of a report by name: those of the formats asked for, the manifest, the sums."""
    files = {
        exporter.name: exporter.render(paper, say, office) for exporter in REPORT if exporter.format in formats
    }
    files[MANIFEST] = manifest
    files[SUMS] = sums(files)
    return files


def write_bundle(
    folder: Path,
    paper: ReportPaper,
    manifest: bytes,
    formats: Collection[str],
    say: Say,
    office: Path | None = None,
) -> Path:
    """Write ``folder/<report number>/`` and return it.

    Every file is written under another name and renamed when it is whole; SHA256SUMS comes last, so
    that a folder which has it is complete. What an earlier export left of formats not asked for now is
    taken away: it may be of another form. Raise ValueError if the number cannot name a folder.
    """
    if Path(paper.number).name != paper.number or paper.number in ("", ".", ".."):
        raise ValueError(f"{paper.number!r} cannot name a folder")
    target = folder / paper.number
    target.mkdir(parents=True, exist_ok=True)
    files = files_of(paper, manifest, formats, say, office)
    for name in (SUMS, *(exporter.name for exporter in REPORT if exporter.name not in files)):
        (target / name).unlink(missing_ok=True)
    for name, data in files.items():
        write_whole(target / name, data)
    return target


def sums(files: Mapping[str, bytes]) -> bytes:
    """Return SHA256SUMS as ``sha256sum --check`` reads it, in order of name."""
    return "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` so that nobody ever sees half of it, not even after a loss of power."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            os.chmod(file.name, 0o644)
            os.replace(file.name, path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise

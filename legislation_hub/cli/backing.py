"""``backup``: database, files and key in one ZIP with checksums, while people work."""

import os
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import click

from legislation_hub.cli.instance import application, instance
from legislation_hub.models.copies import copy_database
from legislation_hub.models.database import db

DATABASE, SECRET, SUMS = "legislation_hub.db", "secret.key", "SHA256SUMS"


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def backup(target: Path) -> None:
    """Write a backup to TARGET (a .zip); it is whole or not there, and only its owner can read it."""
    settings = instance()
    part = target.with_name(f".{target.name}.part")
    with application(), TemporaryDirectory(dir=target.resolve().parent) as folder:
        copy = Path(folder) / DATABASE
        copy_database(db.engine, copy)
        # Files are only ever added, and before the rows that name them: what the copy names is there.
        found = {DATABASE: copy, SECRET: settings.data / SECRET}
        kept = sorted(one for one in settings.files.rglob("*") if one.is_file() and one.suffix != ".part")
        found |= {str(one.relative_to(settings.data)): one for one in kept}
        found = {name: path for name, path in found.items() if path.exists()}
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                _pack(
                    ZipFile(file, "w", ZIP_DEFLATED), {name: path for name, path in found.items() if path.exists()}
                )
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    click.echo(f"{target}: {len(kept)} files and the database", err=True)


def _pack(archive: ZipFile, found: dict[str, Path]) -> None:
    with archive:
        sums = []
        for name, path in found.items():
            archive.write(path, name)
            with path.open("rb") as content:
                digest = sha256()
                while block := content.read(1 << 20):
                    digest.update(block)
            sums.append(f"{digest.hexdigest()}  {name}\n")
        archive.writestr(SUMS, "".join(sums))

"""``check``, ``reindex``, ``search`` and ``verify``: is everything as it was written."""

import json
import sys
from hashlib import sha256
from pathlib import Path

import click

from legislation_hub.cli.instance import application
from legislation_hub.models.database import db
from legislation_hub.proofs import manifest as manifests
from legislation_hub.proofs import receipts
from legislation_hub.queries.events import chains, count
from legislation_hub.queries.standings import places_astray
from legislation_hub.search.scope import Filters
from legislation_hub.services import indexing
from legislation_hub.services.finding import Wish, find_everything
from legislation_hub.vocabulary import Findable


@click.command()
@click.option("--json", "wanted", is_flag=True, help="Print the findings as JSON.")
def check(wanted: bool) -> None:
    """Verify every chain of the log from its beginning, that the index agrees, and where comments stand."""
    with application() as app:
        # Where no server runs, nobody else brings the index up to date.
        indexing.catch_up(db.session(), app.extensions["shelf"])
        states = chains(db.session())
        compared = indexing.compare(db.session(), app.extensions["shelf"])
        total = count(db.session())
        astray = places_astray(db.session())
    broken = {one.name or "instance": one.broken_at for one in states if one.broken_at}
    if wanted:
        click.echo(
            json.dumps(
                {"events": total, "broken": broken, "index_agrees": compared.agrees, "places_astray": len(astray)},
                ensure_ascii=False,
            )
        )
    else:
        click.echo(
            f"log: {total} events in {len(states)} chains, " + (f"broken: {broken}" if broken else "all hold")
        )
        click.echo(
            "index: "
            + ("agrees with the database" if compared.agrees else "differs; run: legislation-hub reindex")
        )
        places = f"astray: {', '.join(map(str, astray))}" if astray else "all stand in their version"
        click.echo(f"places: {places}")
    sys.exit(1 if broken or astray or not compared.agrees else 0)


@click.command()
def reindex() -> None:
    """Build the search index anew beside the old one, and swap."""
    with application() as app:
        number = indexing.rebuild(db.session(), app.extensions["shelf"])
    click.echo(f"{number} documents", err=True)


@click.command()
@click.argument("query")
@click.option("--kind", type=click.Choice([Findable.PROVISION.value, Findable.COMMENT.value]))
@click.option("--draft", help="Only this draft (its id).")
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True)
@click.option("--json", "wanted", is_flag=True, help="Print the hits as JSON.")
def search(query: str, kind: str | None, draft: str | None, limit: int, wanted: bool) -> None:
    """Find QUERY in drafts, provisions and comments."""
    filters = Filters(
        kinds=frozenset({Findable(kind)} if kind else ()), drafts=frozenset({draft} if draft else ())
    )
    with application() as app:
        indexing.catch_up(db.session(), app.extensions["shelf"])
        found = find_everything(db.session(), app.extensions["shelf"].index(), Wish(query, filters, size=limit))
    hits = [
        {
            "kind": one.kind.value,
            "draft": str(one.draft) if one.draft else None,
            "title": one.title,
            "eid": one.eid or None,
            "label": one.label,
            "comment": one.number if one.kind is Findable.COMMENT else None,
            "text": one.text,
        }
        for one in found.hits
    ]
    if wanted:
        click.echo(json.dumps({"total": found.total, "hits": hits}, ensure_ascii=False))
        return
    for hit in hits:
        click.echo(f"{hit['title']} {hit['label']} {hit['comment'] or ''}\n  {hit['text']}")
    click.echo(f"{found.total} found", err=True)


@click.command()
@click.argument("manifest", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--receipt", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A receipt file.")
@click.option(
    "--files", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The report's folder."
)
def verify(manifest: Path, receipt: Path | None, files: Path | None) -> None:
    """Check a report's MANIFEST, and with it a receipt or the files of the report; needs no server."""
    proof = manifests.read(manifest.read_bytes())
    click.echo(f"manifest: {proof['report']}, {proof['tree_size']} comments, root {proof['root']}")
    if receipt is not None:
        receipts.verify_receipt(proof, receipts.read_receipt(receipt.read_bytes()))
        click.echo("receipt: these words were counted in this report")
    if files is not None and not _files_are_whole(files):
        sys.exit(1)


def _files_are_whole(folder: Path) -> bool:
    """Compare every file with SHA256SUMS and say which differ."""
    whole = True
    for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, _space, name = line.partition("  ")
        path = folder / name
        right = path.is_file() and sha256(path.read_bytes()).hexdigest() == digest
        click.echo(f"{name}: {'whole' if right else 'changed or missing'}", err=not right)
        whole = whole and right
    return whole

"""PDF by Typst: the same words as the other files, with the fonts inside and the same bytes each time.

Words reach the template as data (``sys.inputs``), so that nobody's words can be markup.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from math import ceil
from pathlib import Path
from typing import Any

from typst import compile_with_warnings, query

from legislation_hub.exporters.composition import Composition, Table, compose
from legislation_hub.exporters.faces import faces_of, fonts_of, legible
from legislation_hub.exporters.paper import ReportPaper, Say
from legislation_hub.exporters.plain import width

TYPESETTING = Path(str(files("legislation_hub.exporters") / "typesetting"))

# A row may break over two pages only if it is higher than this many lines; a page holds 27.
HIGHEST_WHOLE_ROW = 24
TABLE_MILLIMETRES = 225
SIGN_MILLIMETRES = 3.71


def render_pdf(paper: ReportPaper, say: Say, office: Path | None = None) -> bytes:
    """Return the bytes of the report's PDF; ``office`` is a folder of licensed fonts, which come first."""
    return composed_pdf(compose(paper, say), office)


def composed_pdf(composition: Composition, office: Path | None) -> bytes:
    """Return the bytes of a PDF that says what was composed."""
    return sheet("report", _report(composition), composition.signed_at, office)


def pages_of_points(paper: ReportPaper, say: Say, office: Path | None = None) -> list[int]:
    """Return the page of the PDF on which each point begins, in the order of the points."""
    return [int(page) for page in told("report", _report(compose(paper, say)), "point", office)]


def sheet(template: str, data: Mapping[str, object], moment: datetime, office: Path | None) -> bytes:
    """Return the PDF of ``typesetting/<template>.typ`` filled with ``data``, dated ``moment``."""
    pdf, _ = compile_with_warnings(
        TYPESETTING / f"{template}.typ", timestamp=int(moment.timestamp()), **_inputs(data, office)
    )
    if not isinstance(pdf, bytes):
        raise TypeError("Typst gave no PDF")
    return pdf


def told(template: str, data: Mapping[str, object], label: str, office: Path | None) -> list[Any]:
    """Return what ``typesetting/<template>.typ``, filled with ``data``, says of itself under a label."""
    found = query(TYPESETTING / f"{template}.typ", f"<{label}>", field="value", **_inputs(data, office))
    return list(json.loads(found))


def _inputs(data: Mapping[str, object], office: Path | None) -> dict[str, Any]:
    text = legible(json.dumps(data, ensure_ascii=False), office)
    return {
        "root": TYPESETTING,
        "font_paths": fonts_of(office),
        "ignore_system_fonts": True,
        "sys_inputs": {"data": text, "faces": json.dumps(faces_of(office), ensure_ascii=False)},
    }


def _report(composition: Composition) -> dict[str, object]:
    return {
        "name": composition.name,
        "author": composition.author,
        "lines": [
            {"style": line.style, "text": line.text, "start": line.start, "hang": line.hang}
            for line in composition.body
        ],
        "annexes": [
            {"label": annex.label, "title": annex.title, **table_data(annex.table)}
            for annex in composition.annexes
        ],
    }


def table_data(table: Table) -> dict[str, object]:
    """Return ``table`` as the templates take it."""
    return {
        "heads": table.heads,
        "widths": table.widths,
        "centred": sorted(table.centred),
        "rows": [{"cells": row, "whole": _height(table, row) <= HIGHEST_WHOLE_ROW} for row in table.rows],
    }


def _height(table: Table, row: tuple[str, ...]) -> int:
    # A guess on the safe side, in lines.
    share = TABLE_MILLIMETRES / sum(table.widths) / SIGN_MILLIMETRES
    return max(
        sum(ceil((width(part) + 1) / max(1, share * across - 1)) for part in cell.split("\n"))
        for cell, across in zip(row, table.widths, strict=True)
    )

"""A version's text, or two side by side, as files: what is frozen is made once, and is the same for everybody."""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from uuid import UUID

from flask import send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.exporters.catalogue import CONTRAST, TEXT, Exporter, Paper
from legislation_hub.exporters.versions import contrast_paper, file_name, law_paper
from legislation_hub.models import Version
from legislation_hub.models.database import db
from legislation_hub.problems import FormatUnknown, NotFound
from legislation_hub.queries.rows import fetch
from legislation_hub.web.edge import settings
from legislation_hub.web.i18n import official

# A code of 1,260 articles is 1.5 MB as PDF and takes two seconds.
KEPT = 16
# Its PDF takes 400 MB while it is made: one at a time.
TYPESETTING = Lock()

Made = tuple[bytes, str]
"""The bytes of a file, and what it is called without its ending."""


def text_file(version: Version, form: str) -> ResponseReturnValue:
    """Give ``version`` as a file of this form; raises FormatUnknown."""
    exporter = _chosen(TEXT, form)
    make = _text if version.published_at is None else _kept_text
    return _give(make(version.id, form, settings().fonts), exporter)


def contrast_file(old: Version, new: Version, form: str, only_changed: bool) -> ResponseReturnValue:
    """Give two versions of one draft side by side; raises FormatUnknown, NotComparable, and NotFound."""
    exporter = _chosen(CONTRAST, form)
    if old.draft_id != new.draft_id:
        raise NotFound()
    make = _contrast if None in {old.published_at, new.published_at} else _kept_contrast
    return _give(make(old.id, new.id, form, only_changed, settings().fonts), exporter)


def _chosen(exporters: Sequence[Exporter[Paper]], form: str) -> Exporter[Paper]:
    found = next((one for one in exporters if one.format == form), None)
    if found is None:
        raise FormatUnknown(format=form, formats=", ".join(one.format for one in exporters))
    return found


def _give(made: Made, exporter: Exporter[Paper]) -> ResponseReturnValue:
    content, name = made
    shown = file_name(name, exporter.name)
    return send_file(BytesIO(content), exporter.media_type, as_attachment=True, download_name=shown)


def _text(version_id: UUID, form: str, office: Path | None) -> Made:
    paper = law_paper(fetch(db.session(), Version, version_id))
    with TYPESETTING, official():
        return _chosen(TEXT, form).render(paper, _, office), paper.name


def _contrast(old_id: UUID, new_id: UUID, form: str, only_changed: bool, office: Path | None) -> Made:
    old, new = (fetch(db.session(), Version, one) for one in (old_id, new_id))
    with TYPESETTING, official():
        paper = contrast_paper(old, new, only_changed, _)
        return _chosen(CONTRAST, form).render(paper, _, office), paper.name


_kept_text = lru_cache(KEPT)(_text)
_kept_contrast = lru_cache(KEPT)(_contrast)

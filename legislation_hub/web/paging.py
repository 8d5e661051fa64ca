"""On which page of the signed report a point stands; asked of the PDF once, then remembered."""

import json

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from legislation_hub.exporters.printing import pages_of_points
from legislation_hub.exporters.reporting import report_paper
from legislation_hub.models import Report
from legislation_hub.queries.reports import content_of
from legislation_hub.vocabulary import Form
from legislation_hub.web.edge import settings


def page_of(session: Session, report: Report, position: int) -> int | None:
    """Return the page of the de-identified PDF on which the point at ``position`` (from 1) begins."""
    # A withdrawal may shorten an annex, but no page of the points before it.
    kept = settings().cache / "pages" / f"{report.id}.json"
    if kept.exists():
        pages = json.loads(kept.read_text())
    else:
        with force_locale("zh"):
            paper = report_paper(report, content_of(session, report), Form.DEIDENTIFIED, _)
            pages = pages_of_points(paper, _, settings().fonts)
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part")
        part.write_text(json.dumps(pages))
        part.replace(kept)
    return pages[position - 1] if position <= len(pages) else None

"""A law as files that programs read: Akoma Ntoso, Markdown, and the object of ``parse --json``."""

import json

from legislation_hub.exporters.paper import Say
from legislation_hub.exporters.statute import LawPaper
from legislation_hub.legaltext.akoma import akoma
from legislation_hub.legaltext.markdown import markdown
from legislation_hub.legaltext.tree import as_json


def law_akn(paper: LawPaper, _say: Say) -> bytes:
    """Return the law as Akoma Ntoso 3.0."""
    return akoma(paper.law, paper.imprint)


def law_markdown(paper: LawPaper, _say: Say) -> bytes:
    """Return the law as Markdown."""
    return markdown(paper.law).encode()


def law_json(paper: LawPaper, _say: Say) -> bytes:
    """Return the law as the JSON object of the contract."""
    return f"{json.dumps(as_json(paper.law), ensure_ascii=False)}\n".encode()

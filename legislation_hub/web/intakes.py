"""What a register of comments may say in any language of the product, and the work that reads and writes it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from flask import Flask
from flask_babel import force_locale
from flask_babel import gettext as _

from legislation_hub.exporters.blanks import RegisterColumn
from legislation_hub.models import Intake
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import IntakeNotReady
from legislation_hub.queries.intakes import UNDER_WAY, unfinished
from legislation_hub.services import registering
from legislation_hub.services.deciphering import HEADS, Tongues
from legislation_hub.vocabulary import LABELS, Channel, Consent, ImportState, Place, Stance, Word
from legislation_hub.web.edge import settings
from legislation_hub.web.forms.speaking import AGE_BANDS, IDENTITIES, LANGUAGES
from legislation_hub.web.i18n import LOCALES
from legislation_hub.web.working import Progress, bench_of

KINDS: tuple[type[Word], ...] = (Stance, Channel, Consent, Place)


@lru_cache(maxsize=1)
def tongues() -> Tongues:
    """Return everything that headings and cells may say, in every language."""
    heads: dict[str, str] = {}
    words: dict[str, list[StrEnum]] = defaultdict(list)
    identities: dict[str, str] = {value: value for value, _text in IDENTITIES}
    age_bands: dict[str, str] = {value: value for value, _text in AGE_BANDS}
    answers: dict[str, bool] = {}
    for kind in KINDS:
        for one in kind:
            words[one.value].append(one)
    for locale in LOCALES:
        with force_locale(locale):
            heads |= {"".join(_(head.text).split()): head.text for head in HEADS}
            identities |= {_(text): value for value, text in IDENTITIES}
            age_bands |= {_(text): value for value, text in AGE_BANDS}
            answers |= {_("Yes"): True, _("No"): False}
            for kind in KINDS:
                for one in kind:
                    words[_(LABELS[one])].append(one)
    return Tongues(heads, words, identities, age_bands, answers)


def columns(cited: Sequence[str]) -> list[RegisterColumn]:
    """Return the columns of the empty table, with what each offers to choose in the reader's language."""
    offered: dict[str, Iterable[str]] = {
        "provision": [*cited, _(LABELS[Place.WHOLE]), _(LABELS[Place.MISSING])],
        "identity": [_(text) for _value, text in IDENTITIES],
        "age_band": [_(text) for _value, text in AGE_BANDS],
        "language": LANGUAGES,
        "wants_answer": [_("Yes"), _("No")],
    }
    offered |= {head.name: [_(LABELS[one]) for one in head.kind] for head in HEADS if head.kind}
    return [RegisterColumn(head.text, head.needed, tuple(offered.get(head.name, ()))) for head in HEADS]


def go_on(app: Flask, intake_id: UUID) -> None:
    """Let the table be read or written, whichever is its turn; nothing happens twice at once."""
    bench_of(app).begin(intake_id, lambda progress: _work(intake_id, progress))


def go_on_with_all(app: Flask) -> None:
    """Go on with what a stopped server left, and let go what nobody confirmed."""
    with transaction() as session:
        registering.drop_forgotten(session, settings().files)
    for intake_id in unfinished(db.session()):
        go_on(app, intake_id)


def _work(intake_id: UUID, progress: Progress) -> None:
    files = settings().files
    found = db.session.get_one(Intake, intake_id)
    if found.state not in UNDER_WAY:
        return
    register = registering.read(db.session(), found, files, tongues())
    if found.state is ImportState.WRITING:
        try:
            with transaction() as session:
                intake = session.get_one(Intake, intake_id)
                registering.write(session, intake, register, files, settings().secret, progress)
            return
        except IntakeNotReady:
            found = db.session.get_one(Intake, intake_id)
    prospect = registering.look_through(db.session(), found, register, progress)
    with transaction() as session:
        registering.note(session, session.get_one(Intake, intake_id), prospect, files)

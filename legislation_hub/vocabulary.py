"""The words of the field: every kind, stage, role and outcome, each with the label that people see."""

from collections.abc import Mapping
from enum import StrEnum


def N_(text: str) -> str:  # noqa: N802
    """Mark ``text`` for translation and return it unchanged."""
    return text


class UnitKind(StrEnum):
    """What a place in the tree of places is."""

    MUNICIPALITY = "municipality"
    STATION = "station"
    ROOM = "room"
    DEPARTMENT = "department"
    VILLAGE = "village"
    GRID = "grid"
    CONTACT_POINT = "contact_point"


class Role(StrEnum):
    """What an account is there for. A resident has no account."""

    COLLECTOR = "collector"
    ROOM_HEAD = "room_head"
    DEPARTMENT_OFFICER = "department_officer"
    COORDINATOR = "coordinator"
    STATION_HEAD = "station_head"
    MUNICIPAL_OFFICER = "municipal_officer"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class ConsultationKind(StrEnum):
    """What is being asked about."""

    PROJECT = "project"
    DRAFT = "draft"
    RECORD_REVIEW = "record_review"
    EVALUATION = "evaluation"


class Stage(StrEnum):
    """Where a consultation stands on its way to the households and back."""

    PREPARING = "preparing"
    OPEN = "open"
    REVIEWING = "reviewing"
    REPORTED = "reported"
    ANSWERED = "answered"
    ARCHIVED = "archived"


NEXT: Mapping[Stage, Stage] = {
    Stage.PREPARING: Stage.OPEN,
    Stage.OPEN: Stage.REVIEWING,
    Stage.REVIEWING: Stage.REPORTED,
    Stage.REPORTED: Stage.ANSWERED,
    Stage.ANSWERED: Stage.ARCHIVED,
}


class ChangeKind(StrEnum):
    """What was changed in a consultation after it was sent."""

    EXTENDED = "extended"
    RECALLED = "recalled"
    CORRECTED = "corrected"


class PaperKind(StrEnum):
    """What a paper that travels with a draft is."""

    EXPLANATION = "explanation"
    COMPARISON = "comparison"
    LETTER = "letter"
    OTHER = "other"


class Level(StrEnum):
    """How deep a provision stands in the law."""

    PART = "part"
    SUBPART = "subpart"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    CLAUSE = "clause"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    SUBITEM = "subitem"


class LineKind(StrEnum):
    """What one line of a draft's source is: a level, or something that stands around the numbered body."""

    TITLE = "title"
    NOTE = "note"
    CONTENTS = "contents"
    PREFACE = "preface"
    PART = "part"
    SUBPART = "subpart"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    CLAUSE = "clause"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    SUBITEM = "subitem"
    CLOSING = "closing"
    ANNEX = "annex"


class Genre(StrEnum):
    """Whether a text is the law itself or tells how another one is to be changed."""

    FULL = "full"
    AMENDMENT = "amendment"


class Place(StrEnum):
    """What a comment is about: one provision, the whole draft, or something that it lacks."""

    PROVISION = "provision"
    WHOLE = "whole"
    MISSING = "missing"


class Stance(StrEnum):
    """What a person wants done with the provision."""

    SUPPORT = "support"
    AMEND = "amend"
    ADD = "add"
    DELETE = "delete"
    WORDING = "wording"
    QUESTION = "question"
    OPPOSE = "oppose"
    OTHER = "other"


class Channel(StrEnum):
    """How the words reached us."""

    VISIT = "visit"
    MEETING = "meeting"
    QUESTIONNAIRE = "questionnaire"
    BOX = "box"
    QR = "qr"
    PHONE = "phone"
    LETTER = "letter"
    DEPARTMENT = "department"


class Consent(StrEnum):
    """How the person agreed to being written down (PIPL art. 13 to 17)."""

    ORAL = "oral"
    WRITTEN = "written"
    ELECTRONIC = "electronic"


class VerdictKind(StrEnum):
    """What a room head says beside a comment."""

    ACCEPTED = "accepted"
    DETAIL = "detail"
    SAME = "same"
    TRANSFER = "transfer"


class ReportState(StrEnum):
    """Where a report stands; a signed one is frozen."""

    WRITING = "writing"
    RETURNED = "returned"
    SIGNED = "signed"


class Section(StrEnum):
    """The part of the report in which a point stands."""

    MAIN = "main"
    OTHER = "other"
    DIVIDED = "divided"


class OutcomeKind(StrEnum):
    """What became of a point."""

    ADOPTED = "adopted"
    PARTLY = "partly"
    OTHERWISE = "otherwise"
    NOT_ADOPTED = "not_adopted"
    PENDING = "pending"


class AnswerWay(StrEnum):
    """How a person was told what became of their words."""

    VISIT = "visit"
    PHONE = "phone"
    MEETING = "meeting"
    SLIP = "slip"
    ONLINE = "online"


class Form(StrEnum):
    """Whether an export names people or not."""

    DEIDENTIFIED = "deidentified"
    FULL = "full"


LABELS: Mapping[StrEnum, str] = {
    UnitKind.MUNICIPALITY: N_("Municipal people's congress"),
    UnitKind.STATION: N_("Legislative liaison station"),
    UnitKind.ROOM: N_("Liaison room"),
    UnitKind.DEPARTMENT: N_("Department"),
    UnitKind.VILLAGE: N_("Village"),
    UnitKind.GRID: N_("Grid"),
    UnitKind.CONTACT_POINT: N_("Contact point"),
    Role.COLLECTOR: N_("Collector"),
    Role.ROOM_HEAD: N_("Room head"),
    Role.DEPARTMENT_OFFICER: N_("Department officer"),
    Role.COORDINATOR: N_("Coordinator"),
    Role.STATION_HEAD: N_("Station head"),
    Role.MUNICIPAL_OFFICER: N_("Municipal officer"),
    Role.ADMINISTRATOR: N_("Administrator"),
    Role.AUDITOR: N_("Auditor"),
    ConsultationKind.PROJECT: N_("Proposals for legislation"),
    ConsultationKind.DRAFT: N_("Draft law"),
    ConsultationKind.RECORD_REVIEW: N_("Record review"),
    ConsultationKind.EVALUATION: N_("Evaluation after passing"),
    Stage.PREPARING: N_("Preparing"),
    Stage.OPEN: N_("Open"),
    Stage.REVIEWING: N_("Reviewing"),
    Stage.REPORTED: N_("Reported"),
    Stage.ANSWERED: N_("Answered"),
    Stage.ARCHIVED: N_("Archived"),
    ChangeKind.EXTENDED: N_("Extended"),
    ChangeKind.RECALLED: N_("Recalled"),
    ChangeKind.CORRECTED: N_("Corrected"),
    PaperKind.EXPLANATION: N_("Explanation"),
    PaperKind.COMPARISON: N_("Comparison table"),
    PaperKind.LETTER: N_("Cover letter"),
    PaperKind.OTHER: N_("Other paper"),
    Level.PART: N_("Part"),
    Level.SUBPART: N_("Subpart"),
    Level.CHAPTER: N_("Chapter"),
    Level.SECTION: N_("Section"),
    Level.ARTICLE: N_("Article"),
    Level.CLAUSE: N_("Clause"),
    Level.PARAGRAPH: N_("Paragraph"),
    Level.ITEM: N_("Item"),
    Level.SUBITEM: N_("Subitem"),
    LineKind.TITLE: N_("Title"),
    LineKind.NOTE: N_("Note under the title"),
    LineKind.CONTENTS: N_("Table of contents"),
    LineKind.PREFACE: N_("Preface"),
    LineKind.CLOSING: N_("Closing lines"),
    LineKind.ANNEX: N_("Annex"),
    Genre.FULL: N_("Full text"),
    Genre.AMENDMENT: N_("Amendment"),
    Place.PROVISION: N_("One provision"),
    Place.WHOLE: N_("The whole draft"),
    Place.MISSING: N_("Something missing"),
    Stance.SUPPORT: N_("In favour"),
    Stance.AMEND: N_("Change"),
    Stance.ADD: N_("Add"),
    Stance.DELETE: N_("Delete"),
    Stance.WORDING: N_("Wording"),
    Stance.QUESTION: N_("Question"),
    Stance.OPPOSE: N_("Against"),
    Stance.OTHER: N_("Other"),
    Channel.VISIT: N_("Household visit"),
    Channel.MEETING: N_("Meeting"),
    Channel.QUESTIONNAIRE: N_("Questionnaire"),
    Channel.BOX: N_("Letter box"),
    Channel.QR: N_("QR code"),
    Channel.PHONE: N_("Telephone"),
    Channel.LETTER: N_("Letter"),
    Channel.DEPARTMENT: N_("Department in writing"),
    Consent.ORAL: N_("Agreed by word of mouth"),
    Consent.WRITTEN: N_("Agreed in writing"),
    Consent.ELECTRONIC: N_("Agreed on the page"),
    VerdictKind.ACCEPTED: N_("Accepted"),
    VerdictKind.DETAIL: N_("Back for detail"),
    VerdictKind.SAME: N_("Same as another"),
    VerdictKind.TRANSFER: N_("Passed on"),
    ReportState.WRITING: N_("Being written"),
    ReportState.RETURNED: N_("Returned"),
    ReportState.SIGNED: N_("Signed"),
    Section.MAIN: N_("Main comments"),
    Section.OTHER: N_("Other comments"),
    Section.DIVIDED: N_("Divided views"),
    OutcomeKind.ADOPTED: N_("Adopted"),
    OutcomeKind.PARTLY: N_("Adopted in part"),
    OutcomeKind.OTHERWISE: N_("Reflected otherwise"),
    OutcomeKind.NOT_ADOPTED: N_("Not adopted"),
    OutcomeKind.PENDING: N_("Pending"),
    AnswerWay.VISIT: N_("Told at the door"),
    AnswerWay.PHONE: N_("By telephone"),
    AnswerWay.MEETING: N_("At a meeting"),
    AnswerWay.SLIP: N_("Feedback slip"),
    AnswerWay.ONLINE: N_("On the receipt page"),
    Form.DEIDENTIFIED: N_("De-identified"),
    Form.FULL: N_("Full"),
}

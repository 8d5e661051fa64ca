"""The words of the field: every kind, stage, role and outcome, each with the label that people see."""

from collections.abc import Mapping
from enum import StrEnum


def N_(text: str) -> str:  # noqa: N802
    """Mark ``text`` for translation and return it unchanged."""
    return text


class Word(StrEnum):
    """A word of the vocabulary: equal to its plain text, never to a word of another kind spelled alike.

    Otherwise a visit as a channel and a visit as a way of answering would share one label.
    """

    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        """Compare as text with text, and as itself with other words."""
        return self is other if isinstance(other, Word) else str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        """Return the opposite of equality; text has an answer of its own otherwise."""
        return not self == other


class UnitKind(Word):
    """What a place in the tree of places is."""

    MUNICIPALITY = "municipality"
    STATION = "station"
    ROOM = "room"
    DEPARTMENT = "department"
    VILLAGE = "village"
    GRID = "grid"
    CONTACT_POINT = "contact_point"


class Role(Word):
    """What an account is there for. A resident has no account."""

    COLLECTOR = "collector"
    ROOM_HEAD = "room_head"
    DEPARTMENT_OFFICER = "department_officer"
    COORDINATOR = "coordinator"
    STATION_HEAD = "station_head"
    MUNICIPAL_OFFICER = "municipal_officer"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class ConsultationKind(Word):
    """What is being asked about."""

    PROJECT = "project"
    DRAFT = "draft"
    RECORD_REVIEW = "record_review"
    EVALUATION = "evaluation"


class Stage(Word):
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


class ChangeKind(Word):
    """What was changed in a consultation after it was sent."""

    EXTENDED = "extended"
    RECALLED = "recalled"
    CORRECTED = "corrected"


class PaperKind(Word):
    """What a paper that travels with a draft is."""

    EXPLANATION = "explanation"
    COMPARISON = "comparison"
    LETTER = "letter"
    OTHER = "other"


class Level(Word):
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


class LineKind(Word):
    """What one line of a draft's source is: a level, or something that stands around the numbered body."""

    TITLE = "title"
    NOTE = "note"
    CONTENTS = "contents"
    PREFACE = "preface"
    HEADING = "heading"
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


class Genre(Word):
    """Whether a text is the law itself or tells how another one is to be changed."""

    FULL = "full"
    AMENDMENT = "amendment"


class Fate(Word):
    """What became of a provision in a later version; ``NEW`` is one that had no forerunner."""

    MOVED = "moved"
    REVIEW = "review"
    GONE = "gone"
    NEW = "new"


class OperationKind(Word):
    """What an amendment does to a provision of the law that it changes."""

    REPLACE = "replace"
    INSERT = "insert"
    DELETE = "delete"
    SUBSTITUTE = "substitute"
    RENUMBER = "renumber"


class Change(Word):
    """Whether two wordings share a stretch of text, or only the new or the old one has it."""

    SAME = "same"
    ADDED = "added"
    DROPPED = "dropped"


class Turn(Word):
    """What a comparison says of an article: how the text of the new version came from the old one."""

    REWORDED = "reworded"
    SPLIT = "split"
    MERGED = "merged"
    ADDED = "added"
    DROPPED = "dropped"
    REVIEW = "review"
    SAME = "same"


class Carried(Word):
    """What stands on a provision and follows it into a later version."""

    COMMENT = "comment"
    CARD = "card"
    QUESTION = "question"
    KEY = "key"


class Place(Word):
    """What a comment is about: one provision, the whole draft, or something that it lacks."""

    PROVISION = "provision"
    WHOLE = "whole"
    MISSING = "missing"


class Stance(Word):
    """What a person wants done with the provision."""

    SUPPORT = "support"
    AMEND = "amend"
    ADD = "add"
    DELETE = "delete"
    WORDING = "wording"
    QUESTION = "question"
    OPPOSE = "oppose"
    OTHER = "other"


class Channel(Word):
    """How the words reached us."""

    VISIT = "visit"
    MEETING = "meeting"
    QUESTIONNAIRE = "questionnaire"
    BOX = "box"
    QR = "qr"
    PHONE = "phone"
    LETTER = "letter"
    DEPARTMENT = "department"


class Consent(Word):
    """How the person agreed to being written down (PIPL art. 13 to 17)."""

    ORAL = "oral"
    WRITTEN = "written"
    ELECTRONIC = "electronic"


class VerdictKind(Word):
    """What a room head says beside a comment."""

    ACCEPTED = "accepted"
    DETAIL = "detail"
    SAME = "same"
    TRANSFER = "transfer"


class Standing(Word):
    """How a comment stands before its room; told from its verdicts, kept nowhere."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DETAIL = "detail"
    SAME = "same"
    TRANSFER = "transfer"
    CORRECTED = "superseded"
    WITHDRAWN = "withdrawn"


class Lack(Word):
    """What the record of a meeting cannot be closed without."""

    PRESIDER = "presider"
    RECORDER = "recorder"
    PRESENT = "present"
    BEGINNING = "beginning"


class Doubt(Word):
    """What is asked about before the record of a meeting is closed."""

    NO_SPEECH = "no_speech"
    NO_SUMMARY = "no_summary"
    ONE_HAND = "one_hand"


class TaskState(Word):
    """How far a room or a department is with its task; told from the task, kept nowhere."""

    SENT = "sent"
    SIGNED = "signed_for"
    COLLECTING = "collecting"
    OVERDUE = "overdue"
    BACK = "given_back"
    HANDED_UP = "handed_up"


class ReportState(Word):
    """Where a report stands; a signed one is frozen."""

    WRITING = "writing"
    RETURNED = "returned"
    SIGNED = "signed"


class Section(Word):
    """The part of the report in which a point stands."""

    MAIN = "main"
    OTHER = "other"
    DIVIDED = "divided"


class OutcomeKind(Word):
    """What became of a point."""

    ADOPTED = "adopted"
    PARTLY = "partly"
    OTHERWISE = "otherwise"
    NOT_ADOPTED = "not_adopted"
    PENDING = "pending"


class AnswerWay(Word):
    """How a person was told what became of their words."""

    VISIT = "visit"
    PHONE = "phone"
    MEETING = "meeting"
    SLIP = "slip"
    ONLINE = "online"


class Form(Word):
    """Whether an export names people or not."""

    DEIDENTIFIED = "deidentified"
    FULL = "full"


class Findable(Word):
    """What a search finds."""

    DRAFT = "draft"
    PROVISION = "provision"
    COMMENT = "comment"
    POINT = "point"
    REPORT = "report"
    PAPER = "paper"


class Sorting(Word):
    """In which order a search shows what it found."""

    FIT = "fit"
    NEWEST = "newest"


class AttachmentKind(Word):
    """What a picture or file shows that is kept beside what was said."""

    PHOTO = "photo"
    SCAN = "scan"


class MeetingKind(Word):
    """What kind of meeting heard people."""

    COURTYARD = "courtyard"
    FORUM = "forum"


class SlipKind(Word):
    """Whom a printed slip was made for."""

    HOUSEHOLD = "household"
    MEETING = "meeting"
    SPARE = "spare"


class SlipState(Word):
    """What became of a printed slip; told from its keyings and comments, kept nowhere.

    LET_GO: whoever wrote it had all that the paper says taken back, before or after it was keyed in.
    """

    OUT = "out"
    ONLINE = "online"
    ONCE = "keyed_once"
    DIFFERS = "differs"
    KEYED = "keyed"
    BLANK = "blank"
    LET_GO = "let_go"


class ImportState(Word):
    """How far a table of comments has come that somebody brought."""

    CHECKING = "checking"
    REFUSED = "refused"
    READY = "ready"
    WRITING = "writing"
    DONE = "done"
    DROPPED = "dropped"


class Tag(Word):
    """What was done, in the log."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    REFUSED = "refused"
    ACCOUNT_CREATED = "account.created"
    ACCOUNT_CHANGED = "account.changed"
    ACCOUNT_ENDED = "account.ended"
    ACCOUNT_CODE_ISSUED = "account.code_issued"
    ACCOUNT_PASSWORD_SET = "account.password_set"
    TOKEN_ISSUED = "token.issued"
    TOKEN_ENDED = "token.ended"
    UNIT_CREATED = "unit.created"
    UNIT_CHANGED = "unit.changed"
    HOUSEHOLD_CREATED = "household.created"
    PLACES_IMPORTED = "places.imported"
    ACCOUNTS_IMPORTED = "accounts.imported"
    SETTING_CHANGED = "setting.changed"
    DRAFT_ADDED = "draft.added"
    VERSION_REPAIRED = "version.repaired"
    VERSION_COMBINED = "version.combined"
    PAPER_ADDED = "paper.added"
    TEXT_FOLLOWED = "text.followed"
    PLACE_SETTLED = "place.settled"
    CONSULTATION_PREPARED = "consultation.prepared"
    CONSULTATION_CHANGED = "consultation.changed"
    CONSULTATION_SENT = "consultation.sent"
    CONSULTATION_EXTENDED = "consultation.extended"
    CONSULTATION_RECALLED = "consultation.recalled"
    CONSULTATION_CORRECTED = "consultation.corrected"
    CONSULTATION_ADVANCED = "consultation.advanced"
    TASK_SEEN = "task.seen"
    TASK_SIGNED = "task.signed"
    TASK_SHARED = "task.shared"
    TASK_REMINDED = "task.reminded"
    TASK_HANDED_UP = "task.handed_up"
    TASK_RETURNED = "task.returned"
    COMMENT_RECORDED = "comment.recorded"
    COMMENT_CONFLICT = "comment.conflict"
    COMMENT_SUPPLEMENTED = "comment.supplemented"
    COMMENT_WITHDRAWN = "comment.withdrawn"
    COMMENT_READ = "comment.read"
    COMMENTS_BROUGHT = "comments.brought"
    REGISTER_BROUGHT = "register.brought"
    REGISTER_CHECKED = "register.checked"
    REGISTER_CONFIRMED = "register.confirmed"
    REGISTER_DROPPED = "register.dropped"
    COMMENTS_IMPORTED = "comments.imported"
    CODE_RENEWED = "code.renewed"
    DEVICE_KEPT = "device.kept"
    DEVICE_ENDED = "device.ended"
    ATTACHMENT_ADDED = "attachment.added"
    ATTACHMENT_REMOVED = "attachment.removed"
    ATTACHMENT_CONFIRMED = "attachment.confirmed"
    MEETING_BEGUN = "meeting.begun"
    MEETING_CHANGED = "meeting.changed"
    MEETING_CLOSED = "meeting.closed"
    MEETING_NAME_STRUCK = "meeting.name_struck"
    SLIPS_PRINTED = "slips.printed"
    SLIP_KEYED = "slip.keyed"
    SLIP_READING_DROPPED = "slip.reading_dropped"
    SLIP_SETTLED = "slip.settled"
    VERDICT_GIVEN = "verdict.given"
    TRANSFER_MADE = "transfer.made"
    TRANSFER_CLOSED = "transfer.closed"
    POINT_MADE = "point.made"
    POINT_CHANGED = "point.changed"
    POINT_DISSOLVED = "point.dissolved"
    COMMENT_GATHERED = "comment.gathered"
    COMMENT_RELEASED = "comment.released"
    COMMENT_OMITTED = "comment.omitted"
    INQUIRY_MADE = "inquiry.made"
    INQUIRY_ANSWERED = "inquiry.answered"
    REPORT_COMPILED = "report.compiled"
    REPORT_EDITED = "report.edited"
    REPORT_SUBMITTED = "report.submitted"
    REPORT_RETURNED = "report.returned"
    REPORT_SIGNED = "report.signed"
    REPORT_EXPORTED = "report.exported"
    OUTCOME_RECORDED = "outcome.recorded"
    ANSWER_TOLD = "answer.told"
    DICTIONARY_CHANGED = "dictionary.changed"
    SEARCH_SAVED = "search.saved"
    SEARCH_DROPPED = "search.dropped"
    CHAINS_ANCHORED = "chains.anchored"


class NoticeKind(Word):
    """What an account is told."""

    TASK_ARRIVED = "task_arrived"
    TASK_DUE_SOON = "task_due_soon"
    TASK_OVERDUE = "task_overdue"
    TASK_REMINDED = "task_reminded"
    TASK_RETURNED = "task_returned"
    TASK_HANDED_UP = "task_handed_up"
    TASK_SHARED = "task_shared"
    CONSULTATION_CHANGED = "consultation_changed"
    COMMENT_RETURNED = "comment_returned"
    COMMENT_SUPPLEMENTED = "comment_supplemented"
    COMMENT_ARRIVED = "comment_arrived"
    COMMENT_TWICE = "comment_twice"
    OPINION_TWICE = "opinion_twice"
    CAME_LATE = "came_late"
    COMMENT_WITHDRAWN = "comment_withdrawn"
    INQUIRY_ARRIVED = "inquiry_arrived"
    INQUIRY_ANSWERED = "inquiry_answered"
    REPORT_TO_SIGN = "report_to_sign"
    REPORT_RETURNED = "report_returned"
    REPORT_SIGNED = "report_signed"
    OUTCOME_ARRIVED = "outcome_arrived"
    PHONE_WAITS = "phone_waits"


LABELS: Mapping[Word, str] = {
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
    LineKind.HEADING: N_("Heading without a number"),
    LineKind.PART: N_("Part"),
    LineKind.SUBPART: N_("Subpart"),
    LineKind.CHAPTER: N_("Chapter"),
    LineKind.SECTION: N_("Section"),
    LineKind.ARTICLE: N_("Article"),
    LineKind.CLAUSE: N_("Clause"),
    LineKind.PARAGRAPH: N_("Paragraph"),
    LineKind.ITEM: N_("Item"),
    LineKind.SUBITEM: N_("Subitem"),
    LineKind.CLOSING: N_("Closing lines"),
    LineKind.ANNEX: N_("Annex"),
    Genre.FULL: N_("Full text"),
    Genre.AMENDMENT: N_("Amendment"),
    Fate.MOVED: N_("Lives on"),
    Fate.REVIEW: N_("Awaits a decision"),
    Fate.GONE: N_("Its provision is gone"),
    Fate.NEW: N_("New"),
    Change.SAME: N_("Unchanged"),
    Change.ADDED: N_("Added"),
    Change.DROPPED: N_("Dropped"),
    Turn.SAME: N_("Not changed"),
    Turn.REWORDED: N_("Amended"),
    Turn.SPLIT: N_("Divided"),
    Turn.MERGED: N_("Combined"),
    Turn.ADDED: N_("New"),
    Turn.DROPPED: N_("Left out"),
    Turn.REVIEW: N_("Awaits a decision"),
    Carried.COMMENT: N_("Comment"),
    Carried.CARD: N_("Card"),
    Carried.QUESTION: N_("Question put to people"),
    Carried.KEY: N_("Key provision"),
    OperationKind.REPLACE: N_("Reworded"),
    OperationKind.INSERT: N_("Added"),
    OperationKind.DELETE: N_("Deleted"),
    OperationKind.SUBSTITUTE: N_("Words changed"),
    OperationKind.RENUMBER: N_("Renumbered"),
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
    Lack.PRESIDER: N_("Who presides"),
    Lack.RECORDER: N_("Who records"),
    Lack.PRESENT: N_("Who is present"),
    Lack.BEGINNING: N_("The time of the meeting: the one given lies ahead"),
    Doubt.NO_SPEECH: N_("Nobody has spoken."),
    Doubt.NO_SUMMARY: N_("There is no summary."),
    Doubt.ONE_HAND: N_("One person presides and records: on the paper two are to sign."),
    Standing.WAITING: N_("To be looked at"),
    Standing.ACCEPTED: N_("Accepted"),
    Standing.DETAIL: N_("Back for detail"),
    Standing.SAME: N_("Same as another"),
    Standing.TRANSFER: N_("Passed on"),
    Standing.CORRECTED: N_("Corrected later"),
    Standing.WITHDRAWN: N_("Withdrawn"),
    TaskState.SENT: N_("Not signed for"),
    TaskState.SIGNED: N_("Has signed for it"),
    TaskState.COLLECTING: N_("Collecting"),
    TaskState.OVERDUE: N_("Overdue"),
    TaskState.BACK: N_("Given back"),
    TaskState.HANDED_UP: N_("Has handed up"),
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
    AttachmentKind.PHOTO: N_("Photo"),
    AttachmentKind.SCAN: N_("Scan"),
    MeetingKind.COURTYARD: N_("Courtyard meeting"),
    MeetingKind.FORUM: N_("Forum"),
    SlipKind.HOUSEHOLD: N_("For a household"),
    SlipKind.MEETING: N_("For a meeting"),
    SlipKind.SPARE: N_("Spare slip"),
    SlipState.OUT: N_("Still out"),
    SlipState.ONLINE: N_("Answered by QR code"),
    SlipState.ONCE: N_("Waits for the second keying"),
    SlipState.DIFFERS: N_("Two readings differ"),
    SlipState.KEYED: N_("Keyed in"),
    SlipState.BLANK: N_("Came back blank"),
    SlipState.LET_GO: N_("Taken back from paper"),
    ImportState.CHECKING: N_("Being checked"),
    ImportState.REFUSED: N_("To be mended"),
    ImportState.READY: N_("Ready to be written"),
    ImportState.WRITING: N_("Being written"),
    ImportState.DONE: N_("Written"),
    ImportState.DROPPED: N_("Dropped"),
    Tag.SIGNED_IN: N_("Signed in"),
    Tag.SIGN_IN_FAILED: N_("Sign-in failed"),
    Tag.SIGNED_OUT: N_("Signed out"),
    Tag.REFUSED: N_("Refused"),
    Tag.ACCOUNT_CREATED: N_("Account created"),
    Tag.ACCOUNT_CHANGED: N_("Account changed"),
    Tag.ACCOUNT_ENDED: N_("Account disabled"),
    Tag.ACCOUNT_CODE_ISSUED: N_("One-time code issued"),
    Tag.ACCOUNT_PASSWORD_SET: N_("Password set"),
    Tag.TOKEN_ISSUED: N_("API token issued"),
    Tag.TOKEN_ENDED: N_("API token ended"),
    Tag.UNIT_CREATED: N_("Place created"),
    Tag.UNIT_CHANGED: N_("Place changed"),
    Tag.HOUSEHOLD_CREATED: N_("Household code created"),
    Tag.PLACES_IMPORTED: N_("Places imported"),
    Tag.ACCOUNTS_IMPORTED: N_("Accounts imported"),
    Tag.SETTING_CHANGED: N_("Setting changed"),
    Tag.DRAFT_ADDED: N_("Draft uploaded"),
    Tag.VERSION_REPAIRED: N_("Draft text corrected"),
    Tag.VERSION_COMBINED: N_("Amendment combined with its base"),
    Tag.PAPER_ADDED: N_("Paper added"),
    Tag.TEXT_FOLLOWED: N_("Comments followed the text"),
    Tag.PLACE_SETTLED: N_("New place of a comment settled"),
    Tag.CONSULTATION_PREPARED: N_("Consultation prepared"),
    Tag.CONSULTATION_CHANGED: N_("Consultation changed while preparing"),
    Tag.CONSULTATION_SENT: N_("Consultation sent"),
    Tag.CONSULTATION_EXTENDED: N_("Consultation extended"),
    Tag.CONSULTATION_RECALLED: N_("Consultation recalled"),
    Tag.CONSULTATION_CORRECTED: N_("Consultation corrected"),
    Tag.CONSULTATION_ADVANCED: N_("Consultation went to its next stage"),
    Tag.TASK_SEEN: N_("Task looked at"),
    Tag.TASK_SIGNED: N_("Task signed for"),
    Tag.TASK_SHARED: N_("Task shared among collectors"),
    Tag.TASK_REMINDED: N_("Reminded"),
    Tag.TASK_HANDED_UP: N_("Handed up"),
    Tag.TASK_RETURNED: N_("Returned to the room"),
    Tag.COMMENT_RECORDED: N_("Comment written down"),
    Tag.COMMENT_CONFLICT: N_("Two versions of one comment arrived, and they differ"),
    Tag.COMMENT_SUPPLEMENTED: N_("Detail added to a comment"),
    Tag.COMMENT_WITHDRAWN: N_("Comment withdrawn"),
    Tag.COMMENT_READ: N_("Personal data read"),
    Tag.COMMENTS_BROUGHT: N_("Comments read in from a phone's file"),
    Tag.REGISTER_BROUGHT: N_("Register of comments uploaded"),
    Tag.REGISTER_CHECKED: N_("Register of comments looked through"),
    Tag.REGISTER_CONFIRMED: N_("Register of comments confirmed"),
    Tag.REGISTER_DROPPED: N_("Register of comments dropped"),
    Tag.COMMENTS_IMPORTED: N_("Register of comments read in"),
    Tag.CODE_RENEWED: N_("QR code closed and made anew"),
    Tag.DEVICE_KEPT: N_("Notebook opened on a phone"),
    Tag.DEVICE_ENDED: N_("Phone signed out by the room"),
    Tag.ATTACHMENT_ADDED: N_("Picture or scan attached"),
    Tag.ATTACHMENT_REMOVED: N_("Picture or scan removed"),
    Tag.ATTACHMENT_CONFIRMED: N_("Confirmed that a scan shows nothing that was taken back"),
    Tag.MEETING_BEGUN: N_("Meeting begun"),
    Tag.MEETING_CHANGED: N_("Meeting record changed"),
    Tag.MEETING_CLOSED: N_("Meeting record closed"),
    Tag.MEETING_NAME_STRUCK: N_("Name struck from a meeting's list"),
    Tag.SLIPS_PRINTED: N_("Slips printed"),
    Tag.SLIP_KEYED: N_("Slip keyed in"),
    Tag.SLIP_READING_DROPPED: N_("First reading of a slip dropped"),
    Tag.SLIP_SETTLED: N_("Slip settled"),
    Tag.VERDICT_GIVEN: N_("Verdict given"),
    Tag.TRANSFER_MADE: N_("Passed on"),
    Tag.TRANSFER_CLOSED: N_("Passed-on matter closed"),
    Tag.POINT_MADE: N_("Point made"),
    Tag.POINT_CHANGED: N_("Point reworded"),
    Tag.POINT_DISSOLVED: N_("Point dissolved"),
    Tag.COMMENT_GATHERED: N_("Comment gathered to a point"),
    Tag.COMMENT_RELEASED: N_("Comment taken out of a point"),
    Tag.COMMENT_OMITTED: N_("Comment not reported"),
    Tag.INQUIRY_MADE: N_("Department asked"),
    Tag.INQUIRY_ANSWERED: N_("Department answered"),
    Tag.REPORT_COMPILED: N_("Report compiled"),
    Tag.REPORT_EDITED: N_("Report edited"),
    Tag.REPORT_SUBMITTED: N_("Report laid before its signer"),
    Tag.REPORT_RETURNED: N_("Report returned for change"),
    Tag.REPORT_SIGNED: N_("Report signed"),
    Tag.REPORT_EXPORTED: N_("Report downloaded"),
    Tag.OUTCOME_RECORDED: N_("Outcome recorded"),
    Tag.ANSWER_TOLD: N_("Answer told"),
    Tag.DICTIONARY_CHANGED: N_("Dictionary of the search changed"),
    Tag.SEARCH_SAVED: N_("Search saved"),
    Tag.SEARCH_DROPPED: N_("Saved search removed"),
    Tag.CHAINS_ANCHORED: N_("Heads of all chains anchored"),
    NoticeKind.TASK_ARRIVED: N_("A task has come: %(title)s, due %(due)s."),
    NoticeKind.TASK_DUE_SOON: N_("Due in three days: %(title)s."),
    NoticeKind.TASK_OVERDUE: N_("Overdue since %(due)s: %(title)s."),
    NoticeKind.TASK_REMINDED: N_("The station reminds you: %(title)s, due %(due)s."),
    NoticeKind.TASK_RETURNED: N_("Returned by the station: %(title)s. %(reason)s"),
    NoticeKind.TASK_HANDED_UP: N_("%(room)s handed up: %(title)s."),
    NoticeKind.TASK_SHARED: N_("You are to collect on: %(title)s, until %(due)s."),
    NoticeKind.CONSULTATION_CHANGED: N_("%(what)s: %(title)s. %(reason)s"),
    NoticeKind.COMMENT_RETURNED: N_("Comment %(number)s came back for detail: %(note)s"),
    NoticeKind.COMMENT_SUPPLEMENTED: N_("Detail was added to comment %(number)s."),
    NoticeKind.COMMENT_ARRIVED: N_("A resident sent in a comment: %(number)s."),
    NoticeKind.COMMENT_TWICE: N_(
        "Two versions of comment %(number)s arrived, and they differ. Compare and settle them."
    ),
    NoticeKind.OPINION_TWICE: N_(
        "Two versions of opinion %(number)s arrived, and they differ: %(title)s. The first goes on; if the second"
        " is meant, write it as a new one."
    ),
    NoticeKind.CAME_LATE: N_("Comments on “%(title)s” came after its last day. They wait for your verdict."),
    NoticeKind.COMMENT_WITHDRAWN: N_(
        "Comment %(number)s was taken back at the person's wish. Check that no note, no point and no scan of a"
        " signed record repeats its words."
    ),
    NoticeKind.INQUIRY_ARRIVED: N_("The station asks for an answer by %(due)s: %(title)s."),
    NoticeKind.INQUIRY_ANSWERED: N_("%(department)s answered on: %(title)s."),
    NoticeKind.REPORT_TO_SIGN: N_("A report waits for your signature: %(title)s."),
    NoticeKind.REPORT_RETURNED: N_("The report came back for change: %(title)s. %(reason)s"),
    NoticeKind.REPORT_SIGNED: N_("A signed report has come: %(title)s."),
    NoticeKind.PHONE_WAITS: N_(
        "%(count)s comments have waited on %(person)s's phone for over %(hours)s hours. Ask how they can be sent,"
        " or read the phone's file in."
    ),
    NoticeKind.OUTCOME_ARRIVED: N_("Outcomes are there: %(title)s. Please tell the people who spoke."),
    Findable.DRAFT: N_("Drafts"),
    Findable.PROVISION: N_("Provisions"),
    Findable.COMMENT: N_("Comments"),
    Findable.POINT: N_("Points"),
    Findable.REPORT: N_("Reports"),
    Findable.PAPER: N_("Papers"),
    Sorting.FIT: N_("Best match first"),
    Sorting.NEWEST: N_("Newest first"),
}

"""The tables: one aggregate a file; a row points only backwards in time."""

from legislation_hub.models.account import Account, ApiToken
from legislation_hub.models.attachment import Attachment
from legislation_hub.models.base import Base
from legislation_hub.models.comment import (
    Comment,
    Conflict,
    Counter,
    Submission,
    Supplement,
    Withdrawal,
    Words,
)
from legislation_hub.models.consultation import Card, Change, Consultation, KeyProvision, Question
from legislation_hub.models.device import Device
from legislation_hub.models.draft import Draft, Paper, Provision, StoredFile, Version
from legislation_hub.models.event import Chain, Event
from legislation_hub.models.intake import Intake
from legislation_hub.models.meeting import Attendee, Meeting
from legislation_hub.models.notice import Notice
from legislation_hub.models.outcome import Answer, Outcome
from legislation_hub.models.point import Gathering, Inquiry, Omission, Point
from legislation_hub.models.report import Report, ReportLine
from legislation_hub.models.search import SavedSearch
from legislation_hub.models.setting import Setting
from legislation_hub.models.slip import Keying, Slip
from legislation_hub.models.succession import Succession
from legislation_hub.models.task import Assignment, ClosedCode, Task
from legislation_hub.models.unit import Household, Unit
from legislation_hub.models.verdict import Transfer, Verdict

__all__ = [
    "Account",
    "Answer",
    "ApiToken",
    "Assignment",
    "Attachment",
    "Attendee",
    "Base",
    "Card",
    "Chain",
    "Change",
    "ClosedCode",
    "Comment",
    "Conflict",
    "Consultation",
    "Counter",
    "Device",
    "Draft",
    "Event",
    "Gathering",
    "Household",
    "Inquiry",
    "Intake",
    "KeyProvision",
    "Keying",
    "Meeting",
    "Notice",
    "Omission",
    "Outcome",
    "Paper",
    "Point",
    "Provision",
    "Question",
    "Report",
    "ReportLine",
    "SavedSearch",
    "Setting",
    "Slip",
    "StoredFile",
    "Submission",
    "Succession",
    "Supplement",
    "Task",
    "Transfer",
    "Unit",
    "Verdict",
    "Version",
    "Withdrawal",
    "Words",
]

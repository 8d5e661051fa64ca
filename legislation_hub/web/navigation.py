"""What stands in the head of each wing, and where each role comes in."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import current_app, url_for

from legislation_hub.models import Account
from legislation_hub.queries.notices import Told
from legislation_hub.vocabulary import N_, NoticeKind, Role

Place = tuple[str, str]

FIELD: Sequence[Place] = (
    ("field.notebook", N_("Notebook")),
    ("field.home", N_("Tasks")),
    ("field.comments", N_("My comments")),
    ("carrying.answers", N_("Answers to carry")),
)
ROOM: Sequence[Place] = (
    ("room.home", N_("Tasks")),
    ("room.transfers", N_("Passed on")),
    ("room.reports", N_("Reports")),
    ("room.answers", N_("Answers to carry")),
)
DEPARTMENT: Sequence[Place] = (("department.home", N_("To answer")),)
STATION: Sequence[Place] = (
    ("station.home", N_("Board")),
    ("station.drafts", N_("Drafts")),
    ("station.consultations", N_("Consultations")),
    ("station.reports", N_("Reports")),
)
MUNICIPAL: Sequence[Place] = (
    ("municipal.home", N_("Signed reports")),
    ("municipal.outcomes", N_("Outcomes")),
)
ADMIN: Sequence[Place] = (
    ("admin.home", N_("Overview")),
    ("admin.units", N_("Places")),
    ("admin.accounts", N_("Accounts")),
    ("admin.settings", N_("Settings")),
    ("wording.words", N_("Search words")),
    ("audit.log_page", N_("Log")),
)
AUDIT: Sequence[Place] = (("audit.log_page", N_("Log")),)

WINGS: Mapping[Role, Sequence[Place]] = {
    Role.COLLECTOR: FIELD,
    Role.ROOM_HEAD: ROOM,
    Role.DEPARTMENT_OFFICER: DEPARTMENT,
    Role.COORDINATOR: STATION,
    Role.STATION_HEAD: STATION,
    Role.MUNICIPAL_OFFICER: MUNICIPAL,
    Role.ADMINISTRATOR: ADMIN,
    Role.AUDITOR: AUDIT,
}


def of(account: Account | None) -> Sequence[Place]:
    """Return the pages (endpoint, English label) in the head of this account's wing."""
    return WINGS[account.role] if account else ()


def home(account: Account | None) -> str:
    """Return the endpoint at which this account, or a resident, comes in."""
    return WINGS[account.role][0][0] if account else "public.home"


# Where a notice leads: by role and kind of subject, an endpoint and the name of its argument.
LEADS: Mapping[tuple[Role, str], Place] = {
    (Role.ROOM_HEAD, "task"): ("room.task", "task_id"),
    (Role.ROOM_HEAD, "comment"): ("room.comment", "comment_id"),
    (Role.ROOM_HEAD, "report"): ("room.report", "report_id"),
    (Role.ROOM_HEAD, "device"): ("room.phones", "phone"),
    (Role.COLLECTOR, "task"): ("field.task", "task_id"),
    (Role.COLLECTOR, "comment"): ("field.comment", "comment_id"),
    (Role.DEPARTMENT_OFFICER, "task"): ("department.task", "task_id"),
    (Role.DEPARTMENT_OFFICER, "inquiry"): ("department.inquiry", "inquiry_id"),
    (Role.COORDINATOR, "comment"): ("hall.way", "comment_id"),
    (Role.COORDINATOR, "task"): ("station.task", "task_id"),
    (Role.COORDINATOR, "consultation"): ("station.consultation", "consultation_id"),
    (Role.COORDINATOR, "inquiry"): ("station.inquiry", "inquiry_id"),
    (Role.COORDINATOR, "report"): ("station.report", "report_id"),
    (Role.STATION_HEAD, "consultation"): ("station.consultation", "consultation_id"),
    (Role.STATION_HEAD, "report"): ("station.report", "report_id"),
    (Role.MUNICIPAL_OFFICER, "report"): ("municipal.report", "report_id"),
}


# An outcome is about a consultation, too, but leads to those who wait to hear of it.
ANSWERS: Mapping[Role, Place] = {
    Role.COLLECTOR: ("carrying.answers", "consultation"),
    Role.ROOM_HEAD: ("room.answers", "consultation"),
    Role.COORDINATOR: ("station.answers", "consultation_id"),
}


def place_of(told: Told, account: Account) -> str:
    """Return the address that a notice leads to, or nothing where the account has no page for it."""
    if account.role is Role.ROOM_HEAD and "meeting" in told.detail:
        # There its record and scans stand, which may still show what was taken back.
        return url_for("meetings.meeting", meeting_id=told.detail["meeting"])
    lead = LEADS.get((account.role, told.subject_kind))
    if told.kind is NoticeKind.OUTCOME_ARRIVED:
        lead = ANSWERS.get(account.role)
    if lead is None or lead[0] not in current_app.view_functions:
        return ""
    endpoint, argument = lead
    named: dict[str, Any] = {argument: told.subject_id}
    return url_for(endpoint, **named)

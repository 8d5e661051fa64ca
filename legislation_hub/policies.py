"""Who may do what, on one page."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from legislation_hub.models import Account, Report
from legislation_hub.problems import NotAllowed
from legislation_hub.vocabulary import ReportState, Role

Rule = Callable[[Account, Any], bool]


class Action(StrEnum):
    """What an account may be allowed to do; the subject is the thing it is done to, or the unit it is done in."""

    ENROL = "enrol"
    READ_LOG = "read_log"
    PREPARE_CONSULTATION = "prepare_consultation"
    READ_CONSULTATION = "read_consultation"
    FOLLOW_TEXT = "follow_text"
    READ_TEXT = "read_text"
    READ_TASK = "read_task"
    SIGN_TASK = "sign_task"
    SHARE_TASK = "share_task"
    RENEW_CODE = "renew_code"
    HAND_UP = "hand_up"
    RETURN_TASK = "return_task"
    RECORD_COMMENT = "record_comment"
    KEY_SLIPS = "key_slips"
    TAKE_BACK_BY_STUB = "take_back_by_stub"
    READ_COMMENT = "read_comment"
    CALL_MEETING = "call_meeting"
    KEEP_MEETING = "keep_meeting"
    SUPPLEMENT_COMMENT = "supplement_comment"
    REVIEW_COMMENT = "review_comment"
    CLOSE_TRANSFER = "close_transfer"
    MERGE = "merge"
    ANSWER_INQUIRY = "answer_inquiry"
    COMPILE_REPORT = "compile_report"
    READ_REPORT = "read_report"
    SIGN_REPORT = "sign_report"
    EXPORT_FULL = "export_full"
    RECORD_OUTCOME = "record_outcome"
    TELL_ANSWER = "tell_answer"
    BRING_COMMENTS = "bring_comments"
    ATTACH = "attach"
    ATTACH_REPLY = "attach_reply"
    REMOVE_ATTACHMENT = "remove_attachment"
    MEND_SIGNED = "mend_signed"
    READ_ATTACHMENT = "read_attachment"
    KEEP_DEVICE = "keep_device"
    END_DEVICE = "end_device"
    KEEP_SEARCH = "keep_search"


def may(actor: Account, action: Action, subject: Any) -> bool:
    """Return whether ``actor`` may do ``action`` to ``subject``: one of its rules says yes."""
    return actor.active and any(rule(actor, subject) for rule in MAY[action])


def demand(actor: Account, action: Action, subject: Any) -> None:
    """Let ``actor`` go on, or raise :class:`NotAllowed`."""
    if not may(actor, action, subject):
        raise NotAllowed()


def administers(actor: Account, _subject: Any) -> bool:
    """Units, accounts, settings; no comment."""
    return actor.role is Role.ADMINISTRATOR


def audits(actor: Account, _subject: Any) -> bool:
    """The log, and nothing else."""
    return actor.role is Role.AUDITOR


def coordinates_the_station(actor: Account, subject: Any) -> bool:
    """The subject belongs to the coordinator's own station."""
    return actor.role is Role.COORDINATOR and actor.station_id == subject.station_id


def heads_the_station(actor: Account, subject: Any) -> bool:
    """The subject belongs to the station that the actor heads."""
    return actor.role is Role.STATION_HEAD and actor.station_id == subject.station_id


def works_under_the_station(actor: Account, subject: Any) -> bool:
    """A text that the actor's own station has sent out."""
    return subject.published_at is not None and actor.station_id == subject.station_id


def heads_the_room(actor: Account, subject: Any) -> bool:
    """The subject belongs to the room that the actor heads."""
    return actor.role is Role.ROOM_HEAD and _in_the_room_of(actor, subject)


def collects_for_the_room(actor: Account, subject: Any) -> bool:
    """The subject belongs to the room that the collector walks for."""
    return actor.role is Role.COLLECTOR and _in_the_room_of(actor, subject)


def wrote_it_down(actor: Account, subject: Any) -> bool:
    """The collector's own comment."""
    return collects_for_the_room(actor, subject) and subject.recorded_by_id == actor.id


def called_it(actor: Account, subject: Any) -> bool:
    """The collector's own meeting."""
    return collects_for_the_room(actor, subject) and subject.begun_by_id == actor.id


def keeps_it(actor: Account, subject: Any) -> bool:
    """What the collector wrote down or called, and any slip of the room that they walk for."""
    writer = getattr(subject, "recorded_by_id", getattr(subject, "begun_by_id", actor.id))
    return collects_for_the_room(actor, subject) and writer == actor.id


def added_it(actor: Account, subject: Any) -> bool:
    """The actor's own picture, in whatever place they still work."""
    return bool(actor.id == subject.added_by_id) and actor.station_id == subject.station_id


def holds_it(actor: Account, subject: Any) -> bool:
    """The actor's own phone or saved search."""
    return bool(actor.id == subject.account_id)


def serves_the_department(actor: Account, subject: Any) -> bool:
    """A task or inquiry of the officer's own department."""
    return actor.role is Role.DEPARTMENT_OFFICER and actor.unit_id == subject.unit_id


def serves_the_municipality(actor: Account, subject: Any) -> bool:
    """The subject's station hangs under the officer's own municipality."""
    return actor.role is Role.MUNICIPAL_OFFICER and actor.unit_id == subject.station.parent_id


def receives_the_report(actor: Account, subject: Report) -> bool:
    """A signed report of a station under the officer's municipality."""
    signed = subject.state is ReportState.SIGNED and subject.room_id is None
    return signed and serves_the_municipality(actor, subject)


def writes_the_report(actor: Account, subject: Any) -> bool:
    """A room's report is written by its head, the station's by its coordinator."""
    return heads_the_room(actor, subject) if subject.room_id else coordinates_the_station(actor, subject)


def signs_the_report(actor: Account, subject: Report) -> bool:
    """A room's report is signed by its head, the station's by the station's."""
    return heads_the_station(actor, subject) if subject.room_id is None else heads_the_room(actor, subject)


def _in_the_room_of(actor: Account, subject: Any) -> bool:
    return actor.room_id is not None and actor.room_id == getattr(subject, "room_id", None)


MAY: Mapping[Action, tuple[Rule, ...]] = {
    Action.ENROL: (administers,),
    Action.READ_LOG: (administers, audits),
    Action.PREPARE_CONSULTATION: (coordinates_the_station,),
    Action.READ_CONSULTATION: (coordinates_the_station, heads_the_station),
    Action.FOLLOW_TEXT: (coordinates_the_station,),
    Action.READ_TEXT: (works_under_the_station,),
    Action.READ_TASK: (
        coordinates_the_station,
        heads_the_station,
        heads_the_room,
        collects_for_the_room,
        serves_the_department,
    ),
    Action.SIGN_TASK: (heads_the_room, serves_the_department),
    Action.SHARE_TASK: (heads_the_room,),
    Action.RENEW_CODE: (heads_the_room,),
    Action.HAND_UP: (heads_the_room, serves_the_department),
    Action.RETURN_TASK: (coordinates_the_station,),
    Action.RECORD_COMMENT: (collects_for_the_room, heads_the_room, serves_the_department),
    Action.KEY_SLIPS: (collects_for_the_room, heads_the_room),
    Action.TAKE_BACK_BY_STUB: (collects_for_the_room, heads_the_room),
    Action.READ_COMMENT: (coordinates_the_station, heads_the_station, heads_the_room, wrote_it_down),
    Action.CALL_MEETING: (collects_for_the_room, heads_the_room),
    Action.KEEP_MEETING: (called_it, heads_the_room),
    Action.SUPPLEMENT_COMMENT: (wrote_it_down, heads_the_room),
    Action.REVIEW_COMMENT: (heads_the_room,),
    Action.CLOSE_TRANSFER: (heads_the_room, coordinates_the_station),
    Action.MERGE: (coordinates_the_station,),
    Action.ANSWER_INQUIRY: (serves_the_department,),
    Action.COMPILE_REPORT: (writes_the_report,),
    Action.READ_REPORT: (coordinates_the_station, heads_the_station, heads_the_room, receives_the_report),
    Action.SIGN_REPORT: (signs_the_report,),
    Action.EXPORT_FULL: (coordinates_the_station, heads_the_station),
    Action.RECORD_OUTCOME: (serves_the_municipality,),
    Action.TELL_ANSWER: (coordinates_the_station, heads_the_room, wrote_it_down),
    Action.BRING_COMMENTS: (heads_the_room,),
    Action.ATTACH: (heads_the_room, keeps_it),
    Action.ATTACH_REPLY: (serves_the_department,),
    Action.REMOVE_ATTACHMENT: (added_it, heads_the_room),
    Action.MEND_SIGNED: (heads_the_room,),
    Action.READ_ATTACHMENT: (coordinates_the_station, heads_the_station, heads_the_room, keeps_it),
    Action.KEEP_DEVICE: (holds_it,),
    Action.END_DEVICE: (holds_it, heads_the_room, administers),
    Action.KEEP_SEARCH: (holds_it,),
}

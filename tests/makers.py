"""Things made in few words: a test names only what it is about, the rest is filled in."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.legaltext.tree import LegalText, as_json, law_from
from legislation_hub.legaltext.tree import Provision as Node
from legislation_hub.models import (
    Account,
    Attendee,
    Comment,
    Consultation,
    Draft,
    Household,
    Meeting,
    Provision,
    StoredFile,
    Submission,
    Task,
    Unit,
    Version,
    Words,
)
from legislation_hub.models.base import new_id
from legislation_hub.vocabulary import (
    Channel,
    Consent,
    ConsultationKind,
    Level,
    MeetingKind,
    Place,
    Role,
    Stage,
    Stance,
    UnitKind,
)


class Make:
    """Builds rows straight into the database, with everything they need above them."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._numbers = count(1)
        self._station: Unit | None = None

    def _next(self) -> int:
        return next(self._numbers)

    def _add(self, row: Any) -> Any:
        self.session.add(row)
        self.session.flush()
        return row

    # Places

    def municipality(self, **more: Any) -> Unit:
        return self._add(
            Unit(
                **{
                    "kind": UnitKind.MUNICIPALITY,
                    "name": "毕节市人大常委会",
                    "code": f"5205{self._next()}",
                    **more,
                }
            )
        )

    def station(self, **more: Any) -> Unit:
        """Return the one station of a test, unless another is asked for by name."""
        if self._station is not None and not more:
            return self._station
        identity = new_id()
        parent = more.pop("parent_id", None) or self.municipality().id
        station = self._add(
            Unit(
                **{
                    "id": identity,
                    "kind": UnitKind.STATION,
                    "name": "大方县基层立法联络站",
                    "code": f"520521{self._next()}",
                    "parent_id": parent,
                    "station_id": identity,
                    **more,
                }
            )
        )
        self._station = self._station or station
        return station

    def room(self, station: Unit | None = None, **more: Any) -> Unit:
        station = station or self.station()
        identity = new_id()
        number = self._next()
        return self._add(
            Unit(
                **{
                    "id": identity,
                    "kind": UnitKind.ROOM,
                    "name": f"示例乡{number}",
                    "code": f"520521{number:03}",
                    "parent_id": station.id,
                    "station_id": station.id,
                    "room_id": identity,
                    **more,
                }
            )
        )

    def department(self, station: Unit | None = None, **more: Any) -> Unit:
        station = station or self.station()
        number = self._next()
        fields = {"kind": UnitKind.DEPARTMENT, "name": f"示例局{number}", "code": f"D{number}"}
        return self._add(Unit(**{**fields, "parent_id": station.id, "station_id": station.id, **more}))

    def grid(self, room: Unit | None = None, **more: Any) -> Unit:
        room = room or self.room()
        number = self._next()
        fields = {"kind": UnitKind.GRID, "name": f"第{number}网格", "code": f"{room.code}-{number}"}
        places = {"parent_id": room.id, "station_id": room.station_id, "room_id": room.id}
        return self._add(Unit(**{**fields, **places, **more}))

    def household(self, room: Unit | None = None, grid: Unit | None = None, **more: Any) -> Household:
        grid = grid or self.grid(room)
        fields = {
            "code": f"{self._next():04}",
            "grid_id": grid.id,
            "station_id": grid.station_id,
            "room_id": grid.room_id,
        }
        return self._add(Household(**{**fields, **more}))

    # People

    def account(self, role: Role, unit: Unit | None, **more: Any) -> Account:
        number = self._next()
        return self._add(
            Account(
                **{
                    "name": f"{role.value}{number}",
                    "person": f"示例·{number}",
                    "role": role,
                    "unit_id": unit.id if unit else None,
                    "station_id": unit.station_id if unit else None,
                    "room_id": unit.room_id if unit else None,
                    "created_at": clock.now(),
                    **more,
                }
            )
        )

    def coordinator(self, station: Unit | None = None, **more: Any) -> Account:
        return self.account(Role.COORDINATOR, station or self.station(), **more)

    def station_head(self, station: Unit | None = None, **more: Any) -> Account:
        return self.account(Role.STATION_HEAD, station or self.station(), **more)

    def room_head(self, room: Unit | None = None, **more: Any) -> Account:
        return self.account(Role.ROOM_HEAD, room or self.room(), **more)

    def collector(self, room: Unit | None = None, **more: Any) -> Account:
        return self.account(Role.COLLECTOR, room or self.room(), **more)

    def officer(self, department: Unit | None = None, **more: Any) -> Account:
        return self.account(Role.DEPARTMENT_OFFICER, department or self.department(), **more)

    def municipal_officer(self, station: Unit | None = None, **more: Any) -> Account:
        parent = (station or self.station()).parent
        return self.account(Role.MUNICIPAL_OFFICER, parent, **more)

    def administrator(self, **more: Any) -> Account:
        return self.account(Role.ADMINISTRATOR, None, **more)

    def auditor(self, **more: Any) -> Account:
        return self.account(Role.AUDITOR, None, **more)

    # The text and the asking

    def version(
        self, station: Unit | None = None, articles: int = 3, published: bool = True, **more: Any
    ) -> Version:
        """Return a version with so many articles of one paragraph each."""
        station = station or self.station()
        draft = self._add(Draft(title="农村公路条例", station_id=station.id, created_at=clock.now()))
        file = self._add(
            StoredFile(
                sha256=f"{self._next():064x}",
                name="草案.txt",
                size=1,
                media_type="text/plain",
                stored_at=clock.now(),
            )
        )
        version = self._add(
            Version(
                **{
                    "draft_id": draft.id,
                    "station_id": station.id,
                    "ordinal": 1,
                    "reading": "征求意见稿",
                    "title": draft.title,
                    "genre": "full",
                    "file_id": file.id,
                    "text": as_json(LegalText(more.get("title", draft.title))),
                    "repairs": [],
                    "uploaded_at": clock.now(),
                    "published_at": clock.now() if published else None,
                    **more,
                }
            )
        )
        for number in range(1, articles + 1):
            self.article(version, number)
        return version

    def article(self, version: Version, number: int, text: str = "") -> Provision:
        """Add an article with one paragraph, to the tree and as rows; return the paragraph."""
        label = f"第{'零一二三四五六七八九十'[number] if number <= 10 else number}条"
        paragraph = Node(Level.PARAGRAPH, "1", "", "", f"art_{number}__para_1", text or f"{label}的内容。")
        node = Node(Level.ARTICLE, str(number), label, "", f"art_{number}", children=(paragraph,))
        law = law_from(version.text)
        version.text = as_json(replace(law, provisions=(*law.provisions, node)))
        common = {"version_id": version.id, "heading": "", "citation": label}
        article = self._add(
            Provision(
                **common,
                position=2 * number - 1,
                depth=0,
                level=Level.ARTICLE,
                number=str(number),
                label=label,
                eid=f"art_{number}",
                text="",
                whole=text or f"{label}的内容。",
            )
        )
        return self._add(
            Provision(
                **common,
                parent_id=article.id,
                position=2 * number,
                depth=1,
                level=Level.PARAGRAPH,
                number="1",
                label="",
                eid=f"art_{number}__para_1",
                text=text or f"{label}的内容。",
                whole=text or f"{label}的内容。",
            )
        )

    def consultation(self, station: Unit | None = None, stage: Stage = Stage.OPEN, **more: Any) -> Consultation:
        station = station or self.station()
        version_id = more.pop("version_id", None) or self.version(station).id
        today = clock.today()
        return self._add(
            Consultation(
                **{
                    "kind": ConsultationKind.DRAFT,
                    "title": "农村公路条例",
                    "version_id": version_id,
                    "station_id": station.id,
                    "stage": stage,
                    "opens_on": today - timedelta(days=5),
                    "closes_on": today + timedelta(days=15),
                    "rooms_due_on": today + timedelta(days=17),
                    "created_at": clock.now(),
                    "sent_at": None if stage is Stage.PREPARING else clock.now(),
                    **more,
                }
            )
        )

    def task(
        self,
        unit: Unit | None = None,
        consultation: Consultation | None = None,
        stage: Stage = Stage.OPEN,
        **more: Any,
    ) -> Task:
        unit = unit or self.room()
        consultation = consultation or self.consultation(stage=stage)
        return self._add(
            Task(
                **{
                    "consultation_id": consultation.id,
                    "unit_id": unit.id,
                    "station_id": consultation.station_id,
                    "room_id": unit.room_id,
                    "code": f"code{self._next()}",
                    "due_on": consultation.rooms_due_on,
                    "sent_at": clock.now(),
                    **more,
                }
            )
        )

    def comment(
        self,
        task: Task | None = None,
        words: str = "路修到组上，边沟也要一起修。",
        recorded_by: Account | None = None,
        provision_id: UUID | None = None,
        **more: Any,
    ) -> Comment:
        """Return a comment as it stands after it was written down."""
        task = task or self.task()
        moment = clock.now()
        ours = {"station_id": task.station_id, "room_id": task.room_id}
        submission = self._add(
            Submission(
                task_id=task.id,
                **ours,
                channel=more.pop("channel", Channel.VISIT),
                consent=Consent.ORAL,
                household_id=more.pop("household_id", None),
                recorded_by_id=recorded_by.id if recorded_by else None,
                receipt_hash=more.pop("receipt_hash", f"hash{self._next()}"),
                heard_at=moment,
                received_at=moment,
            )
        )
        comment = self._add(
            Comment(
                **{
                    "number": f"{self._next():09}-2026-{self._next():05}",
                    "submission_id": submission.id,
                    "task_id": task.id,
                    "consultation_id": task.consultation_id,
                    **ours,
                    "place": Place.PROVISION if provision_id else Place.WHOLE,
                    "provision_id": provision_id,
                    "stance": Stance.AMEND,
                    "fingerprint": f"{self._next():064x}",
                    "recorded_by_id": recorded_by.id if recorded_by else None,
                    "heard_at": moment,
                    "recorded_at": moment,
                    **more,
                }
            )
        )
        self._add(Words(comment_id=comment.id, words=words, salt=bytes(32)))
        return comment

    # Meetings

    def meeting(self, task: Task | None = None, begun_by: Account | None = None, **more: Any) -> Meeting:
        """Return a meeting as it stands after it was called, with nobody on its list."""
        task = task or self.task()
        begun_by = begun_by or self.collector(task.unit)
        return self._add(
            Meeting(
                **{
                    "task_id": task.id,
                    "station_id": task.station_id,
                    "room_id": task.room_id,
                    "kind": MeetingKind.COURTYARD,
                    "title": "庙边院坝会",
                    "venue": "庙边村第二网格",
                    "held_at": clock.now() - timedelta(hours=1),
                    "presider": "示例·甲",
                    "recorder": "示例·乙",
                    "revision": 1,
                    "begun_by_id": begun_by.id,
                    "begun_at": clock.now(),
                    **more,
                }
            )
        )

    def speech(self, attendee: Attendee, words: str = "路窄，错不了车。", **more: Any) -> Comment:
        """Return what somebody on a meeting's list said there."""
        meeting, moment = attendee.meeting, clock.now()
        if self.session.get(Submission, attendee.id) is None:
            self._add(
                Submission(
                    id=attendee.id,
                    task_id=meeting.task_id,
                    station_id=meeting.station_id,
                    room_id=meeting.room_id,
                    meeting_id=meeting.id,
                    channel=Channel.MEETING,
                    consent=Consent.ORAL,
                    speaker=attendee.name,
                    identity=attendee.identity,
                    recorded_by_id=meeting.begun_by_id,
                    receipt_hash=more.pop("receipt_hash", f"hash{self._next()}"),
                    heard_at=moment,
                    received_at=moment,
                )
            )
        return self.comment(meeting.task, words, submission_id=attendee.id, **more)

    def attendee(self, meeting: Meeting, **more: Any) -> Attendee:
        """Put somebody on a meeting's list, behind those who stand there."""
        return self._add(Attendee(**{"meeting_id": meeting.id, "position": self._next(), **more}))


def in_days(days: int) -> date:
    """Return the day that is so many days from today."""
    return clock.today() + timedelta(days=days)

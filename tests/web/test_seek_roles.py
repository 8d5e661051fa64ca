"""Every role against every kind of its own and of foreign places: no hit, count or page that is not theirs."""

import pytest

from legislation_hub import clock
from legislation_hub.models import Gathering, Paper, Point, Report, ReportLine, Unit
from legislation_hub.search.engine.shelf import FolderShelf
from legislation_hub.services.finding import Wish, find, find_by_kind
from legislation_hub.services.indexing import rebuild
from legislation_hub.services.storing import path_of
from legislation_hub.vocabulary import PaperKind, Place, ReportState, Role, Sorting
from legislation_hub.web.seek.landing import place_of

# Everything says 边沟, and what it is; 甲 is one's own station with the rooms 1 and 2, 乙 another one.
PUBLIC = {"公开草案", "公开条文", "公开材料"}
INNER = {"内部草案", "内部条文"}
STATION = (
    PUBLIC
    | INNER
    | {
        *(
            "未发草案",
            "内部函",
            "1室意见",
            "1室他人意见",
            "2室意见",
            "归并",
            "未报归并",
            "报告",
            "1室报告",
            "2室报告",
        )
    }
)
ROLES = {
    Role.COORDINATOR: STATION,
    Role.STATION_HEAD: STATION,
    Role.ROOM_HEAD: PUBLIC | INNER | {"1室意见", "1室他人意见", "1室报告"},
    Role.COLLECTOR: PUBLIC | INNER | {"1室意见"},
    Role.DEPARTMENT_OFFICER: PUBLIC | INNER,
    Role.MUNICIPAL_OFFICER: PUBLIC | {"1室意见", "归并", "报告"},
    Role.ADMINISTRATOR: PUBLIC,
    Role.AUDITOR: PUBLIC,
    None: PUBLIC,
}
# Who belongs to no station finds what is public of all.
OF_ALL = {None, Role.ADMINISTRATOR, Role.AUDITOR}


class Side:
    """One station with one of everything."""

    def __init__(self, make, name, station, files):
        self.make, self.name, self.station, self.files = make, name, station, files
        self.rooms = [make.room(station), make.room(station)]
        self.collector = make.collector(self.rooms[0])
        self.coordinator = make.coordinator(station)
        inner, public = (self._version(word, published=True) for word in ("内部", "公开"))
        self._version("未发", published=False)
        self.asked = make.consultation(station, version_id=inner.id, is_public=False)
        make.consultation(station, version_id=public.id)
        said = [
            self._comment(room, text, who)
            for room, text, who in (
                (0, "1室意见", self.collector),
                (0, "1室他人意见", make.collector(self.rooms[0])),
                (1, "2室意见", make.collector(self.rooms[1])),
            )
        ]
        point = self._point("归并", 1)
        self._point("未报归并", 2)
        row = {"point_id": point.id, "gathered_by_id": self.coordinator.id, "gathered_at": clock.now()}
        make._add(Gathering(comment_id=said[0].id, **row))
        report = self._report("报告", station, ReportState.SIGNED)
        make._add(ReportLine(report_id=report.id, point_id=point.id, position=1))
        for number, room in enumerate(self.rooms, 1):
            self._report(f"{number}室报告", room, ReportState.WRITING)
        self._paper(public, "公开材料", True)
        self._paper(inner, "内部函", False)

    def text(self, what):
        return f"边沟{self.name}站{what}"

    def account(self, role):
        match role:
            case None:
                return None
            case Role.COLLECTOR:
                return self.collector
            case Role.COORDINATOR:
                return self.coordinator
            case Role.ROOM_HEAD:
                return self.make.room_head(self.rooms[0])
            case Role.STATION_HEAD:
                return self.make.station_head(self.station)
            case Role.DEPARTMENT_OFFICER:
                return self.make.officer(self.make.department(self.station))
            case Role.MUNICIPAL_OFFICER:
                return self.make.municipal_officer(self.station)
        return self.make.account(role, None)

    def _version(self, word, published):
        title = self.text(f"{word}草案")
        version = self.make.version(self.station, articles=0, published=published, title=title)
        version.draft.title = title
        self.make.article(version, 1, self.text(f"{word}条文"))
        return version

    def _comment(self, room, text, who):
        task = next((one for one in getattr(self, "tasks", []) if one.unit_id == self.rooms[room].id), None)
        task = task or self.make.task(self.rooms[room], self.asked)
        self.tasks = [*getattr(self, "tasks", []), task]
        return self.make.comment(task, self.text(text), who)

    def _point(self, text, number):
        return self.make._add(
            Point(
                consultation_id=self.asked.id,
                station_id=self.station.id,
                number=number,
                place=Place.WHOLE,
                wording=self.text(text),
                made_by_id=self.coordinator.id,
                made_at=clock.now(),
            )
        )

    def _report(self, title, unit: Unit, state):
        return self.make._add(
            Report(
                number=self.text(title),
                consultation_id=self.asked.id,
                unit_id=unit.id,
                station_id=self.station.id,
                room_id=unit.room_id,
                state=state,
                title=self.text(title),
                addressee="示例",
                signature="示例",
                sections={"basics": "", "appraisal": ""},
                compiled_by_id=self.coordinator.id,
                compiled_at=clock.now(),
                signed_at=clock.now() if state is ReportState.SIGNED else None,
            )
        )

    def _paper(self, version, title, public):
        path = path_of(self.files, version.file.sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
        self.make._add(
            Paper(
                version_id=version.id,
                kind=PaperKind.OTHER,
                title=self.text(title),
                public=public,
                file_id=version.file_id,
            )
        )


@pytest.fixture
def sides(make, settings):
    return [Side(make, name, make.station(name=f"{name}站"), settings.files) for name in "甲乙"]


@pytest.fixture
def shelf(app, session, sides):
    session.commit()
    shelf: FolderShelf = app.extensions["shelf"]
    rebuild(session, shelf)
    return shelf


def named(found):
    return {hit.text.split("\n")[0].removeprefix("边沟") for hit in found.hits}


@pytest.mark.parametrize("role", [*ROLES])
def test_each_finds_counts_and_opens_what_is_theirs(session, make, browse, sides, shelf, role):
    own, _foreign = sides
    account = own.account(role)
    session.commit()
    theirs = {f"甲站{what}" for what in ROLES[role]} | {
        f"乙站{what}" for what in (ROLES[role] if role in OF_ALL else ())
    }
    found = find(session, account, shelf.index(), Wish("边沟", size=100))
    groups = find_by_kind(session, account, shelf.index(), Wish("边沟", size=2)).groups

    assert named(found) == theirs
    assert found.total == len(theirs) == sum(found.kinds.values()) == sum(group.total for group in groups)
    assert sum(one.count for one in found.drafts) <= found.total
    assert {one.label for one in found.rooms} <= {room.name for room in own.rooms}
    assert sum(found.stances.values()) == sum("意见" in one for one in theirs)
    for text in ("乙站", "“边沟乙站归并”", "2室", "他人", "未发", "内部函"):
        for sorting in Sorting:
            assert named(find(session, account, shelf.index(), Wish(text, sorting=sorting))) <= theirs
    pages = browse(account)
    with pages.client.application.test_request_context():
        leads = [place_of(hit, role) for hit in found.hits]
    # A report that was only put into the database has no pages to print: that is no refusal.
    assert {lead: code for lead in leads if (code := pages.get(lead).status_code) in (403, 404)} == {}

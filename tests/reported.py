"""A consultation that is reported: comments of several rooms in points, one left out, the report compiled."""

from sqlalchemy.orm import Session

from legislation_hub.models import Point, Report
from legislation_hub.services import adopting, compiling, merging
from legislation_hub.services.adopting import Finding
from legislation_hub.services.merging import Wording
from legislation_hub.vocabulary import Channel, OutcomeKind, Section, Stage
from tests.makers import Make

ADOPTED = Finding(OutcomeKind.ADOPTED, "第九条第二款", "审议结果报告第三点")
WAYS = (Channel.VISIT, Channel.VISIT, Channel.MEETING, Channel.QR)


def say(text: str) -> str:
    """Leave a text as it is in the source."""
    return text


class Reported:
    """``comments`` of two rooms on three articles, three to a point; the last one is left out with a reason."""

    def __init__(self, session: Session, make: Make, comments: int = 6) -> None:
        self.session, self.make, self.say = session, make, say
        station = make.station()
        self.consultation = make.consultation(stage=Stage.REVIEWING)
        version = self.consultation.version
        self.articles = [make.article(version, number, f"第{number}条的原文。") for number in (5, 6, 7)]
        self.tasks = [make.task(make.room(station), self.consultation) for _room in range(2)]
        self.coordinator, self.head = make.coordinator(), make.station_head()
        self.officer = make.municipal_officer()
        self.room_heads = [make.room_head(task.unit) for task in self.tasks]
        self.collectors = [make.collector(task.unit) for task in self.tasks]
        self.comments = [self._comment(number) for number in range(comments)]
        told, self.left_out = self.comments[:-1], self.comments[-1]
        self.points = [self._point(told[start : start + 3]) for start in range(0, len(told), 3)]
        merging.omit(session, self.coordinator, self.left_out, "没有写明条款，无法归并")
        self.report: Report = compiling.compile_report(session, self.coordinator, self.consultation, station, say)

    def _comment(self, number: int):
        task, collector = self.tasks[number % 2], self.collectors[number % 2]
        way = WAYS[number % len(WAYS)]
        household = None if way is Channel.QR else self.make.household(task.unit)
        return self.make.comment(
            task,
            f"第{number + 1}个人的原话：路修到组上，边沟也要一起修。",
            recorded_by=None if way is Channel.QR else collector,
            provision_id=self.articles[number // 3 % 3].id,
            channel=way,
            household_id=household.id if household else None,
        )

    def _point(self, comments) -> Point:
        section = Section.DIVIDED if comments[0] is self.comments[3] else Section.MAIN
        wording = Wording(f"建议同步修建边沟（{comments[0].number}）", "同步建设排水设施", "雨水冲毁路基", section)
        return merging.make_point(self.session, self.coordinator, self.consultation, comments, wording)

    @property
    def printed(self) -> list[Point]:
        """The points as the report prints them: the main ones first, divided opinions last."""
        return sorted(self.points, key=lambda one: one.section is Section.DIVIDED)

    def sign(self) -> "Reported":
        """Let the head sign."""
        compiling.sign_report(self.session, self.head, self.report, self.say)
        return self

    def settle(self, finding: Finding = ADOPTED) -> "Reported":
        """Let the municipality say the same of every point."""
        for point in self.points:
            adopting.record_outcome(self.session, self.officer, point, finding)
        return self

    def keep(self) -> "Reported":
        """Save all, and let nothing that is asked for later go back to the database."""
        self.session.commit()
        people = [self.coordinator, self.head, self.officer, *self.room_heads, *self.collectors]
        rows = [self.consultation, self.report, *self.tasks, *self.points, *self.comments, *people]
        for row in rows:
            self.session.refresh(row)
            self.session.expunge(row)
        return self

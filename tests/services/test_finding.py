"""Each person finds what they may read, with marks, names and totals, and nothing else."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.models import Gathering, Outcome, Paper, Point, Report, ReportLine
from legislation_hub.problems import SearchEmpty, SearchTooLong
from legislation_hub.search.engine.shelf import FolderShelf
from legislation_hub.search.scope import Filters
from legislation_hub.services.finding import Wish, find, find_by_kind, find_everything
from legislation_hub.services.indexing import rebuild
from legislation_hub.vocabulary import (
    Channel,
    Findable,
    OutcomeKind,
    PaperKind,
    Place,
    ReportState,
    Role,
    Sorting,
    Stage,
    Stance,
    Standing,
    VerdictKind,
)


@pytest.fixture
def search(session, tmp_path):
    """Return a function that brings the index up to date and searches as somebody."""
    shelf = FolderShelf(tmp_path / "index")

    def search(actor, text, **more):
        # What a test puts straight into the database leaves no event: the index is built each time.
        rebuild(session, shelf)
        return find(session, actor, shelf.index(), Wish(text, **more))

    return search


class County:
    """Two stations; the first with two rooms, each with collectors who wrote something down about 修渠."""

    def __init__(self, make):
        self.make = make
        self.station = make.station()
        self.consultation = make.consultation(version_id=self._version("农村公路条例").id)
        self.rooms = [make.room(), make.room()]
        self.tasks = [make.task(room, self.consultation) for room in self.rooms]
        self.collectors = [make.collector(self.rooms[at]) for at in (0, 0, 1)]
        self.comments = [
            make.comment(self.tasks[at], f"修渠意见{number}", who, stance=stance)
            for number, (at, who, stance) in enumerate(
                zip((0, 0, 1), self.collectors, (Stance.ADD, Stance.AMEND, Stance.ADD), strict=True)
            )
        ]

    def _version(self, title, **more):
        version = self.make.version(articles=0, title=title, **more)
        self.make.article(version, 1, "修渠由乡镇负责。")
        self.make.article(version, 2, "养护由村负责。")
        return version

    def report_on(self, *comments, state=ReportState.SIGNED, room=None):
        session, actor = self.make.session, self.make.coordinator()
        point = Point(
            consultation_id=self.consultation.id,
            station_id=self.station.id,
            number=1,
            place=Place.WHOLE,
            wording="归并",
            made_by_id=actor.id,
            made_at=clock.now(),
        )
        session.add(point)
        session.flush()
        for comment in comments:
            row = Gathering(
                comment_id=comment.id, point_id=point.id, gathered_by_id=actor.id, gathered_at=clock.now()
            )
            session.add(row)
        report = Report(
            number=f"报告{point.id}",
            consultation_id=self.consultation.id,
            unit_id=(room or self.station).id,
            station_id=self.station.id,
            room_id=room.id if room else None,
            state=state,
            title="报告",
            addressee="",
            signature="",
            sections={},
            compiled_by_id=actor.id,
            compiled_at=clock.now(),
        )
        session.add(report)
        session.flush()
        if room is None:
            session.add(ReportLine(report_id=report.id, point_id=point.id, position=1))
            session.flush()
        return report


@pytest.fixture
def county(make):
    return County(make)


def comments_in(results):
    return sorted(hit.text for hit in results.hits if hit.kind is Findable.COMMENT)


def kinds_in(results):
    return {hit.kind for hit in results.hits}


class TestNear:
    def test_offers_what_was_meant_where_it_finds_something(self, search, make, county):
        make.comment(county.tasks[0], "宅基地批了三年没下来。")

        assert search(make.room_head(county.rooms[0]), "宅机地").near == ("宅基地",)

    def test_gives_nothing_away_of_what_another_room_heard(self, search, make, county):
        make.comment(county.tasks[0], "宅基地批了三年没下来。")

        assert search(make.room_head(county.rooms[1]), "宅机地").near == ()

    def test_offers_nothing_that_finds_nothing(self, search, make, county):
        make.comment(county.tasks[0], "宅基地批了三年没下来。")

        assert search(make.coordinator(county.station), "宅机地 第九十九条").near == ()
        assert search(make.coordinator(county.station), "宅机地 “没有人这样说”").near == ("宅机地 没有人这样说",)

    def test_offers_nothing_that_the_filters_leave_out(self, search, make, county):
        make.comment(county.tasks[0], "宅基地批了三年没下来。")
        elsewhere = Filters(rooms=frozenset({str(county.rooms[1].id)}))

        assert search(make.coordinator(county.station), "宅机地", filters=elsewhere).near == ()

    def test_offers_loose_words_where_nobody_said_exactly_this(self, search, make, county):
        found = search(make.coordinator(county.station), "“养护和修渠”")

        assert (found.total, found.near) == (0, ("养护和修渠",))


class TestRights:
    def test_of_a_collector_are_their_own_comments(self, search, county):
        results = search(county.collectors[0], "修渠")

        assert comments_in(results) == ["修渠意见0"]
        assert results.kinds == {Findable.COMMENT: 1, Findable.PROVISION: 1}

    def test_of_a_collector_end_with_the_room(self, search, county, session):
        county.collectors[0].room_id = county.rooms[1].id

        assert comments_in(search(county.collectors[0], "修渠")) == []

    def test_of_a_room_head_are_the_rooms(self, search, county, make):
        assert comments_in(search(make.room_head(county.rooms[0]), "修渠")) == ["修渠意见0", "修渠意见1"]

    @pytest.mark.parametrize("role", [Role.COORDINATOR, Role.STATION_HEAD])
    def test_of_the_station_are_all_its_rooms(self, search, county, make, role):
        assert len(comments_in(search(make.account(role, county.station), "修渠"))) == 3

    @pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ROOM_HEAD, Role.COLLECTOR, Role.DEPARTMENT_OFFICER])
    def test_of_another_station_are_nothing(self, search, county, make, role):
        other = make.station(name="别的站")
        unit = make.room(other) if role in (Role.ROOM_HEAD, Role.COLLECTOR) else other

        assert search(make.account(role, unit), "修渠").total == 0

    @pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
    def test_of_who_keeps_the_house_are_no_comments(self, search, county, make, role):
        assert kinds_in(search(make.account(role, None), "修渠")) == {Findable.PROVISION}

    def test_of_a_department_are_no_comments(self, search, county, make):
        assert kinds_in(search(make.officer(), "修渠")) == {Findable.PROVISION}

    def test_of_the_municipality_are_what_signed_reports_stand_for(self, search, county, make):
        officer = make.municipal_officer()
        before = comments_in(search(officer, "修渠"))
        county.report_on(county.comments[0])

        assert before == []
        assert comments_in(search(officer, "修渠")) == ["修渠意见0"]

    @pytest.mark.parametrize("state", [ReportState.WRITING, ReportState.RETURNED])
    def test_of_the_municipality_wait_for_the_signature(self, search, county, make, state):
        county.report_on(county.comments[0], state=state)

        assert comments_in(search(make.municipal_officer(), "修渠")) == []

    def test_of_the_municipality_are_not_what_a_room_signed(self, search, county, make):
        county.report_on(county.comments[0], room=county.rooms[0])

        assert comments_in(search(make.municipal_officer(), "修渠")) == []

    def test_of_the_municipality_are_no_grievances(self, search, county, make):
        county.report_on(county.comments[0])
        county.comments[0].verdict = VerdictKind.TRANSFER

        assert comments_in(search(make.municipal_officer(), "修渠")) == []

    def test_of_another_municipality_are_nothing(self, search, county, make):
        county.report_on(county.comments[0])
        elsewhere = make.account(Role.MUNICIPAL_OFFICER, make.municipality())

        assert search(elsewhere, "修渠").total == 0

    def test_of_a_resident_are_public_texts(self, search, county):
        results = search(None, "修渠 条例")

        assert kinds_in(results) == {Findable.PROVISION, Findable.DRAFT}
        assert results.rooms == ()

    @pytest.mark.parametrize("more", [{"is_public": False}, {"stage": Stage.PREPARING}])
    def test_of_a_resident_end_where_nothing_is_public(self, search, make, more):
        make.consultation(**more)

        assert search(None, "农村公路条例 内容").total == 0

    def test_of_nobody_are_texts_that_were_not_published(self, search, make):
        make.version(published=False, articles=2)

        assert search(make.coordinator(), "第一条的内容").total == 0

    def test_end_with_the_account(self, search, county, make):
        assert search(make.coordinator(active=False), "修渠").total == 0

    def test_hold_for_exact_wording_and_every_order(self, search, county):
        for sorting in Sorting:
            assert comments_in(search(county.collectors[2], "“修渠意见”", sorting=sorting)) == ["修渠意见2"]


class TestResults:
    def test_name_the_provision_as_it_is_cited(self, search, county, make):
        hit = next(iter(search(make.coordinator(), "第一条 修渠").hits))

        assert (hit.kind, hit.title, hit.label, hit.eid) == (Findable.PROVISION, "农村公路条例", "第一条", "art_1")
        assert hit.version == county.consultation.version_id

    def test_name_the_comment_by_number_and_room(self, search, county, make):
        results = search(county.collectors[2], "修渠意见", filters=Filters(kinds=frozenset({Findable.COMMENT})))
        (hit,) = results.hits

        assert (hit.id, hit.number) == (county.comments[2].id, county.comments[2].number)
        assert (hit.room, hit.stance) == (county.rooms[1].name, Stance.ADD)
        assert hit.consultation == county.consultation.id

    def test_mark_what_was_asked_for(self, search, county, make):
        (hit, *_) = search(make.coordinator(), "养护").hits

        assert ("养护", True) in hit.snippet.parts()

    def test_count_what_this_person_may_read(self, search, county, make):
        results = search(make.coordinator(), "修渠")

        assert results.total == 4
        assert {choice.label: choice.count for choice in results.rooms} == {
            county.rooms[0].name: 2,
            county.rooms[1].name: 1,
        }
        assert results.stances == {Stance.ADD: 2, Stance.AMEND: 1}
        assert [(choice.label, choice.count) for choice in results.drafts] == [("农村公路条例", 4)]

    def test_narrow_by_what_was_chosen(self, search, county, make):
        coordinator = make.coordinator()
        room, late = str(county.rooms[0].id), clock.now() + timedelta(hours=1)

        assert search(coordinator, "修渠", filters=Filters(rooms=frozenset({room}))).total == 2
        assert search(coordinator, "修渠", filters=Filters(stances=frozenset({Stance.ADD}))).total == 2
        assert search(coordinator, "修渠", filters=Filters(since=late)).total == 0

    def test_find_a_comment_by_the_article_that_it_is_about(self, search, county, make):
        paragraph = make.article(make.version(articles=0), 7)
        make.comment(county.tasks[0], "这个不行", county.collectors[0], provision_id=paragraph.id)

        assert comments_in(search(make.coordinator(), "第7条")) == ["这个不行"]

    def test_come_in_pages(self, search, county, make):
        for number in range(25):
            make.comment(county.tasks[0], f"修渠{number}", county.collectors[0])
        coordinator = make.coordinator()
        pages = [search(coordinator, "修渠", page=page).hits for page in (1, 2, 3)]

        assert [len(page) for page in pages] == [20, 9, 0]
        assert len({hit.id for page in pages for hit in page}) == 29
        assert search(coordinator, "修渠", page=-1).page == 1

    @pytest.mark.parametrize(("text", "problem"), [("　", SearchEmpty), ("修" * 201, SearchTooLong)])
    def test_cannot_come_of_nothing_or_too_much(self, search, county, text, problem):
        with pytest.raises(problem):
            search(county.collectors[0], text)

    def test_take_no_more_queries_for_more_hits(self, session, county, make, tmp_path, queries_made):
        coordinator = make.coordinator()
        counts = []
        for name, more in (("few", 1), ("many", 40)):
            for number in range(more):
                make.comment(county.tasks[0], f"修渠{number}", county.collectors[0])
            shelf = FolderShelf(tmp_path / name)
            rebuild(session, shelf)
            with queries_made() as counted:
                find(session, coordinator, shelf.index(), Wish("修渠"))
            counts.append(len(counted))

        assert counts[1] <= counts[0] <= 8


class TestOperator:
    def test_finds_everything_at_the_machine_itself(self, session, county, tmp_path):
        shelf = FolderShelf(tmp_path / "index")
        rebuild(session, shelf)

        assert find_everything(session, shelf.index(), Wish("修渠")).total == 4


class TestKinds:
    def test_come_as_groups_with_the_first_of_each(self, session, county, make, tmp_path):
        for number in range(6):
            make.comment(county.tasks[0], f"修渠{number}", county.collectors[0])
        shelf = FolderShelf(tmp_path / "index")
        rebuild(session, shelf)
        found = find_by_kind(session, make.coordinator(), shelf.index(), Wish("修渠"))

        groups = {group.kind: (group.total, len(group.hits)) for group in found.groups}
        assert groups == {Findable.COMMENT: (9, 4), Findable.PROVISION: (1, 1)}

    def test_that_fall_behind_the_first_page_have_their_first_hits_too(self, session, county, make, tmp_path):
        for number in range(30):
            make.comment(county.tasks[0], f"修渠 乡镇 负责{number}", county.collectors[0])
        shelf = FolderShelf(tmp_path / "index")
        rebuild(session, shelf)
        found = find_by_kind(session, make.coordinator(), shelf.index(), Wish("修渠", size=5))

        assert [len(group.hits) for group in found.groups if group.kind is Findable.PROVISION] == [1]

    def test_are_counted_though_one_of_them_is_chosen(self, search, county, make):
        only = Filters(kinds=frozenset({Findable.PROVISION}))
        results = search(make.coordinator(), "修渠", filters=only)

        assert (results.total, results.kinds) == (1, {Findable.COMMENT: 3, Findable.PROVISION: 1})

    def test_of_a_point_is_named_by_its_place_and_report(self, search, county, make):
        report = county.report_on(county.comments[0])
        results = search(make.municipal_officer(), "归并", filters=Filters(kinds=frozenset({Findable.POINT})))

        assert [(hit.number, hit.report, hit.position) for hit in results.hits] == [("1", report.id, 1)]

    def test_of_reports_are_read_by_whoever_may_read_them(self, search, county, make):
        county.report_on(county.comments[0], room=county.rooms[0], state=ReportState.WRITING)
        heads = [make.room_head(room) for room in county.rooms]

        assert [search(head, "报告").kinds.get(Findable.REPORT, 0) for head in heads] == [1, 0]
        assert search(make.municipal_officer(), "报告").total == 0
        assert search(make.coordinator(), "报告").kinds == {Findable.REPORT: 1}

    @pytest.mark.parametrize(("public", "found"), [(True, 1), (False, 0)])
    def test_of_papers_are_public_or_the_stations_own(self, search, county, make, public, found):
        paper = Paper(
            version_id=county.consultation.version_id,
            kind=PaperKind.LETTER,
            title="征求意见函",
            public=public,
            file_id=county.consultation.version.file_id,
        )
        make.session.add(paper)
        make.session.flush()

        assert search(None, "征求意见函").total == found
        assert search(make.officer(), "征求意见函").total == found
        assert search(make.coordinator(), "“征求意见函”").kinds == {Findable.PAPER: 1}

    def test_narrow_by_channel_verdict_and_outcome(self, search, county, make):
        county.comments[0].verdict = VerdictKind.ACCEPTED
        county.report_on(county.comments[1])
        point_id = make.session.scalar(select(Point.id))
        officer = make.municipal_officer()
        make.session.add(
            Outcome(
                point_id=point_id,
                station_id=county.station.id,
                position=1,
                kind=OutcomeKind.PARTLY,
                recorded_by_id=officer.id,
                recorded_at=clock.now(),
            )
        )
        make.comment(county.tasks[0], "修渠电话", county.collectors[0], channel=Channel.PHONE)
        coordinator = make.coordinator()
        results = search(coordinator, "修渠")

        assert results.channels == {Channel.VISIT: 3, Channel.PHONE: 1}
        assert results.verdicts == {Standing.WAITING: 3, Standing.ACCEPTED: 1}
        assert results.outcomes == {OutcomeKind.PARTLY: 1}
        for chosen, total in (
            ({"channels": {Channel.PHONE}}, 1),
            ({"verdicts": {Standing.WAITING}}, 3),
            ({"outcomes": {OutcomeKind.PARTLY}}, 1),
        ):
            narrowed = Filters(**{name: frozenset(values) for name, values in chosen.items()})
            assert search(coordinator, "修渠", filters=narrowed).total == total

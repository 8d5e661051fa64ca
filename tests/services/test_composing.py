"""The report's own sentences name figures and nothing that nobody said."""

from datetime import timedelta

from legislation_hub import clock
from legislation_hub.queries.reports import content_of
from legislation_hub.services import compiling, composing
from tests.reported import Reported, say


def room_report(session, scene):
    room, head = scene.tasks[0].unit, scene.room_heads[0]
    return compiling.compile_report(session, head, scene.consultation, room, say)


class TestTitle:
    def test_quotes_the_text_that_was_put_to_people(self, make):
        assert "农村公路条例" in composing.title(make.consultation(), say)

    def test_quotes_nothing_where_there_was_none(self, make):
        asked = make.consultation(title="立法项目建议征集")
        asked.version = None

        assert composing.title(asked, say) == "Report on “立法项目建议征集” itself"


class TestBasics:
    def test_a_station_tells_of_its_rooms_and_a_room_of_itself(self, session, make):
        scene = Reported(session, make)
        report = room_report(session, scene)

        of_station = composing.basics(scene.consultation, content_of(session, scene.report), say)
        of_room = composing.basics(scene.consultation, content_of(session, report), say, of_room=True)

        assert "was put to 2 liaison rooms" in of_station
        assert "our room asked people" in of_room
        assert "liaison rooms" not in of_room
        assert "3 submissions with 3 comments" in of_room

    def test_counts_the_meetings_that_were_held_and_who_was_there(self, session, make):
        scene = Reported(session, make)
        own, other = (make.meeting(task) for task in scene.tasks)
        make.meeting(scene.tasks[0], held_at=clock.now() + timedelta(days=1))
        for meeting, people in ((own, 3), (other, 4)):
            for _ in range(people):
                make.attendee(meeting)
        report = room_report(session, scene)

        of_station = composing.basics(scene.consultation, content_of(session, scene.report), say)
        of_room = composing.basics(scene.consultation, content_of(session, report), say, of_room=True)

        assert "2 meetings were held, attended by 7 people in all." in of_station
        assert "1 meetings were held, attended by 3 people in all." in of_room

    def test_tells_of_no_meetings_where_there_were_none(self, session, make):
        scene = Reported(session, make)

        assert "meetings" not in composing.basics(scene.consultation, content_of(session, scene.report), say)


class TestAppraisal:
    def test_begins_with_figures_and_claims_no_favour(self, session, make):
        content = content_of(session, Reported(session, make).report)

        assert composing.appraisal(content, say).startswith("Of 6 comments 0 are in favour and 0 against")


class TestHeading:
    def test_is_the_provision_or_the_first_words_where_there_was_no_text(self, session, make):
        line = content_of(session, Reported(session, make).report).lines[0]

        assert composing.heading(line, say) == "On 第五条"
        assert composing.heading(line, say, of_text=False) == line.wording[:24]


class TestParagraph:
    def test_counts_households_and_rooms_of_a_point_and_households_of_a_room_s_line(self, session, make):
        scene = Reported(session, make)
        [point, *_more] = content_of(session, scene.report).lines
        [own, *_more] = content_of(session, room_report(session, scene)).lines

        assert composing.paragraph(point, say).startswith("3 households in 2 rooms say: 建议同步修建边沟")
        assert composing.paragraph(own, say).startswith("1 households say: 第1个人的原话")

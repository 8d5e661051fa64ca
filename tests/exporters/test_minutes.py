"""The record of a meeting and its sign-in sheet, printed by Typst and by way of LibreOffice."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from legislation_hub.exporters.minutes import attendance_pdf, minutes, minutes_docx, minutes_pdf
from legislation_hub.queries.meetings import Person, Record, Speech, Topic
from legislation_hub.vocabulary import MeetingKind, Place, Stance
from tests.exporters.papers import SAY
from tests.exporters.rendered import pages, plain_text, printing, rows

HELD = datetime(2026, 8, 5, 11, 30, tzinfo=UTC)
ID = UUID(int=7)


def person(place, **more):
    fields = {"id": UUID(int=place), "place": place, "name": "", "identity": "", "household": ""}
    return Person(**{**fields, "speeches": 1, "gone": False, **more})


def speech(number, **more):
    fields = {
        "id": UUID(int=number),
        "number": f"102206-2026-{number:05}",
        "by": UUID(int=1),
        "speaker": 1,
        "name": "",
        "identity": "",
        "about": Place.PROVISION,
        "eid": "art_8__para_2",
        "citation": "第八条第二款",
        "quote": "",
        "quote_start": None,
        "stance": Stance.AMEND,
        "words": f"第{number}句原话。",
        "proposal": "",
        "reason": "",
        "language": "汉语",
        "interpreter": "",
        "recorded_by": None,
        "hand": "",
        "corrects": "",
        "corrected_by": "",
        "added": False,
        "gone": False,
    }
    return Speech(**{**fields, **more})


def record(**more):
    fields = {
        "id": ID,
        "task_id": ID,
        "kind": MeetingKind.COURTYARD,
        "title": "庙边村院坝会",
        "venue": "庙边村第二网格",
        "held_at": HELD,
        "presider": "王主任",
        "recorder": "李信息员",
        "topics": (Topic("第八条", "art_8"), Topic("村道管护", "")),
        "summary": "大家赞成。",
        "told_at": HELD,
        "revision": 1,
        "closed_at": HELD,
        "closed_by": "李信息员",
        "unit": "猫场镇立法联络室",
        "consultation": "农村公路条例",
        "law": "农村公路条例",
        "people": (person(1, name="张三", identity="村民"), person(2)),
        "speeches": (speech(1), speech(2, speaker=2)),
        "told": (),
    }
    return Record(**{**fields, **more})


printed = printing(
    pdf=lambda one: minutes_pdf(one, SAY),
    docx=lambda one: minutes_docx(one, SAY),
)

LONG = record(speeches=tuple(speech(number, words="这一句话说得很长。" * 30) for number in range(1, 12)))
SHORT = record()


class TestOnPaper:
    def test_says_everything_that_a_record_has(self, printed):
        text = plain_text(printed(SHORT))

        for part in ("庙边村院坝会", "2026年8月5日19:30", "庙边村第二网格", "王主任", "李信息员", "张三（村民）"):
            assert part in text
        for part in ("第八条、村道管护", "第八条第二款", "第1句原话。", "大家赞成。", "102206-2026-00001"):
            assert part in text

    def test_ends_with_a_line_for_each_of_the_two_who_sign(self, printed):
        last = [row.text for row in rows(pages(printed(SHORT))[-1])]
        lines = [text for text in last if "签名）" in text]

        assert [line.partition("（")[0] for line in lines] == ["主持人", "记录人"]
        assert all("____" in line for line in lines)

    def test_both_signatures_stand_on_one_page_and_every_page_has_its_number(self, printed):
        sheets = pages(printed(LONG))
        texts = [[row.text for row in rows(page)] for page in sheets]
        signed = [place for place, lines in enumerate(texts) for line in lines if "签名）" in line]

        assert len(sheets) > 3
        assert len(signed) == 2
        assert len(set(signed)) == 1
        assert all(f"—{place}—" in lines for place, lines in enumerate(texts, 1))


def text_of(one):
    return [line.text for line in minutes(one, SAY).body]


class TestWhatItSays:
    def test_is_the_same_bytes_each_time(self):
        assert minutes_docx(SHORT, SAY) == minutes_docx(SHORT, SAY)
        assert minutes_pdf(SHORT, SAY) == minutes_pdf(SHORT, SAY)

    def test_in_place_of_what_was_taken_back_it_says_so(self):
        lines = text_of(record(speeches=(speech(1, words=None), speech(2))))

        assert "（已撤回）" in lines
        assert not any("第1句" in line for line in lines)

    def test_whoever_took_back_all_they_said_is_not_said_to_wish_for_no_name(self):
        people = (person(1, gone=True), person(2, name="李四"), person(3))
        lines = text_of(record(people=people, speeches=(speech(1, words=None, gone=True),)))

        assert any("李四、不愿具名1人、已撤回1人，共3人" in line for line in lines)
        assert any("已撤回：第八条第二款" in line for line in lines)

    def test_what_came_after_the_closing_stands_apart(self):
        mended = speech(1, corrected_by=speech(3).number)
        lines = text_of(record(speeches=(mended, speech(2), speech(3, corrects=mended.number, added=True))))
        later = next(place for place, line in enumerate(lines) if "定稿后补记" in line)

        assert lines.index("第1句原话。") < later < lines.index("第3句原话。")
        assert any(mended.number in line and "更正" in line for line in lines[later:])

    def test_before_the_closing_a_mended_slip_is_not_printed(self):
        mended = speech(1, corrected_by=speech(2).number)
        lines = text_of(record(closed_at=None, speeches=(mended, speech(2, corrects=mended.number))))

        assert "第1句原话。" not in lines
        assert any("尚未定稿" in line for line in lines)

    def test_says_who_put_it_into_chinese(self):
        lines = text_of(record(speeches=(speech(1, language="彝语", interpreter="阿木"),)))

        assert any("彝语" in line and "阿木" in line for line in lines)

    def test_says_that_all_agreed_only_if_they_did(self):
        told = "口头同意"

        assert any(told in line for line in text_of(record()))
        assert not any(told in line for line in text_of(record(told_at=None)))

    def test_counts_who_is_not_named(self):
        assert any("不愿具名1人，共2人" in line for line in text_of(record()))

    def test_a_speech_of_somebody_who_never_reached_the_list_is_there(self):
        lines = text_of(record(speeches=(speech(1, speaker=None, name="赵六"),)))

        assert any("赵六" in line for line in lines)

    def test_nobody_needs_to_have_spoken(self):
        assert "无人发言。" in text_of(record(speeches=(), summary=""))


class TestTheSheet:
    def test_has_a_line_for_everybody_named_and_blank_ones(self):
        sheet = pages(attendance_pdf(record(), SAY))

        assert len(sheet) == 1
        lines = [row.text for row in rows(sheet[0])]
        assert any("张三" in line for line in lines)
        assert any(line == "22" for line in lines)

    def test_repeats_its_head_and_keeps_blank_lines_for_a_full_hall(self):
        people = tuple(person(place, name=f"村民{place}") for place in range(1, 61))
        sheets = pages(attendance_pdf(replace(record(), people=people), SAY))

        heads = [sum("户编号" in row.text for row in rows(page)) for page in sheets]
        assert heads == [1] * len(sheets)
        assert "68" in [row.text for row in rows(sheets[-1])]

    def test_leaves_out_the_name_of_whoever_took_their_words_back(self):
        people = (person(1, gone=True), person(2, name="李四"))

        assert "李四" in plain_text(attendance_pdf(record(people=people), SAY))

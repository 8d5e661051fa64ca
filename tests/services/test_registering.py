"""A register of comments becomes comments: looked through first, then written whole or not at all."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask_babel import force_locale
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from legislation_hub import clock
from legislation_hub.exporters.blanks import register_blank
from legislation_hub.models import Comment, Event, Intake, StoredFile, Submission, Words
from legislation_hub.models.database import transaction
from legislation_hub.problems import (
    FileNotWhatItSays,
    IntakeNotReady,
    NotAllowed,
    SheetUnreadable,
    TooManyRows,
)
from legislation_hub.proofs import receipts
from legislation_hub.services import registering
from legislation_hub.services.checking import HOUSEHOLD_UNKNOWN
from legislation_hub.services.deciphering import (
    DAY_AHEAD,
    HEADS,
    NEEDED,
    NOT_CITED,
    NOT_OFFERED,
    UNLIKE,
    UNREADABLE_DAY,
    decipher,
)
from legislation_hub.services.foreseeing import NOT_TAKEN
from legislation_hub.services.hearing import NUMBERED, UNWRITABLE
from legislation_hub.services.storing import path_of
from legislation_hub.services.withdrawing import withdraw
from legislation_hub.vocabulary import Channel, Consent, ImportState, Place, Stance, Tag
from legislation_hub.web import intakes

CHINESE = {
    "provision": "条款定位",
    "words": "意见原话",
    "stance": "类型",
    "household": "户编号",
    "identity": "身份类别",
    "age_band": "年龄",
    "channel": "方式",
    "heard_at": "日期",
    "consent": "同意方式",
    "wants_answer": "希望反馈",
    "together": "同一件编号",
}
SECRET = b"secret"


def nobody_looks(done, rows):
    """Nobody looks at the bar."""


TODAY = clock.today().isoformat()


@pytest.fixture
def tongues(app):
    with app.test_request_context():
        return intakes.tongues()


@pytest.fixture
def task(make):
    return make.task()


@pytest.fixture
def head(make, task):
    return make.room_head(task.unit)


@pytest.fixture
def bring(session, task, head, settings, tongues):
    """Bring a table and look it through, as the page does; return what was noted."""

    def bring(content, name="register.xlsx"):
        session.commit()
        with transaction() as writing:
            made = registering.bring(writing, head, task, name, content, settings.files).id
        intake = session.get_one(Intake, made)
        prospect = registering.look_through(
            session, intake, registering.read(session, intake, settings.files, tongues), nobody_looks
        )
        with transaction() as writing:
            registering.note(writing, writing.get_one(Intake, made), prospect, settings.files)
        return session.get_one(Intake, made)

    return bring


@pytest.fixture
def write(session, head, settings, tongues):
    """Confirm a table and write it; return what was noted."""

    def write(intake):
        identity = intake.id
        with transaction() as writing:
            registering.confirm(writing, head, writing.get_one(Intake, identity))
        register = registering.read(session, session.get_one(Intake, identity), settings.files, tongues)
        with transaction() as writing:
            found = writing.get_one(Intake, identity)
            registering.write(writing, found, register, settings.files, SECRET, nobody_looks)
        return session.get_one(Intake, identity)

    return write


def row(words="停车难", **more):
    return {"words": words, "heard_at": TODAY, "consent": "口头同意", "channel": "入户走访"} | more


def table(rows, heads=CHINESE, above=()):
    book = Workbook()
    for line in above:
        book.active.append(line)
    book.active.append(list(heads.values()))
    for one in rows:
        book.active.append([one.get(name) for name in heads])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def counted(session, kind=Comment):
    return session.scalar(select(func.count()).select_from(kind))


def told(intake):
    return [(one["line"], one["column"], one["text"]) for one in intake.remarks]


class TestLookThrough:
    def test_tells_how_much_would_be_written_and_writes_nothing(self, session, bring):
        intake = bring(table([row("停车难"), row("路太窄")]))

        assert (intake.state, intake.rows, intake.created, intake.known) == (ImportState.READY, 2, 2, 0)
        assert counted(session) == 0

    def test_tells_every_bad_cell_with_its_line_and_lets_the_file_go(self, session, bring, settings):
        intake = bring(
            table(
                [
                    row(),
                    row("", stance="随便"),
                    row(provision="第九十九条"),
                    row(heard_at="昨天", consent=""),
                    row(age_band="九十"),
                ]
            )
        )

        assert intake.state is ImportState.REFUSED
        assert told(intake) == [
            (3, "Words as spoken", NEEDED),
            (3, "Kind of opinion", NOT_OFFERED),
            (4, "Provision concerned", NOT_CITED),
            (5, "Way of consent", NEEDED),
            (5, "Heard on", UNREADABLE_DAY),
            (6, "Age", NOT_OFFERED),
        ]
        assert counted(session, StoredFile) == 1  # the draft's own
        assert not [one for one in settings.files.rglob("*") if one.is_file()]

    def test_tells_every_reason_of_a_line_at_once_whatever_kind_it_is_of(self, task, bring):
        task.consultation.closes_on = clock.today() - timedelta(days=2)
        number = "520181199001011237"

        intake = bring(
            table(
                [
                    row("我是" + number, stance="随便", household="没有这户"),
                    row(provision="第九十九条", household="没有这户", consent=""),
                    row(household="没有这户"),
                    row("", heard_at="昨天"),
                ]
            )
        )

        assert told(intake) == [
            (2, "Kind of opinion", NOT_OFFERED),
            (2, "Heard on", NOT_TAKEN),
            (2, "Words as spoken", NUMBERED),
            (2, "Household code", HOUSEHOLD_UNKNOWN),
            (3, "Way of consent", NEEDED),
            (3, "Provision concerned", NOT_CITED),
            (3, "Heard on", NOT_TAKEN),
            (3, "Household code", HOUSEHOLD_UNKNOWN),
            (4, "Heard on", NOT_TAKEN),
            (4, "Household code", HOUSEHOLD_UNKNOWN),
            (5, "Words as spoken", NEEDED),
            (5, "Heard on", UNREADABLE_DAY),
        ]

    def test_points_out_lines_that_differ_in_one_sign_and_takes_them(self, session, make, task, bring, write):
        for code in ("1-01", "1-02"):
            make.household(task.unit, code=code)
        long = "村口的路灯晚上九点就熄了，要亮到十一点。"
        write(bring(table([row(long, household="1-01"), row("同意", household="1-01"), row("停车难")])))
        one, _two, three = session.execute(select(Comment.number, Comment.id).order_by(Comment.number)).all()

        intake = bring(
            table(
                [
                    row(long.replace("九", "八"), household="1-01"),  # a sign of the words
                    row(long, household="1-02"),  # a sign of the household
                    row(long, household="1-01", channel="征集箱"),  # another word of a list
                    row("同意", household="1-02"),  # what neighbours say alike
                    row("停车 难"),
                    row("停车非常难"),
                    row(long, household="1-01"),  # the same
                ]
            )
        )

        assert (intake.state, intake.created, intake.known) == (ImportState.READY, 6, 1)
        near = [(one["line"], one["number"], one["comment"]) for one in intake.remarks if "comment" in one]
        assert near == [(line, of.number, str(of.id)) for line, of in ((2, one), (3, one), (4, one), (6, three))]
        assert "said" in intake.remarks[0]
        done = write(intake)
        assert done.created == 6
        assert not any("said" in one for one in done.remarks)

    def test_does_not_compare_what_many_say_but_with_the_same_person(self, session, make, task, bring, write):
        for number in range(1, 10):
            make.household(task.unit, code=f"1-0{number}")
        phrase = "同意这一条的规定，没有别的意见。"
        write(bring(table([row(phrase, household=f"1-0{number}") for number in range(1, 6)])))
        first = session.scalars(select(Comment).order_by(Comment.number)).first()

        others = [row(phrase, household=f"1-0{number}") for number in range(6, 10)]
        intake = bring(table([*others, row(phrase, household="1-01", channel="征集箱")]))

        assert [(one.get("line"), one.get("comment"), one.get("common")) for one in intake.remarks] == [
            (6, str(first.id), None),
            (None, None, 4),
        ]
        assert intake.state is ImportState.READY

    def test_tells_what_the_room_does_not_have_as_a_collector_would_be_told(self, bring):
        intake = bring(table([row(household="没有这户")]))

        assert told(intake) == [(2, "Household code", HOUSEHOLD_UNKNOWN)]

    def test_tells_a_day_after_the_closing(self, session, task, bring):
        task.consultation.closes_on = clock.today() - timedelta(days=2)

        assert told(bring(table([row()]))) == [(2, "Heard on", NOT_TAKEN)]

    def test_tells_a_day_ahead_as_that_alone_also_in_a_group(self, task, bring):
        tomorrow = (clock.today() + timedelta(days=1)).isoformat()
        after = (task.consultation.closes_on + timedelta(days=1)).isoformat()

        rows = [
            row("甲", heard_at=tomorrow, together="1"),
            row("乙", together="1"),
            row("丙", heard_at=after, together="1"),
        ]

        assert told(bring(table(rows))) == [(2, "Heard on", DAY_AHEAD), (4, "Heard on", DAY_AHEAD)]

    def test_tells_lines_of_one_submission_that_cannot_be_one(self, make, task, bring):
        make.household(task.unit, code="1-01")

        intake = bring(table([row("甲", together="1", household="1-01"), row("乙", together="1")]))

        assert told(intake) == [(3, "Handed in together", UNLIKE)]

    def test_tells_so_once_where_more_is_wrong_with_the_lines(self, make, task, bring):
        for code in ("1-01", "1-02"):
            make.household(task.unit, code=code)

        rows = [row("甲", together="1", household="1-01", stance="？"), row("乙", together="1", household="1-02")]

        assert told(bring(table(rows))) == [
            (2, "Kind of opinion", NOT_OFFERED),
            (3, "Handed in together", UNLIKE),
        ]

    def test_knows_what_is_here_already(self, bring, write):
        write(bring(table([row("甲"), row("乙")])))

        again = bring(table([row("甲"), row("丙"), row("乙")]))

        assert (again.created, again.known) == (1, 2)


class TestWrite:
    def test_keeps_every_word_as_it_stands_in_the_cell(self, session, bring, write):
        said = " 他说：“=1+1，别收费”。\n第二行 𠮷 "

        write(bring(table([row(said)])))

        assert session.scalars(select(Words.words)).all() == [said]

    def test_reads_what_the_lists_offer(self, session, make, task, bring, write):
        make.household(task.unit, code="1-01")
        line = row(provision="第二条", stance="修改", household="1-01", identity="村民", age_band="60岁及以上",
                   channel="征集箱", consent="书面同意")  # fmt: skip

        write(bring(table([line])))

        comment = session.scalars(select(Comment)).one()
        assert (comment.provision.eid, comment.stance, comment.place) == ("art_2", Stance.AMEND, Place.PROVISION)
        handed_in = comment.submission
        assert (handed_in.household.code, handed_in.identity, handed_in.age_band) == ("1-01", "村民", "60+")
        assert (handed_in.channel, handed_in.consent) == (Channel.BOX, Consent.WRITTEN)
        assert clock.day_of(comment.heard_at) == clock.today()

    def test_the_same_file_twice_adds_nothing(self, session, bring, write):
        content = table([row("甲"), row("甲"), row("乙")])

        first, second = write(bring(content)), bring(content)

        assert (first.created, second.created, second.known) == (3, 0, 3)
        assert (second.state, second.file_id) == (ImportState.DONE, None)
        assert second.remarks == [{"intake": str(first.id), "rows": 3}]
        assert counted(session) == 3

    def test_the_same_lines_in_another_file_add_nothing(self, session, bring, write):
        write(bring(table([row("甲", provision="第二条"), row("甲", provision="第二条"), row("乙")])))
        day = clock.today().strftime("%Y/%m/%d")
        lines = (
            f"{words},{day},口头同意,入户走访,{place}"
            for words, place in (("甲", "第2条"), ("乙", ""), ("甲", "第2条"))
        )
        saved = "\n".join(["意见原话,日期,同意方式,方式,条款定位", *lines])

        again = bring(saved.encode(), "另存.csv")

        assert (again.created, again.known, counted(session)) == (0, 3, 3)

    def test_lines_handed_in_together_are_one_submission(self, session, bring, write):
        write(bring(table([row("甲", together="李家"), row("乙"), row("丙", together="李家")])))

        assert (counted(session, Submission), counted(session)) == (2, 3)

    def test_a_line_put_above_the_others_of_its_submission_joins_them(self, session, bring, write):
        write(bring(table([row("甲", together="李家"), row("乙", together="李家")])))

        again = write(
            bring(table([row("丙", together="李家"), row("甲", together="李家"), row("乙", together="李家")]))
        )

        assert (again.created, again.known) == (1, 2)
        assert (counted(session, Submission), counted(session)) == (1, 3)

    def test_writes_nothing_when_one_row_cannot_stand_any_more(self, session, task, bring, write):
        intake = bring(table([row("甲"), row("乙")]))
        task.consultation.closes_on = clock.today() - timedelta(days=2)
        session.commit()

        with pytest.raises(IntakeNotReady):
            write(intake)

        assert counted(session) == 0
        assert session.get_one(Intake, intake.id).state is ImportState.WRITING

    def test_lets_the_file_go_because_the_words_stand_in_the_comments(self, session, bring, write, settings):
        intake = write(bring(table([row()])))

        assert (intake.state, intake.file_id, intake.done) == (ImportState.DONE, None, 1)
        assert not [one for one in settings.files.rglob("*") if one.is_file()]

    def test_keeps_the_file_where_the_writing_comes_to_nothing(self, session, head, bring, settings, tongues):
        intake = bring(table([row()])).id
        register = registering.read(session, session.get_one(Intake, intake), settings.files, tongues)

        def power_cut():
            with transaction() as writing:
                found = writing.get_one(Intake, intake)
                registering.write(writing, found, register, settings.files, SECRET, nobody_looks)
                raise OSError

        with pytest.raises(OSError):  # noqa: PT011
            power_cut()

        assert [one for one in settings.files.rglob("*") if one.is_file()]

    def test_is_one_event_with_the_counts_beside_those_of_the_comments(self, session, bring, write):
        write(bring(table([row("甲"), row("乙")])))

        tags = session.scalars(select(Event.tag).order_by(Event.sequence)).all()
        assert tags.count(Tag.COMMENT_RECORDED) == 2
        written = session.scalars(select(Event).where(Event.tag == Tag.COMMENTS_IMPORTED)).one()
        assert written.detail == {"created": 2, "known": 0}

    def test_a_withdrawn_row_stays_withdrawn_when_the_table_comes_again(self, session, bring, write):
        content = table([row("甲")])
        write(bring(content))
        comment = session.scalars(select(Comment)).one()
        with transaction() as writing:
            withdraw(writing, None, receipts.derive(SECRET, comment.submission_id), comment.id)

        again = bring(content)

        assert (again.created, again.known) == (0, 1)
        assert session.scalars(select(Words.words)).all() == [""]


class TestConfirm:
    def test_is_for_a_table_that_is_ready_only(self, session, head, bring, write):
        intake = write(bring(table([row()])))

        with pytest.raises(IntakeNotReady):
            registering.confirm(session, head, intake)

    def test_is_for_the_own_room_only(self, session, make, bring):
        intake = bring(table([row()]))

        with pytest.raises(NotAllowed):
            registering.confirm(session, make.room_head(make.room()), intake)


class TestDrop:
    def test_lets_the_file_go_and_leaves_nothing_but_the_trace(self, session, head, bring, settings):
        intake = bring(table([row()]))

        registering.drop(session, head, intake, settings.files)

        assert (intake.state, intake.file_id) == (ImportState.DROPPED, None)

    def test_happens_by_itself_after_a_week(self, session, bring, settings):
        intake = bring(table([row()]))
        intake.brought_at = clock.now() - registering.KEPT_UNCONFIRMED - timedelta(hours=1)

        assert registering.drop_forgotten(session, settings.files) == 1
        assert intake.state is ImportState.DROPPED


class TestTheWishForAnAnswer:
    def test_is_nobody_s_unless_the_table_says_so(self, session, bring, write):
        write(bring(table([row("甲"), row("乙", wants_answer="是"), row("丙", wants_answer="否")])))

        wished = session.execute(
            select(Words.words, Submission.wants_answer)
            .select_from(Words)
            .join(Comment, Comment.id == Words.comment_id)
            .join(Submission, Submission.id == Comment.submission_id)
        )
        assert dict(iter(wished)) == {"甲": False, "乙": True, "丙": False}

    def test_is_yes_or_no(self, session, bring):
        assert told(bring(table([row(wants_answer="看情况")]))) == [(2, "Wishes an answer", NOT_OFFERED)]


class TestTables:
    def test_headings_may_be_english_and_stand_below_a_title(self, session, bring, write):
        english = {head.name: head.text for head in HEADS}
        line = row("甲", consent="Agreed in writing", channel="visit", provision="art_3")

        write(bring(table([line], english, above=[["意见登记表"], []])))

        comment = session.scalars(select(Comment)).one()
        assert (comment.provision.eid, comment.submission.consent) == ("art_3", Consent.WRITTEN)

    def test_a_csv_is_read_in_the_encoding_that_a_spreadsheet_wrote(self, session, bring, write):
        lines = f"意见原话,日期,同意方式,条款定位\n停车难，路又窄，收费也不公开,{TODAY},口头同意,第1条\n"

        write(bring(lines.encode("gb18030"), "登记表.csv"))

        assert session.scalars(select(Words.words)).all() == ["停车难，路又窄，收费也不公开"]

    def test_words_of_which_a_byte_was_lost_are_not_guessed(self, session, bring):
        head, words = (
            "意见原话,日期,同意方式\n".encode("gb18030"),
            "停车难，路又窄，收费也不公开".encode("gb18030"),
        )
        line = words[:-2] + b"\x80" + f",{TODAY},".encode() + "口头同意\n".encode("gb18030")

        assert told(bring(head + line, "登记表.csv")) == [(2, "Words as spoken", UNWRITABLE)]

    @pytest.mark.parametrize("cited", ["第二条", "第2条", "２条", " 第 二 条 ", "第二条（停车）", "art_2"])
    def test_a_provision_is_found_in_every_writing(self, session, task, tongues, cited):
        sheet = [tuple(CHINESE.values()), tuple(row(provision=cited).get(name) for name in CHINESE)]

        register = decipher(sheet, task.id, registering.text_of(session, task.consultation.version_id), tongues)

        assert [heard.provision for _line, heard in register.heard] == ["art_2"]

    @pytest.mark.parametrize(
        "written", ["2026-08-05", "2026/8/5", "2026年8月5日", "2026.08.05", "２０２６年８月５日"]
    )
    def test_a_day_is_read_in_every_writing(self, task, tongues, written):
        sheet = [tuple(CHINESE.values()), tuple(row(heard_at=written).get(name) for name in CHINESE)]

        [(_line, heard)] = decipher(sheet, task.id, [], tongues).heard

        assert heard.heard_at.isoformat() == "2026-08-05T12:00:00+08:00"

    def test_a_table_without_the_headings_is_refused_at_the_door(self, tongues):
        with pytest.raises(SheetUnreadable):
            registering.demand_register("a.xlsx", table([], {"words": "话"}), tongues)

    def test_something_else_is_refused_at_the_door(self, tongues):
        with pytest.raises(FileNotWhatItSays):
            registering.demand_register("a.xlsx", b"PK\x03\x04 no workbook", tongues)

    def test_a_table_that_is_too_long_is_refused_at_the_door(self, tongues, monkeypatch):
        monkeypatch.setattr(registering, "MOST_ROWS", 2)

        with pytest.raises(TooManyRows):
            registering.demand_register("a.xlsx", table([row(), row()]), tongues)


class TestTemplate:
    @pytest.mark.parametrize("locale", ["zh", "en"])
    def test_the_empty_table_is_one_that_can_be_brought(self, app, tongues, locale):
        with app.test_request_context(), force_locale(locale):
            content = register_blank(intakes.columns(["第一条"]), intakes._)

        registering.demand_register("a.xlsx", content, tongues)

    def test_its_lists_offer_words_that_are_understood(self, app, tongues):
        with app.test_request_context(), force_locale("zh"):
            content = register_blank(intakes.columns(["第一条"]), intakes._)
        book = load_workbook(BytesIO(content))
        lists = {cells[0]: [one for one in cells[1:] if one]
                 for cells in book.worksheets[1].iter_cols(values_only=True)}  # fmt: skip

        assert lists["条款定位"][0] == "第一条"
        assert "口头同意" in lists["同意方式"]
        assert {
            next(iter(one.sqref.ranges)).min_col for one in book.worksheets[0].data_validations.dataValidation
        } == {at for at, cells in enumerate(lists.values(), start=1) if cells}
        for heading in ("类型", "方式", "同意方式"):
            assert all(tongues.words[one] for one in lists[heading])


def test_the_file_stands_where_every_file_stands_until_it_was_looked_through(session, task, head, settings):
    intake = registering.bring(session, head, task, "a.xlsx", b"bytes", settings.files)

    assert intake.file is not None
    assert path_of(settings.files, intake.file.sha256).read_bytes() == b"bytes"

"""The room's pages of a table of comments: brought, looked through beside the answer, confirmed or dropped."""

from io import BytesIO

import pytest
from sqlalchemy import func, select

from legislation_hub import clock
from legislation_hub.models import Comment, Intake
from legislation_hub.services import registering
from legislation_hub.vocabulary import ImportState
from legislation_hub.web.working import bench_of

HEAD = "意见原话,日期,同意方式\n"


@pytest.fixture
def task(make, session):
    task = make.task()
    session.commit()
    return task.id


@pytest.fixture
def head(make, session, task, browse):
    head = make.room_head(session.get_one(registering.Task, task).unit)
    session.commit()
    return browse(head)


@pytest.fixture
def bring(app, session, head, task):
    """Send a table and wait until it was looked through; return its id."""

    def bring(*rows):
        lines = HEAD + "".join(f"{words},{clock.today().isoformat()},口头同意\n" for words in rows)
        answer = head.post(f"/room/tasks/{task}/register", {"table": (BytesIO(lines.encode()), "登记表.csv")},
                           content_type="multipart/form-data")  # fmt: skip
        assert answer.status_code == 200
        bench_of(app).wait()
        session.rollback()
        return session.scalars(select(Intake.id).order_by(Intake.brought_at.desc())).first()

    return bring


def test_a_table_is_looked_through_and_then_written(app, session, head, bring):
    intake = bring("停车难", "路太窄")

    page = head.get(f"/room/registers/{intake}").text
    assert "各行均可导入，目前尚未导入。" in page
    assert "导入 2 条意见" in page
    head.post(f"/room/registers/{intake}/confirm")
    bench_of(app).wait()

    assert "已以您的名义导入" in head.get(f"/room/registers/{intake}").text
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Comment)) == 2


def test_the_first_ten_rows_are_shown_as_they_will_be_taken(head, bring):
    intake = bring(*(f"第{number}句话" for number in range(12)))

    page = head.get(f"/room/registers/{intake}").text

    assert "导入后前几行如下" in page
    assert [f"第{number}句话" in page for number in range(12)] == [True] * 10 + [False] * 2
    day = clock.today()
    assert page.count(f"{day.year}年{day.month}月{day.day}日") >= 10
    assert page.count("口头同意") == 10


def test_a_table_that_stands_still_goes_on_when_somebody_looks(app, session, head, bring):
    intake = bring("停车难")
    found = session.get_one(Intake, intake)
    found.state = ImportState.WRITING  # confirmed, and then the server was stopped
    session.commit()

    head.get(f"/room/registers/{intake}")
    bench_of(app).wait()

    session.rollback()
    assert session.get_one(Intake, intake).state is ImportState.DONE


def test_a_bad_table_shows_line_column_and_reason(head, bring):
    intake = bring("停车难", "")

    page = head.get(f"/room/registers/{intake}").text

    assert "没有导入：有 1 处需要更正" in page
    assert "意见原话" in page


def test_a_line_nearly_like_a_comment_that_is_here_leads_to_it(app, session, head, bring):
    first = bring("停车难", "路太窄")
    head.post(f"/room/registers/{first}/confirm")
    bench_of(app).wait()

    second = bring("停车真难", "修路")
    page = head.get(f"/room/registers/{second}").text

    session.rollback()
    number, identity = session.execute(select(Comment.number, Comment.id).order_by(Comment.number)).first()
    assert "1 行与已有意见基本相同" in page
    assert f'href="/room/comments/{identity}">{number}<' in page
    assert "停车<mark>真</mark>难" in page
    assert page.count("表中第 2 行") == 1
    assert "导入 2 条意见" in page


def test_a_table_of_which_all_is_here_says_from_where_and_needs_no_more(app, session, head, task, bring):
    first = bring("停车难", "路太窄")
    head.post(f"/room/registers/{first}/confirm")
    bench_of(app).wait()

    second = bring("停车难", "路太窄")
    page = head.get(f"/room/registers/{second}").text

    assert "表中 2 行意见此前均已导入" in page
    assert f'2 行：<a href="/room/registers/{first}" lang="zh-CN">登记表.csv</a>' in page
    assert "<form" not in page[page.index("此前均已导入") : page.index("</main>")]
    listed = head.get(f"/room/tasks/{task}/register").text
    assert (
        "全部已有" in listed[listed.index(f"/room/registers/{second}") : listed.index(f"/room/registers/{first}")]
    )


def test_the_list_counts_no_comment_of_a_table_that_was_not_written(session, head, task, bring):
    bring("停车难", "路太窄", "")

    page = head.get(f"/room/tasks/{task}/register").text

    row = page[page.index("登记表.csv") :]
    assert 'data-label="新增意见">—<' in row


def test_a_dropped_table_says_so(head, bring):
    intake = bring("停车难")

    head.post(f"/room/registers/{intake}/drop")

    assert "这份表格已放弃" in head.get(f"/room/registers/{intake}").text


def test_the_progress_is_told_to_the_bar(head, bring):
    intake = bring("停车难")

    assert head.get(f"/room/registers/{intake}/progress").json == {"under_way": False, "done": 0, "rows": 0}


def test_what_is_no_table_is_told_on_the_form(head, task):
    answer = head.post(f"/room/tasks/{task}/register", {"table": (BytesIO(b"PK\x03\x04"), "a.xlsx")},
                       content_type="multipart/form-data")  # fmt: skip

    assert answer.status_code == 422
    assert "重新保存" in answer.text or "另存" in answer.text


def test_the_empty_table_names_the_provisions_of_the_draft(head, task):
    answer = head.get(f"/room/tasks/{task}/register/template.xlsx")

    assert answer.status_code == 200
    assert answer.data.startswith(b"PK")


def test_another_room_is_refused(make, session, browse, task, head, bring):
    stranger = browse(make.room_head(make.room(session.get_one(registering.Task, task).unit.parent)))
    session.commit()
    intake = bring("停车难")

    assert stranger.get(f"/room/registers/{intake}").status_code == 403

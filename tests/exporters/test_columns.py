from datetime import UTC, datetime

from legislation_hub.exporters.columns import OUTCOMES, REGISTER, SUMMARY, TASKS, lines, shown, some_numbers
from legislation_hub.exporters.paper import TaskRow
from legislation_hub.vocabulary import Form
from tests.exporters.papers import SAY, report


def heads(columns):
    return "｜".join(SAY(column.head) for column in columns)


class TestHeads:
    """The wording of the official tables, to the letter."""

    def test_of_the_summary(self):
        assert heads(SUMMARY) == "序号｜条款｜草案原文｜修改建议｜理由｜提出人或单位/人次｜来源联络室｜合并自编号"

    def test_of_the_register(self):
        assert heads(REGISTER) == (
            "编号｜草案及版次｜条款定位｜原文｜意见原话｜语言｜转述人｜类型｜建议表述｜理由/事例｜提出人｜身份类别｜"
            "年龄段/性别｜村/网格/联户单元｜户编号｜单位及盖章｜方式｜日期｜采集员｜同意方式｜附件｜汇总表序号"
        )

    def test_of_the_outcomes(self):
        assert heads(OUTCOMES) == (
            "序号｜意见编号｜条款｜建议｜采纳情况｜通过文本对应条｜未采纳理由｜依据｜反馈方式｜反馈日期｜反馈人"
        )

    def test_of_the_tasks(self):
        assert heads(TASKS) == "序号｜承办单位｜重点条款｜方式｜对象｜完成时限｜责任人｜签收时间｜完成情况"


class TestShown:
    def test_a_deidentified_register_has_no_column_that_names_people(self):
        hidden = {SAY(c.head) for c in REGISTER} - {SAY(c.head) for c in shown(REGISTER, Form.DEIDENTIFIED)}

        assert hidden == {"转述人", "提出人", "年龄段/性别", "村/网格/联户单元", "户编号", "采集员"}
        assert shown(REGISTER, Form.FULL) == REGISTER


class TestLines:
    def test_are_counted_from_one_and_say_who_and_how_many(self):
        paper = report(points=3, comments=7)

        assert [[line[0], line[5]] for line in lines(SUMMARY, paper.summary)] == [
            [1, "村民等/3"],
            [2, "村民等/2"],
            [3, "村民等/2"],
        ]

    def test_a_moment_is_the_countys(self):
        row = TaskRow("达溪镇", "", "", "", None, "", datetime(2026, 7, 1, 17, 5, tzinfo=UTC), "")

        assert next(lines(TASKS, [row]))[7] == datetime(2026, 7, 2, 1, 5)


class TestSomeNumbers:
    def test_a_few_stand_in_full_and_many_are_counted(self):
        assert some_numbers(["1", "2", "3"], SAY) == "1\n2\n3"
        assert some_numbers([str(n) for n in range(170)], SAY) == "0\n1\n2\n等170条"

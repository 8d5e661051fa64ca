"""``amend`` as a terminal runs it."""

import json

from click.testing import CliRunner

from legislation_hub.cli import hub

BASE = """示例市公园条例
第一条　公园应当免费开放。
第二条　公园管理单位应当公布开放时间。
第三条　本条例自公布之日起施行。
"""
DECISION = """示例市人民代表大会常务委员会关于修改《示例市公园条例》的决定
一、增加一条，作为第二条：“公园应当设置无障碍设施。”
二、将第三条中的“公布”修改为“通过”。
《示例市公园条例》对条文顺序作相应调整，重新公布。
"""


def run(tmp_path, *options):
    (tmp_path / "base.txt").write_text(BASE, encoding="utf-8")
    (tmp_path / "decision.txt").write_text(DECISION, encoding="utf-8")
    files = [str(tmp_path / "base.txt"), str(tmp_path / "decision.txt")]
    return CliRunner().invoke(hub, ["amend", *files, *options], catch_exceptions=False)


class TestAmend:
    def test_prints_operations_text_and_remarks_as_one_object(self, tmp_path):
        done = json.loads(run(tmp_path, "--json").stdout)

        assert [(one["clause"], one["kind"], one["old"], one["new"]) for one in done["operations"]] == [
            ("cl_1", "insert", None, "art_2"),
            ("cl_2", "substitute", "art_3", "art_4"),
        ]
        assert [one["eid"] for one in done["text"]["provisions"]] == ["art_1", "art_2", "art_3", "art_4"]
        assert set(done["remarks"][0]) == {"line", "text", "reason"}

    def test_prints_the_text_alone_and_tells_what_to_check_beside_it(self, tmp_path):
        result = run(tmp_path)

        assert "第四条　本条例自通过之日起施行。" in result.stdout
        assert "decision.txt:0: By the rule" in result.stderr

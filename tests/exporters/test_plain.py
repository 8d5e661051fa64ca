import pytest

from legislation_hub.exporters.plain import formula, harmless, printable, width


class TestPrintable:
    def test_takes_out_what_no_file_can_hold(self):
        assert printable("第\x00一\x0b条\x1b[0m\ud83d\u202e\ufeff") == "第一条[0m\ufffd"

    def test_keeps_lines_and_makes_a_tab_a_space(self):
        assert printable("一\r\n二\r三\n四\t五") == "一\n二\n三\n四 五"

    def test_leaves_words_alone(self):
        assert printable("喆昇祎镕𰻝 “好” —— 😀") == "喆昇祎镕𰻝 “好” —— 😀"


class TestHarmless:
    @pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM", "  =1", "\t=1", "\n=1", "＝1", "　=1"])
    def test_what_a_spreadsheet_would_run_is_quoted(self, text):
        assert formula(text)
        assert harmless(text) == f"'{text}"

    @pytest.mark.parametrize("text", ["", "建议=删除", "第一条", "1-2", "（一）"])
    def test_all_else_stays(self, text):
        assert harmless(text) == text


class TestWidth:
    def test_counts_chinese_whole_and_figures_half(self):
        assert width("2026年8月5日") == 6
        assert width("“第一条”，") == 6

"""Web pages: what a browser would show, and not what it would not."""

from contextlib import suppress

import pytest

from legislation_hub.legaltext.reading import read
from legislation_hub.problems import FileNotWhatItSays, FileUnsafe


def lines(markup, name="a.html", encoding="utf-8"):
    return [line.text for line in read(name, markup.encode(encoding)).lines]


def told(markup):
    return [
        remark.reason.partition(" (")[0].partition(";")[0] for remark in read("a.html", markup.encode()).remarks
    ]


class TestText:
    def test_blocks_breaks_and_entities(self):
        page = "<h1>某法</h1><div>第一条&nbsp;甲<br>第二条 乙&#12290;</div><p>《关于修改<某法>的决定》</p>丙"

        assert lines(page) == ["某法", "第一条 甲", "第二条 乙。", "《关于修改<某法>的决定》", "丙"]

    def test_breaks_of_the_markup_are_none_of_the_text(self):
        assert lines("<p>第一条 为了\n  保障 the\nlaw，\n制定</p>") == ["第一条 为了保障 the law，制定"]

    def test_printed_text_keeps_its_lines(self):
        assert lines("<pre>第一条 甲\n第二条 乙</pre>") == ["第一条 甲", "第二条 乙"]

    def test_numbered_lists_keep_their_numbers(self):
        assert lines("<ol start=3><li>子<ul><li>甲</ul><li>丑</ol>") == ["3. 子", "甲", "4. 丑"]

    def test_markup_that_is_never_closed_is_read(self):
        assert lines("<table><tr><td>甲<td>乙<tr><td>丙<td>丁") == ["| 甲 | 乙 |", "| 丙 | 丁 |"]

    def test_cells_of_paragraphs_stay_in_their_row(self):
        page = "<table><tr><td><p>甲<p>乙</td><td>丙<br>丁</td></tr></table>"

        assert lines(page) == ["| 甲 乙 | 丙 丁 |"]

    def test_a_table_that_lays_out_the_page_is_only_a_frame(self):
        inner = "<table><tr><td><p>第一条 甲</p><p>第二条 乙</p></td></tr></table>"

        assert lines(f"<table><tr><td>首页</td><td>{inner}</td></tr></table>") == [
            "首页",
            "第一条 甲",
            "第二条 乙",
        ]

    def test_a_page_saved_in_one_file_is_read(self):
        page = (
            'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
            'Content-Type: text/html; charset="gb2312"\nContent-Transfer-Encoding: base64\n\n'
            "PHA+tdrSu8z1ILzXPC9wPg==\n--b\nContent-Type: image/png\n\nx\n--b--\n"
        )

        assert lines(page, "a.mht") == ["第一条 甲"]
        assert lines(page, "a.mhtml") == ["第一条 甲"]


class TestWhatIsNotShown:
    def test_scripts_styles_and_comments_are_no_text(self):
        page = "<head><title>无</title></head><script>1<2</script><style>p{}</style><!--无--><p>甲<!--无-->乙</p>"

        assert lines(page) == ["甲乙"]
        assert told(page) == []

    @pytest.mark.parametrize("hidden", ["<p hidden>无</p>", '<p style="display: none">无<b>无</b></p>'])
    def test_hidden_text_is_left_out_and_told(self, hidden):
        assert lines(f"<p>甲</p>{hidden}<p>乙</p>") == ["甲", "乙"]
        assert told(f"<p>甲</p>{hidden}") == ["Hidden text was left out"]

    def test_pictures_are_told(self):
        assert told('<p>甲<img src="a.png"></p>') == ["Pictures or frames were left out"]

    def test_menus_are_told_where_they_are_much(self):
        menu = "首页 政务公开 办事服务 互动交流 " * 3

        assert told(f"<nav>{menu}</nav><p>甲</p>") == ["The page's menus and margins are among the lines"]
        assert told(f"<div class='menu-top'><ul><li>{menu}</ul></div><p>甲</p>") == told(
            f"<nav>{menu}</nav><p>甲</p>"
        )
        assert told(f"<nav>首页</nav><p class='content'>{menu}</p>") == []


class TestEncoding:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16"])
    def test_is_found_without_being_named(self, encoding):
        assert lines("<p>第一條 為了保障公民的權利，制定本法。</p>", encoding=encoding) == [
            "第一條 為了保障公民的權利，制定本法。"
        ]

    @pytest.mark.parametrize("named", ["gb2312", "GBK", "utf-8", "x-unknown"])
    def test_a_name_that_is_wrong_misleads_nobody(self, named):
        assert lines(f'<meta charset="{named}"><p>第一条 甲。</p>') == ["第一条 甲。"]


class TestDanger:
    @pytest.mark.parametrize(
        "part",
        ["<a ", '<a x="', "<!--", "<!", "<![CDATA[", "</", "<", "&#", "<?", "<p", "<a\n", "<p> ", "<svg><style>"],
    )
    def test_markup_that_never_ends_takes_its_time_once(self, part):
        page = f"<p>甲</p>{part * 200_000}"

        with suppress(FileUnsafe, FileNotWhatItSays):
            assert lines(page)[0].startswith("甲")

    def test_a_tag_full_of_spaces_takes_its_time_once(self):
        assert lines(f"<p>甲</p><p{' ' * 500_000}>乙</p><a{' ' * 500_000}") == ["甲", "乙"]

    def test_markup_nested_without_end_is_refused(self):
        with pytest.raises(FileUnsafe):
            lines("<div>" * 100_000 + "甲")

    def test_a_tag_of_countless_attributes_is_refused(self):
        with pytest.raises(FileUnsafe):
            lines(f"<p {' '.join(f'a{at}=1' for at in range(5000))}>甲</p>")

"""Every real text in every encoding that offices use is read as it was written, and told where it was not."""

import pytest

from legislation_hub.legaltext.readers.encodings import encoding_of
from legislation_hub.legaltext.reading import read
from legislation_hub.problems import FileNotWhatItSays

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32")


class TestRealTexts:
    @pytest.mark.parametrize("encoding", ENCODINGS)
    def test_come_back_from_every_encoding(self, shared_data, encoding):
        files = [*(shared_data / "laws" / "text").glob("*.txt"), *(shared_data / "drafts").rglob("*.txt")]
        wrong = []
        for file in files:
            text = file.read_text(encoding="utf-8-sig")
            if read("a.txt", text.encode(encoding)) != read("a.txt", text.encode()):
                wrong.append(file.name)

        assert len(files) > 180
        assert wrong == []

    def test_a_draft_in_traditional_characters_comes_back_from_big5(self, shared_data):
        files = sorted((shared_data / "drafts" / "tw_closelyheld_2015").glob("*.docx"))
        assert files
        for file in files:
            text = "\n".join(line.text for line in read(file.name, file.read_bytes()).lines)
            content = text.encode("big5hkscs", "replace")
            assert read("a.txt", content) == read("a.txt", content.decode("big5hkscs").encode())


class TestDoubt:
    @pytest.mark.parametrize("encoding", ENCODINGS)
    def test_a_single_line_is_enough(self, encoding):
        assert [one.text for one in read("a.txt", "第一条　甲".encode(encoding)).lines] == ["第一条　甲"]

    def test_utf_16_needs_no_line_feed(self):
        assert encoding_of("中华人民共和国立法法是为了规范立法活动".encode("utf-16-le")) == "utf-16-le"
        assert encoding_of("中华人民共和国立法法是为了规范立法活动".encode("utf-16-be")) == "utf-16-be"

    def test_a_text_cut_inside_a_character_is_read_and_told(self):
        content = ("国家鼓励公民参与立法。" * 100).encode()[:-1]

        source = read("a.txt", content)

        assert source.lines[0].text.startswith("国家鼓励公民参与立法。")
        assert [one.values["count"] for one in source.remarks] == [1]

    @pytest.mark.parametrize(
        "content",
        [
            bytes(range(256)) * 8,
            b"\x00" * 500,
            b"\x89PNG\r\n\x1a\n" + bytes(300),
            b"GIF89a" + bytes(range(200)) * 3,
        ],
    )
    def test_what_reads_like_text_in_no_encoding_is_refused(self, content):
        with pytest.raises(FileNotWhatItSays):
            read("a.txt", content)

    def test_latin_text_is_text(self):
        assert read("a.txt", b"Article 1. x").lines[0].text == "Article 1. x"

"""Whatever bytes come, a reader gives lines or a problem, in bounded time; nothing else ever comes out."""

import random
import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legislation_hub.legaltext import reading
from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.readers import html, office, zip_package
from legislation_hub.legaltext.reading import READERS, read
from legislation_hub.problems import FileTooLong, FileUnsafe, Problem
from tests.legaltext.listed import listed

QUICK = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
BEGINNINGS = (
    b"", b"PK\x03\x04", b"%PDF-1.7\n", b"{\\rtf1", b"<html>", b"MIME-Version: 1.0\n\n", b"\xff\xfe",
    b"\xef\xbb\xbf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "第一条　".encode("gb18030"),
)  # fmt: skip
TEXT = "某条例\n第一章　总则\n第一条　为了甲，制定本条例。\n（一）子；\n（二）丑。\n第二条　自即日起施行。"
PAGE = f"<html><meta charset='utf-8'><body><h1>某条例</h1><table><tr><td>{TEXT}</td></tr></table></body></html>"


@pytest.fixture(scope="module")
def word_file():
    """A law whose numbers Word counts."""
    return listed(read("a.txt", TEXT.encode()))


@pytest.fixture(autouse=True)
def no_office(monkeypatch):
    """Whether LibreOffice survives is not ours to test; what stands before and behind it is."""
    monkeypatch.setattr(office, "PROGRAMS", ())


def taken_or_refused(name, content):
    try:
        source = read(name, content)
    except Problem:
        return
    assert source.lines
    assert parse(source).walk()


class TestAnyBytes:
    @pytest.mark.parametrize("suffix", sorted(READERS))
    def test_give_lines_or_a_problem(self, suffix):
        @QUICK
        @given(st.sampled_from(BEGINNINGS), st.binary(max_size=400))
        def bytes_come(beginning, rest):
            taken_or_refused(f"a{suffix}", beginning + rest)

        bytes_come()

    @pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".mht"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
    def test_any_text_gives_lines_or_a_problem(self, suffix, encoding):
        @QUICK
        @given(
            st.text(
                alphabet=st.sampled_from("第一二条章节（）款。；：　 \n\r\t<>&#/\"'=*_#-|`[]!a1\x0b\u2028\ufeff"),
                max_size=80,
            )
        )
        def text_comes(text):
            taken_or_refused(f"a{suffix}", text.encode(encoding))

        text_comes()


class TestDamagedFiles:
    @pytest.mark.parametrize("seed", range(60))
    def test_a_word_file_with_wrong_bytes_gives_lines_or_a_problem(self, seed, word_file):
        taken_or_refused("a.docx", _damaged(word_file, random.Random(seed)))

    @pytest.mark.parametrize("seed", range(60))
    def test_a_word_file_with_wrong_markup_gives_lines_or_a_problem(self, seed, word_file):
        dice = random.Random(seed)
        made = BytesIO()
        source = zipfile.ZipFile(BytesIO(word_file))
        with zipfile.ZipFile(made, "w") as archive:
            for entry in source.namelist():
                content = source.read(entry)
                archive.writestr(entry, _damaged(content, dice, 2) if entry.endswith(".xml") else content)

        taken_or_refused("a.docx", made.getvalue())

    @pytest.mark.parametrize("seed", range(60))
    def test_a_web_page_with_wrong_bytes_gives_lines_or_a_problem(self, seed):
        taken_or_refused("a.html", _damaged(PAGE.encode(), random.Random(seed)))

    def test_a_pdf_with_wrong_bytes_gives_lines_or_a_problem(self, shared_data):
        whole = (shared_data / "laws" / "pdf" / "中华人民共和国国徽法.pdf").read_bytes()
        for seed in range(60):
            taken_or_refused("a.pdf", _damaged(whole, random.Random(seed), 30))


class TestLimits:
    def test_more_text_than_any_law_has_is_refused(self, monkeypatch):
        monkeypatch.setattr(reading, "LIMIT_SIGNS", 10)

        with pytest.raises(FileTooLong):
            read("a.txt", TEXT.encode())

    def test_more_markup_than_fits_in_memory_is_refused(self, monkeypatch, word_file):
        monkeypatch.setattr(zip_package, "TAGS", 50)
        monkeypatch.setattr(html, "TAGS", 50)

        with pytest.raises(FileUnsafe):
            read("many.docx", word_file)
        with pytest.raises(FileUnsafe):
            read("many.html", b"<p>" * 51)

    def test_nesting_that_exhausts_the_reader_is_refused(self, monkeypatch):
        def deep(name, content):
            raise RecursionError

        monkeypatch.setattr(reading, "READERS", {".docx": deep})

        with pytest.raises(FileUnsafe):
            read("a.docx", b"x")

    @pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
    @pytest.mark.parametrize("part", ["**a ", "# ", " ", "| ", "- ", "第一条", "（", "《", "\n", "\\"])
    def test_one_sign_over_and_over_takes_its_time_once(self, suffix, part):
        taken_or_refused(f"a{suffix}", f"甲{part * 100_000}甲".encode())


def _damaged(content: bytes, dice: random.Random, times: int = 8) -> bytes:
    """Return ``content`` with some bytes changed, taken out, doubled or cut off."""
    made = bytearray(content)
    for _time in range(dice.randint(1, times)):
        at, length = dice.randrange(len(made)), dice.choice((1, 1, 4, 40))
        match dice.randrange(5):
            case 0:
                made[at : at + length] = dice.randbytes(length)
            case 1:
                del made[at : at + length]
            case 2:
                made[at:at] = made[at : at + length]
            case 3:
                made[at : at + 1] = dice.choice((b"\x00", b"\xff", b"<", b">", b'"', b"9", b"&"))
            case _ if dice.random() < 0.1:
                del made[max(1, at) :]
    return bytes(made) or b"x"

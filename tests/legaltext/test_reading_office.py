"""Old Word files go through LibreOffice; without it, or when it fails, a problem says what to do."""

import pytest

from legislation_hub.legaltext.readers import office
from legislation_hub.legaltext.reading import read
from legislation_hub.problems import FileEncrypted, FileNotWhatItSays, OfficeFailed, OfficeMissing
from tests.legaltext.listed import listed
from tests.legaltext.office import needs_office, printed, saved_as

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAW = (
    "某条例\n第一章　总则\n第一条　为了甲，制定本条例。\n（一）子；\n（二）丑。\n第二条　本条例自公布之日起施行。"
)


def bare(source):
    return ["".join(line.text.split()) for line in source.lines]


@needs_office
class TestWithLibreOffice:
    # LibreOffice itself writes "?" for the Chinese signs of list numbers into .rtf: there they are typed.
    @pytest.mark.parametrize(("kind", "written"), [("doc", listed), ("odt", listed), ("rtf", printed)])
    def test_an_old_file_is_read_with_the_numbers_that_word_counts(self, shared_data, tmp_path, kind, written):
        file = next((shared_data / "laws" / "text").glob("D093_*"))
        law = read(file.name, file.read_bytes())

        found = read(f"a.{kind}", saved_as(written(law), kind, tmp_path))

        assert bare(found) == bare(law)

    def test_a_file_of_wps_is_a_word_file_by_another_name(self, tmp_path):
        law = read("a.txt", LAW.encode())

        assert bare(read("a.wps", saved_as(listed(law), "doc", tmp_path))) == bare(law)

    def test_one_xml_file_of_word_2003_is_no_web_page(self, tmp_path):
        law = read("a.txt", LAW.encode())
        content = saved_as(printed(law), "xml", tmp_path, "xml:MS Word 2003 XML")

        assert b"wordml" in content[:8192]
        assert bare(read("a.doc", content)) == bare(law)

    def test_a_damaged_file_is_a_problem(self):
        with pytest.raises(OfficeFailed):
            read("a.doc", OLE + b"\0" * 600)

    def test_what_takes_too_long_is_ended(self, monkeypatch, tmp_path):
        content = saved_as(listed(read("a.txt", LAW.encode())), "doc", tmp_path)
        monkeypatch.setattr(office, "SECONDS", 0.01)

        with pytest.raises(OfficeFailed):
            read("a.doc", content)


class TestWithoutLibreOffice:
    @pytest.mark.parametrize(("name", "content"), [("a.doc", OLE + b"\0" * 600), ("a.rtf", b"{\\rtf1 x}")])
    def test_a_problem_says_what_to_do(self, monkeypatch, name, content):
        monkeypatch.setattr(office, "PROGRAMS", ("no-such-program",))

        with pytest.raises(OfficeMissing, match=r"Save it as \.docx"):
            read(name, content)

    def test_a_new_file_under_an_old_name_is_read_as_what_it_is(self, monkeypatch, word):
        monkeypatch.setattr(office, "PROGRAMS", ())
        page = "<html><body><p>第一条 甲。</p></body></html>".encode()

        assert bare(read("a.doc", word("<w:p><w:r><w:t>甲。</w:t></w:r></w:p>"))) == ["甲。"]
        assert bare(read("a.doc", page)) == ["第一条甲。"]
        assert bare(read("a.doc", b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n" + page)) == [
            "第一条甲。"
        ]

    def test_a_file_with_a_password_is_encrypted(self, monkeypatch):
        monkeypatch.setattr(office, "PROGRAMS", ())
        information = b"\xec\xa5\xc1\x00" + b"\0" * 7 + b"\x01" + b"\0" * 100

        with pytest.raises(FileEncrypted):
            read("a.doc", OLE + b"\0" * 504 + information)

    @pytest.mark.parametrize("content", [b"x", b"PK\x03\x04 no archive"])
    def test_what_is_no_document_is_not_taken(self, content):
        with pytest.raises(FileNotWhatItSays):
            read("a.doc", content)

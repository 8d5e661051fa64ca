import subprocess
from dataclasses import replace
from hashlib import sha256

import pytest

from legislation_hub.exporters.bundle import sums, write_bundle, write_whole
from legislation_hub.exporters.catalogue import FORMATS
from tests.exporters.papers import SAY, report

PAPER = report(points=2, comments=9)
MANIFEST = b'{"format":1}'


class TestWriteBundle:
    def test_writes_what_was_asked_for_and_always_the_manifest_and_the_sums(self, tmp_path):
        folder = write_bundle(tmp_path, PAPER, MANIFEST, ["csv", "xlsx"], SAY)

        assert folder == tmp_path / "大方联〔2026〕3号"
        assert sorted(path.name for path in folder.iterdir()) == [
            "SHA256SUMS",
            "manifest.json",
            "register.csv",
            "report.xlsx",
            "summary.csv",
            "tallies.csv",
        ]
        assert (folder / "manifest.json").read_bytes() == MANIFEST

    def test_the_sums_hold_for_every_file(self, tmp_path):
        folder = write_bundle(tmp_path, PAPER, MANIFEST, FORMATS, SAY)
        listed = (folder / "SHA256SUMS").read_text().splitlines()

        assert len(listed) == len(list(folder.iterdir())) - 1
        subprocess.run(
            ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, check=True, capture_output=True
        )

    def test_twice_gives_the_same_bytes(self, tmp_path):
        once, twice = (write_bundle(tmp_path / name, PAPER, MANIFEST, FORMATS, SAY) for name in ("a", "b"))

        assert (once / "SHA256SUMS").read_bytes() == (twice / "SHA256SUMS").read_bytes()

    def test_takes_away_what_an_earlier_export_left(self, tmp_path):
        write_bundle(tmp_path, PAPER, MANIFEST, ["csv"], SAY)
        folder = write_bundle(tmp_path, PAPER, MANIFEST, ["json"], SAY)

        assert sorted(path.name for path in folder.iterdir()) == ["SHA256SUMS", "manifest.json"]

    @pytest.mark.parametrize("number", ["../x", "a/b", "", ".", ".."])
    def test_a_number_that_leads_elsewhere_is_refused(self, tmp_path, number):
        with pytest.raises(ValueError, match="cannot name a folder"):
            write_bundle(tmp_path, replace(PAPER, number=number), MANIFEST, ["json"], SAY)

        assert list(tmp_path.iterdir()) == []


class TestSums:
    def test_are_written_as_sha256sum_reads_them(self):
        assert sums({"b": b"2", "a": b"1"}).decode().splitlines() == [
            f"{sha256(b'1').hexdigest()}  a",
            f"{sha256(b'2').hexdigest()}  b",
        ]


class TestWriteWhole:
    def test_a_file_is_replaced_whole_and_nothing_else_stays(self, tmp_path):
        (tmp_path / "file").write_bytes(b"old and longer")

        write_whole(tmp_path / "file", b"new")

        assert (tmp_path / "file").read_bytes() == b"new"
        assert [path.name for path in tmp_path.iterdir()] == ["file"]

    def test_what_breaks_off_leaves_the_old_one(self, tmp_path, monkeypatch):
        def full(descriptor):
            raise OSError("disk full")

        (tmp_path / "file").write_bytes(b"old")
        monkeypatch.setattr("legislation_hub.exporters.bundle.os.fsync", full)

        with pytest.raises(OSError, match="disk full"):
            write_whole(tmp_path / "file", b"new")

        assert (tmp_path / "file").read_bytes() == b"old"
        assert [path.name for path in tmp_path.iterdir()] == ["file"]

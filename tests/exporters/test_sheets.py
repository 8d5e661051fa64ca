from datetime import date

import pytest
import segno
import zxingcpp

from legislation_hub.exporters import sheets
from legislation_hub.exporters.paper import PosterPaper, ReceiptPaper, Slip, SlipItem, SlipPaper
from tests.exporters.papers import SAID, SAY, SIGNED
from tests.exporters.rendered import pages, plain_text, squeezed

TITLE = "大方县农村人居环境治理条例（草案）"
ITEM = SlipItem("520521104-2026-00001", "第八条第二款", SAID[0], "采纳", "已写入第九条。")
CODE = "XFVN-XNEN-NXWA-S6RX-1172-A1FY-5MFZ"


def slips(count, items=1):
    each = tuple(Slip(f"XH-03-{n:03}", "新华村第三网格", (ITEM,) * items) for n in range(count))
    return SlipPaper(TITLE, "百纳乡联络室", "安主任，0857-0000000", date(2026, 10, 8), SIGNED, each)


def poster(size="a4", questions=("垃圾几天清运一次合适？",), title=TITLE):
    return PosterPaper(
        title, "百纳乡联络室", questions, date(2026, 7, 30), "https://x.example/c/1", "安主任", SIGNED, size
    )


def receipt():
    numbers = ("520521104-2026-00001",)
    return ReceiptPaper(
        TITLE, "百纳乡联络室", CODE, numbers, date(2026, 7, 12), "https://x.example/receipt", "安主任", SIGNED
    )


class TestSlips:
    def test_every_household_gets_its_own(self):
        text = plain_text(sheets.slips_pdf(slips(7), SAY))

        assert all(text.count(f"户编号XH-03-{n:03}") == 1 for n in range(7))
        assert text.count(squeezed(SAID[0])) == 7

    def test_several_fit_a_sheet_and_none_is_torn(self):
        printed = [page.get_textpage().get_text_range() for page in pages(sheets.slips_pdf(slips(7), SAY))]

        assert 1 < len(printed) < 7
        assert all(text.count("户编号") == text.count("反馈人") for text in printed)

    def test_a_household_with_many_comments_may_take_several_sheets(self):
        text = plain_text(sheets.slips_pdf(slips(1, items=40), SAY))

        assert text.count("已写入第九条") == 40


class TestPoster:
    def test_is_one_page_with_the_way_in(self):
        pdf = sheets.poster_pdf(poster(), SAY)

        assert len(pages(pdf)) == 1
        for part in (
            TITLE,
            "截止时间：2026年7月30日",
            "https://x.example/c/1",
            "不用注册，不用留名",
            "当面告诉我们：安主任",
        ):
            assert squeezed(part) in plain_text(pdf)

    @pytest.mark.parametrize("size", ["a4", "a3"])
    def test_its_code_is_read_from_the_printed_page(self, size):
        (page,) = pages(sheets.poster_pdf(poster(size), SAY))

        found = zxingcpp.read_barcodes(page.render(scale=0.7).to_pil())
        assert [one.text for one in found] == ["https://x.example/c/1"]

    @pytest.mark.parametrize("size", ["a4", "a3"])
    @pytest.mark.parametrize("asked", [0, 1, 5, 9])
    @pytest.mark.parametrize("title", [TITLE, TITLE * 3])
    def test_is_one_page_however_much_is_asked(self, size, asked, title):
        question = "垃圾几天清运一次合适？费用该由谁来出，您觉得一家一年多少钱出得起？"
        pdf = sheets.poster_pdf(poster(size, (question,) * asked, title), SAY)

        assert len(pages(pdf)) == 1
        assert plain_text(pdf).count(squeezed(question)) >= min(asked, 1)


class TestReceipt:
    def test_is_one_page_with_the_code_on_one_line(self):
        pdf = sheets.receipt_pdf(receipt(), SAY)
        (page,) = pages(pdf)

        assert CODE in page.get_textpage().get_text_range().replace("\u200b", "")
        assert "520521104-2026-00001" in plain_text(pdf)

    def test_its_qr_holds_the_code_as_text_and_no_address(self, monkeypatch):
        held = codes_in(monkeypatch)
        sheets.receipt_pdf(receipt(), SAY)

        assert held == [CODE]


class TestBytes:
    def test_are_the_same_each_time(self):
        for make, paper in (
            (sheets.slips_pdf, slips(2)),
            (sheets.poster_pdf, poster()),
            (sheets.receipt_pdf, receipt()),
        ):
            assert make(paper, SAY) == make(paper, SAY)


def codes_in(monkeypatch):
    held, make = [], segno.make_qr
    monkeypatch.setattr(segno, "make_qr", lambda text, **options: held.append(text) or make(text, **options))
    return held

"""The whole way, there and back: one household's words, from the door to the legislature and home again."""

import json
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from lxml import etree
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from legislation_hub import clock
from legislation_hub.app import create_app
from legislation_hub.cli import hub
from legislation_hub.models.database import db
from legislation_hub.settings import from_environment
from legislation_hub.ticking import tick
from tests import books
from tests.house import ROOT
from tests.walking import Page, Walker

DRAFTS = ROOT / "drafts"
LAW = "中华人民共和国动物防疫法（修订草案）"
PASSWORD = "山高水长好修农村路"

# What was said at a door. From here on nobody changes a sign of it.
WORDS = '打了针要给一张条子。\n赶场的时候<没得条子>，人家"说不清" & 不敢买——3 块钱一针，也要有个凭据！'
ALIKE = "防疫员打完就走，哪家打了哪家没打，过后哪个说得清？"
GRIEVANCE = "我家去年死的那头牛，补偿的钱到现在没有下来。"
VAGUE = "这个法好是好，就怕落不到我们这里。"
DETAIL = "说的是村里只有一个防疫员，要管六个寨子。"
RESIDENT = "村里的狗到处跑，打没打针看不出来，应当挂个牌。"
OFFICIAL = "免疫证明宜采用电子形式，与养殖档案合并。"
REASON = "群众买卖牲口时没有凭据。"
ANSWER = "可行，已在两个乡镇试点。"
ELSEWHERE = "打针的证明，最好手机上也查得到。"

FILES = {
    "report.docx": "报告（Word）",
    "report.pdf": "报告（PDF）",
    "report.xlsx": "表格（Excel）",
    "register.csv": "意见登记表（CSV）",
    "manifest.json": "核验清单（JSON）",
}

# 2026年9月1日 is a Tuesday.
FIRST_DAY = datetime(2026, 9, 1, tzinfo=clock.COUNTY)


def on(day: int, hour: int, minute: int = 0) -> AbstractContextManager[None]:
    """Let it be the so many-th day of the story, at this hour in the county."""
    return clock.held_at(FIRST_DAY + timedelta(days=day - 1, hours=hour, minutes=minute))


@dataclass
class County:
    """The instance, everybody's browser, and what people have on paper."""

    app: Flask
    folder: Path
    browsers: dict[str, Walker] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    papers: dict[str, str] = field(default_factory=dict)

    def operator(self, *command: str, status: int = 0) -> Result:
        """Run a command on the machine of the server."""
        done = CliRunner().invoke(hub, command)
        assert done.exit_code == status, done.output
        return done

    def person(self, name: str) -> Walker:
        """The browser of somebody with an account; the first time they set a password with their code."""
        if name not in self.browsers:
            walker = self.browsers[name] = Walker(self.app)
            walker.open("/door/")
            walker.follow("使用一次性口令")
            walker.press("设置密码", name=name, code=self.codes[name], password=PASSWORD, again=PASSWORD)
        return self.browsers[name]

    def resident(self) -> Walker:
        """The browser of somebody without an account."""
        return self.browsers.setdefault("", Walker(self.app))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def county(request, tmp_path, monkeypatch) -> Iterator[County]:
    """A fresh and empty instance, as somebody finds it who has just installed the product."""
    monkeypatch.setenv("LEGISLATION_HUB_DATA", str(tmp_path))
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    if request.param == "postgres":
        monkeypatch.setenv("LEGISLATION_HUB_DATABASE", request.getfixturevalue("postgres_url"))
    assert CliRunner().invoke(hub, ["upgrade"]).exit_code == 0
    app = create_app(from_environment())
    yield County(app, tmp_path)
    with app.app_context():
        db.engine.dispose()


def test_one_comment_goes_the_whole_way_and_back(county: County):
    with on(day=1, hour=8):
        the_operator_makes_the_first_administrator(county)
    with on(day=1, hour=9):
        the_administrator_brings_in_places_and_people(county)
    with on(day=1, hour=10):
        the_coordinator_uploads_a_draft_and_puts_a_line_right(county)
    with on(day=1, hour=11):
        the_coordinator_prepares_and_sends(county)
    with on(day=2, hour=9):
        the_room_signs_and_shares(county)
    with on(day=3, hour=19):
        the_collector_writes_down_what_households_say(county)
    with on(day=4, hour=20):
        a_resident_scans_the_code_on_the_wall(county)
    with on(day=5, hour=9):
        the_room_looks_at_each_comment(county)
    with on(day=5, hour=15):
        the_detail_comes_and_is_accepted(county)
    with on(day=6, hour=9):
        rooms_and_a_department_hand_up_and_one_comes_back(county)
    with on(day=7, hour=9):
        the_station_merges_and_a_department_answers(county)
    with on(day=22, hour=9):
        whoever_comes_late_is_given_a_new_code(county)
    with on(day=23, hour=9):
        the_last_day_passes_and_the_report_is_signed(county)
    with on(day=24, hour=9):
        the_municipality_takes_the_files_and_records_outcomes(county)
    with on(day=25, hour=9):
        a_second_reading_comes_and_the_comments_follow(county)
    with on(day=30, hour=9):
        the_answer_goes_back(county)
    with on(day=31, hour=20):
        the_resident_sees_the_outcome_proves_the_words_and_takes_them_back(county)
    with on(day=32, hour=9):
        everything_can_be_found_and_the_log_holds(county)


def the_operator_makes_the_first_administrator(county: County):
    newcomer = Walker(county.app)
    newcomer.open("/door/").says("还没有系统管理员")

    made = county.operator("accounts", "add", "--name", "guanli", "--person", "杨管理")

    county.codes["guanli"] = made.stdout.split()[1]
    assert county.person("guanli").page.path == "/admin/"
    assert "还没有系统管理员" not in newcomer.open("/door/").text


def the_administrator_brings_in_places_and_people(county: County):
    administrator = county.person("guanli")
    administrator.open("/admin/places")
    administrator.follow("用 Excel 导入")
    workbook = books.places(administrator.download("下载模板"))
    page = administrator.press("导入", workbook=("单位.xlsx", workbook))
    page.says(f"{len(books.SPOTS)} 个单位、{len(books.HOMES)} 户")

    administrator.open("/admin/accounts")
    administrator.follow("用 Excel 导入")
    workbook = books.people(administrator.download("下载模板"))
    slips = administrator.press("导入", workbook=("账号.xlsx", workbook))

    county.codes |= codes_on(slips)
    assert len(county.codes) == len(books.COUNTY.people)


def the_coordinator_uploads_a_draft_and_puts_a_line_right(county: County):
    coordinator = county.person("xietiao")
    coordinator.open("/station/drafts")
    coordinator.follow("上传草案")
    roads = (DRAFTS / "农村公路条例.docx").read_bytes()
    page = coordinator.press("读取文件", file=("农村公路条例.docx", roads), title="", reading="征求意见稿")
    page.says("28 条")

    # The transcript of the first reading was broken by the lines of its page, here in the middle of a sentence.
    whole = (DRAFTS / "动物防疫法_修订草案_一审稿.txt").read_text(encoding="utf-8")
    broken = whole.replace("预防、控制、净化、消灭动物疫病", "预防、控制、净\n化、消灭动物疫病", 1)
    assert broken != whole
    coordinator.open("/station/drafts")
    coordinator.follow("上传草案")
    page = coordinator.press(
        "读取文件",
        file=("动物防疫法一审稿.txt", broken.encode()),
        reading="一审稿",
        explanation=("关于动物防疫法修订草案的说明.txt", "为什么修订、修订了什么。".encode()),
    )
    page.says("113 条")

    row = next(
        one for one in page.tree.xpath("//ol[@class='lines']/li[@id]") if "化、消灭动物" in one.text_content()
    )
    line = row.get("id").removeprefix("line-")
    coordinator.open(f"{page.path}?line={line}")
    page = coordinator.press("并入上一行")
    page.says("已更正 1 处")
    page.says("113 条")
    assert coordinator.download("原件") == broken.encode()


def the_coordinator_prepares_and_sends(county: County):
    coordinator = county.person("xietiao")
    coordinator.follow("拟定方案")
    page = coordinator.page
    page = coordinator.press(
        "保存方案",
        about="养牲口要打防疫针。谁来打、谁出钱、打了给什么凭据，都写在这部法里。",
        closes_on="2026-09-21",
        rooms_due_on="2026-09-23",
        keys=[page.value("keys", label) for label in ("第十五条", "第二十八条")],
        **{
            "cards-0-title": "打防疫针",
            "cards-0-provision": "第15条",
            "cards-0-text": "该打的针必须打，疫苗不要钱。",
            "questions-0-text": "打了针，给您凭据了吗？",
            "questions-0-provision": "第十五条",
            "questions-1-text": "村里的狗该怎么管？",
            "questions-1-provision": "28",
            "questions-2-text": "还有哪些难处法里没有写到？",
        },
    )
    page.says("打了针，给您凭据了吗？")
    page.says("第十五条")

    coordinator.follow("发出")
    farming = coordinator.page.value("departments", "农业农村局")
    page = coordinator.press("发出", departments=[farming])
    page.says("已发给 29 个单位")
    county.papers["consultation"] = page.path

    board = coordinator.open("/station/")
    assert [room for room in books.ROOMS if room.removesuffix("立法联络室") not in board.text] == []


def the_room_signs_and_shares(county: County):
    head = county.person("hongqi-zhuren")
    head.open("/door/notices").says("新任务")
    head.open("/room/")
    head.follow("签收")
    page = head.press("签收")
    page.says("2026年9月2日 09:00")
    county.papers["task"] = page.path

    head.follow("分派给采集员")
    chosen = head.page.value("collectors", books.COUNTY.collectors_of("520521001")[0].person)
    page = head.press("分派", collectors=[chosen], **{f"note-{chosen}": "先走前进社区"})
    page.says("先走前进社区")


def the_collector_writes_down_what_households_say(county: County):
    collector = county.person("hongqi-1")
    collector.open("/field/").says("先走前进社区")
    for household, about, stance, words in (
        ("001001-1-01", "第十五条第三款", "amend", WORDS),
        ("001001-1-02", "第十五条第三款", "add", ALIKE),
        ("001001-1-03", "第八十五条", "other", GRIEVANCE),
        ("001001-1-04", "", "other", VAGUE),
    ):
        collector.open("/field/")
        collector.follow("记一条意见")
        place = collector.page.value("about", about) if about else "whole"
        page = collector.press(
            "保存",
            household=household,
            consent="oral",
            about=place,
            stance=stance,
            words=words,
            language="苗语",
            interpreter="罗阿婆",
            wants_answer=True,
        )
        keep(county, words, page)


def a_resident_scans_the_code_on_the_wall(county: County):
    head = county.person("hongqi-zhuren")
    head.open(county.papers["task"])
    head.follow("查看和打印")
    code = re.search(r"/c/[\w-]+", head.page.source)
    assert code
    assert head.download("PDF").startswith(b"%PDF-")

    resident = county.resident()
    resident.open(code[0]).says("红旗街道立法联络室", "村里的狗该怎么管？")
    resident.follow("我要提意见")
    about = resident.page.value("about", "第二十八条")
    page = resident.press("提交", about=about, words=RESIDENT, stance="add", consent=True, wants_answer=True)
    page.says(RESIDENT)
    keep(county, RESIDENT, page)


def the_room_looks_at_each_comment(county: County):
    head = county.person("hongqi-zhuren")
    head.open("/room/")
    page = head.follow("审核下一条")
    page.says(WORDS)
    head.press("采用，随任务上报联络站")
    head.page.says(ALIKE)
    head.press("与选中的相同", same_as=head.page.value("same_as", county.papers[WORDS]))
    head.page.says(GRIEVANCE)
    head.press("转办", passed_to="县农业农村局", due_on="2026-09-20", matter="扑杀补偿款没有到账")
    head.page.says(VAGUE)
    head.press("退回", missing="请问清楚是哪方面落不到。")
    head.page.says(RESIDENT)
    head.press("采用，随任务上报联络站")


def the_detail_comes_and_is_accepted(county: County):
    collector = county.person("hongqi-1")
    collector.open("/door/notices").says("请问清楚是哪方面落不到。")
    collector.open("/field/comments")
    collector.open(collector.page.address(county.papers[VAGUE]))
    collector.press("报联络室", text=DETAIL)

    head = county.person("hongqi-zhuren")
    head.open("/room/")
    head.follow("审核下一条")
    head.page.says(VAGUE, DETAIL)
    head.press("采用，随任务上报联络站")
    head.page.says("没有待审核的意见")


def rooms_and_a_department_hand_up_and_one_comes_back(county: County):
    head = county.person("hongqi-zhuren")
    head.open(county.papers["task"])
    head.follow("上报联络站")
    head.page.says("5条")
    page = head.press("上报", summary="以入户为主，群众最看重打针的凭据。")
    page.says("已上报")

    silent = county.person("gucheng-zhuren")
    sign_for_the_only_task(silent)
    silent.follow("上报联络站")
    page = silent.press("答复“无意见”", remark="院坝会上问过，没有意见。")
    page.says("无意见")

    other = county.person("jiuyi-zhuren")
    page = sign_for_the_only_task(other)
    task = page.path
    other.follow("自己登记一条意见")
    about = other.page.value("about", "第十五条第三款")
    page = other.press(
        "保存", consent="oral", about=about, stance="add", words=ELSEWHERE, channel="meeting", wants_answer=True
    )
    keep(county, ELSEWHERE, page)
    other.open("/room/")
    other.follow("审核下一条")
    other.press("采用，随任务上报联络站")
    other.open(task)
    other.follow("上报联络站")
    other.press("上报", summary="一条。")

    coordinator = county.person("xietiao")
    coordinator.open(county.papers["consultation"])
    coordinator.follow("九驿街道立法联络室")
    coordinator.press("退回", reason="请写明开了几场院坝会。")
    other.open("/room/").says("请写明开了几场院坝会。")
    other.open(task)
    other.follow("上报联络站")
    other.press("上报", summary="开了两场院坝会，到会四十人，意见一条。")

    coordinator.open("/station/").says("无意见", "已上报", "未签收", "还剩")

    department = county.person("nyncj")
    department.open("/department/")
    department.follow(LAW)
    department.press("签收")
    department.follow("写一条意见")
    department.press("保存", about="art_15", words=OFFICIAL, stance="add")
    department.press("上报", summary="总体赞成。").says("已上报")


def the_station_merges_and_a_department_answers(county: County):
    coordinator = county.person("xietiao")
    points = county.papers["points"] = f"{county.papers['consultation']}/points"
    coordinator.open(points)
    coordinator.follow("第二十八条").says(RESIDENT)
    gather(coordinator, wording="建议规定犬只免疫后佩戴标识。", section="main")
    coordinator.open(points)
    coordinator.follow("整部草案").says(VAGUE)
    gather(coordinator, wording="建议充实村级防疫力量。", section="main")

    coordinator.open(points)
    coordinator.follow("整部草案")
    coordinator.follow("修改、征求部门意见、撤销")
    coordinator.press("撤销这次归并")
    coordinator.open(points)
    coordinator.follow("整部草案").says(VAGUE)
    gather(coordinator, wording="建议保障村级动物防疫员的数量和报酬。", section="other")

    coordinator.open(points)
    coordinator.follow("第十五条").says(WORDS, ALIKE, ELSEWHERE, OFFICIAL)
    page = gather(
        coordinator, wording="建议规定免疫后向养殖户出具免疫凭证。", proposal="免疫后应当出具凭证。", reason=REASON
    )
    page.says("全部意见已归并")
    coordinator.follow("修改、征求部门意见、撤销")
    farming = coordinator.page.value("departments", "农业农村局")
    coordinator.press("发出", departments=[farming], question="电子凭证做得到吗？", due_on="2026-09-15")

    department = county.person("nyncj")
    department.open("/department/")
    department.follow("第十五条").says("电子凭证做得到吗？")
    department.press("答复", answer=ANSWER)
    coordinator.open(coordinator.page.path).says(ANSWER)


def whoever_comes_late_is_given_a_new_code(county: County):
    latecomer = Walker(county.app)
    latecomer.open("/door/code")
    old = {"name": "zhanzhang", "code": county.codes["zhanzhang"], "password": PASSWORD, "again": PASSWORD}
    latecomer.press("设置密码", status=422, **old).says("超过七天")

    administrator = county.person("guanli")
    for name in ("zhanzhang", "shiji", "shenji"):
        administrator.open(f"/admin/accounts?q={name}")
        administrator.follow(name)
        slip = administrator.press("发放口令")
        county.codes |= codes_on(slip)
        county.person(name)


def the_last_day_passes_and_the_report_is_signed(county: County):
    tick(county.app)
    county.resident().open("/").says("审核汇总中")

    coordinator = county.person("xietiao")
    coordinator.open("/station/reports")
    coordinator.press("生成报告")
    coordinator.follow("编辑")
    page = coordinator.press("保存", appraisal="群众总体赞成修订，最关心打针以后的凭据。")
    page.says("群众总体赞成修订")
    coordinator.press("送站长审签")

    head = county.person("zhanzhang")
    head.open("/door/notices")
    page = head.follow("报告待签发")
    page.says("6件、6条", "有2户、2个联络室和1个部门提出")
    page = head.press("签发")
    page.says("已签发")
    county.papers["report"] = page.path.removeprefix("/station")
    county.papers["root"] = re.search(r"\b[0-9a-f]{64}\b", page.text)[0]


def the_municipality_takes_the_files_and_records_outcomes(county: County):
    officer = county.person("shiji")
    officer.open("/municipal/")
    officer.follow("动物防疫法").says("2026年9月23日")
    files = {name: officer.download(label) for name, label in FILES.items()}
    for name, content in files.items():
        (county.folder / name).write_bytes(content)
    root = county.papers["root"]
    assert root in text_of_docx(files["report.docx"])
    assert root in text_of_pdf(files["report.pdf"])
    assert WORDS in cells_of(files["report.xlsx"])
    assert county.papers[WORDS] in cells_of(files["report.xlsx"])
    assert WORDS in files["register.csv"].decode("utf-8-sig").replace("\r\n", "\n").replace('""', '"')
    assert json.loads(files["manifest.json"])["root"] == root
    county.operator("verify", str(county.folder / "manifest.json"))

    officer.follow("登记采纳情况").says("建议规定免疫后向养殖户出具免疫凭证。")
    officer.press("保存，下一条", kind="adopted", passed_article="第十七条", basis="已吸收", reason="")
    officer.press("保存，下一条", kind="partly", passed_article="第三十条第一款", reason="")
    page = officer.press("保存，下一条", kind="not_adopted", reason="属于财政保障事项，已转有关部门研究。")
    page.says("采纳情况均已反馈")


def a_second_reading_comes_and_the_comments_follow(county: County):
    coordinator = county.person("xietiao")
    coordinator.open("/station/drafts")
    coordinator.follow(LAW)
    coordinator.follow("上传新的审次")
    text = (DRAFTS / "动物防疫法_修订草案_二审稿.txt").read_bytes()
    page = coordinator.press("读取文件", file=("动物防疫法二审稿.txt", text), reading="二审稿")
    page.says("112 条")
    coordinator.follow("前几稿的意见").says("尚未移动")
    coordinator.press("让意见随条文移到本稿").says(RESIDENT, "第二十九条")

    # What the station put in front of people was moved to the next article; the coordinator finds its paragraph.
    way = coordinator.follow(county.papers[WORDS]).path
    coordinator.follow("查看")
    coordinator.page.says(WORDS, "第十五条第三款")
    paragraph = coordinator.page.value("other", "第十七条第一款")
    coordinator.press("核定", place="other", other=paragraph, together=coordinator.page.values("together"))
    coordinator.open(way).says("在二审稿中：第十七条第一款（联络站核定）", WORDS)

    coordinator.open(page.path)
    coordinator.follow("核对无误，拟定方案").says("沿用上一稿征求意见的内容")
    assert 'value="村里的狗该怎么管？"' in coordinator.page.source


def the_answer_goes_back(county: County):
    head = county.person("hongqi-zhuren")
    head.open("/room/answers").says(WORDS, "第十七条")
    everybody = head.page.values("listeners")
    slips = head.press_for_file("打印反馈单", listeners=everybody)
    assert slips.startswith(b"%PDF-")
    head.press("登记为已告知", listeners=everybody, way="visit")

    other = county.person("jiuyi-zhuren")
    other.open("/room/answers").says(ELSEWHERE)
    other.press("登记为已告知", listeners=other.page.values("listeners"), way="meeting")

    coordinator = county.person("xietiao")
    coordinator.open(f"{county.papers['consultation']}/answers")
    coordinator.follow("农业农村局")
    coordinator.press("登记为已告知", listeners=coordinator.page.values("listeners"), way="slip")
    coordinator.press("网上答复 1 条")
    coordinator.press("答复完毕").says("已反馈")

    collector = county.person("hongqi-1")
    collector.open("/field/comments").says("采纳", "已反馈")


def the_resident_sees_the_outcome_proves_the_words_and_takes_them_back(county: County):
    resident = county.resident()
    resident.open("/receipt")
    page = resident.press("查看", code=county.papers[f"receipt of {RESIDENT}"].lower())
    page.says(RESIDENT, "部分采纳", "第三十条第一款")
    receipt = resident.press_for_file("下载核验文件")
    assert json.loads(receipt)["words"] == RESIDENT
    (county.folder / "receipt.json").write_bytes(receipt)
    county.operator(
        "verify", str(county.folder / "manifest.json"), "--receipt", str(county.folder / "receipt.json")
    )

    page = resident.press("确定撤回")
    assert RESIDENT not in page.text

    resident.open("/receipt")
    page = resident.press("查看", code=county.papers[f"receipt of {WORDS}"])
    page.says(WORDS, "采纳", "第十七条")
    receipt = json.loads(resident.press_for_file("下载核验文件"))
    assert receipt["words"] == WORDS
    resident.open("/").says("已反馈")


def everything_can_be_found_and_the_log_holds(county: County):
    county.operator("reindex")
    coordinator = county.person("xietiao")
    coordinator.open("/search?q=赶场").says(county.papers[WORDS])
    page = coordinator.follow("第十五条第三款")
    page.says(WORDS, "第十五条", "建议规定免疫后向养殖户出具免疫凭证。", "第十七条")
    assert RESIDENT not in coordinator.open("/search?q=挂个牌").text

    auditor = county.person("shenji")
    auditor.open("/admin/log").says("签发报告")
    county.operator("check")


def gather(coordinator: Walker, **wording: str) -> Page:
    """Make one point of all comments that wait on this page."""
    return coordinator.press("建立归并意见", comments=coordinator.page.values("comments"), **wording)


def text_of_docx(content: bytes) -> str:
    """Everything that is written in a Word file, without spaces."""
    with ZipFile(BytesIO(content)) as parts:
        return "".join(etree.fromstring(parts.read("word/document.xml")).xpath("string()").split())


def text_of_pdf(content: bytes) -> str:
    """Everything that is written in a PDF, without spaces."""
    with closing(PdfDocument(content)) as pdf:
        return "".join("".join(page.get_textpage().get_text_bounded() for page in pdf).split())


def cells_of(content: bytes) -> set[str]:
    """Every text in a workbook."""
    book = load_workbook(BytesIO(content), read_only=True)
    return {
        str(cell).replace("\r\n", "\n")
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    }


def codes_on(slips: Page) -> dict[str, str]:
    """The one-time code of everybody on a sheet of slips."""
    return dict(re.findall(r"登录名：(\S+)\s+一次性口令：(\S+)", slips.text))


def keep(county: County, words: str, page: Page):
    """Note the number of what was said, and the code of its receipt."""
    number = re.search(r"520521\d{3}-2026-\d{5}", page.text)
    assert number
    county.papers[words] = number[0]
    county.papers[f"receipt of {words}"] = page.tree.get_element_by_id("code").text_content()


def sign_for_the_only_task(head: Walker) -> Page:
    """Look at the task of a room that has one, and sign for it."""
    head.open("/room/")
    head.follow("查看并签收")
    return head.press("签收")

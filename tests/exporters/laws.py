"""A law as it is printed, in few words."""

from datetime import UTC, date, datetime

from legislation_hub.exporters.statute import LawPaper
from legislation_hub.legaltext.akoma import Imprint
from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.source import source_of

MOMENT = datetime(2026, 8, 5, 1, 2, 3, tzinfo=UTC)
DAY = date(2026, 8, 5)
UNIT = "大方县人大常委会基层立法联络站"
LONG = "国家鼓励和支持农村人居环境治理，" * 6
LINES = (
    "大方县农村人居环境治理条例（草案）",
    "（2026年6月1日大方县第十八届人民代表大会常务委员会第三十次会议初次审议）",
    "目录",
    "第一章　总则",
    "第二章　治理",
    "第一节　垃圾",
    "附则",
    "第一章　总则",
    "第一条【立法目的】　为了改善农村人居环境，制定本条例。",
    f"第二条　{LONG}适用本条例。",
    "本条例所称农村人居环境包括：",
    "（一）生活垃圾；",
    "（二）生活污水：",
    "1.厨房污水；",
    "第二章　治理",
    "第一节　垃圾",
    *(f"第{number}条　{LONG}由乡镇人民政府负责。" for number in ("三", "四", "五", "六", "七", "八", "九", "十")),
    "附则",
    "第十一条　本条例自2027年1月1日起施行。",
    "大方县人民代表大会常务委员会",
    "2026年12月1日",
    "附件1　收费标准",
    "收费标准如下。",
    "| 项目 | 标准 |",
    "| --- | --- |",
    "| =1+1 | 二元 |",
)


def law(*lines):
    return parse(source_of("law.txt", "\n".join(lines)))


def paper(*lines, reading="二审稿"):
    text = law(*(lines or LINES))
    return LawPaper(text, Imprint("draft-1", text.title, DAY, reading, 2, DAY, UNIT), MOMENT)

"""Papers as an office would fill them, of any length."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime

from babel.messages.pofile import read_po

from legislation_hub.exporters.paper import (
    APPRAISAL,
    BASICS,
    DIVIDED,
    MAIN,
    OTHER,
    PointPaper,
    RegisterRow,
    ReportPaper,
    SectionPaper,
    SummaryRow,
    Tally,
    TallyRow,
)
from legislation_hub.vocabulary import Form
from tests.house import ROOT

SIGNED = datetime(2026, 8, 5, 2, 30, tzinfo=UTC)
ROOT_HEX = "3f8a1c5d" * 8
ROOMS = ("达溪镇人大代表联络室", "百纳彝族乡联络室", "六龙镇联络室", "黄泥塘镇联络室", "竹园彝族苗族乡联络室")
STANCES = ("赞成", "修改", "增加", "删除", "文字", "疑问")
CHANNELS = ("入户走访", "座谈会", "问卷", "扫码", "电话")
IDENTITIES = ("村民", "村干部", "人大代表", "个体工商户", "外出务工人员")
SAID = (
    "寨子里头老人多，手机不会用，要留一个可以当面讲的地方。",
    "“应当及时”太宽了，写成十五日以内，大家才晓得等到哪天。",
    "养殖场离水源五百米以内不准建，这条我赞成，但是以前建的咋个办要写清楚。",
    "罚款五千对小户来说重了，先教育，再罚。",
    "检疫员一个月来一次，病死的猪等不起，建议由村里设收集点。",
    "This one was written by a teacher in English: please say who pays.",
)


def title(draft="大方县农村人居环境治理条例（草案）"):
    return f"关于《{draft}》征求意见情况的报告"


def report(points=3, comments=12, references=True, form=Form.DEIDENTIFIED, **changes):
    """Return a report in which every comment stands in one point."""
    chance = random.Random(points * 100_003 + comments)
    numbers = [f"5205211{n % 28:02}-2026-{n + 1:05}" for n in range(comments)]
    shares = [tuple(numbers[place::points]) for place in range(points)] if points else []
    places = [f"第{n + 2}条第{'一二三'[n % 3]}款" for n in range(points)]
    wordings = [
        f"有{len(share)}人次提出：{chance.choice(SAID)}建议修改为“县级以上人民政府应当自受理之日起十五日内作出决定，"
        "并书面告知申请人；不予受理的，应当说明理由”。理由：原文没有写明期限，基层群众不晓得应当等到什么时候，"
        "也不晓得找哪一个部门。"
        for share in shares
    ]
    printed = [
        PointPaper(f"关于{place}", wording, share)
        for place, wording, share in zip(places, wordings, shares, strict=True)
    ]
    cut = max(1, points * 2 // 3)
    values = {
        "number": "大方联〔2026〕3号",
        "title": title(),
        "addressee": "毕节市人民代表大会常务委员会法制工作委员会",
        "sections": (
            SectionPaper(
                BASICS,
                (
                    "收到贵委《关于征求〈大方县农村人居环境治理条例（草案）〉意见的函》后，大方县基层立法联络站于2026年7月1日"
                    "至7月30日，组织28个联络室和12个部门，通过入户走访、座谈会、院坝会、问卷、扫码等方式征求意见。",
                    f"共收到意见{comments}条。其中入户走访占六成以上，座谈会42场，参加1,260人次。",
                ),
            ),
            SectionPaper(APPRAISAL, ("各方面普遍认为，草案结构合理、内容全面，符合本地实际，总体赞成。",)),
            SectionPaper(MAIN, points=tuple(printed[:cut])),
            SectionPaper(OTHER, points=tuple(printed[cut : cut + 2])),
            SectionPaper(DIVIDED, points=tuple(printed[cut + 2 :])),
        ),
        "attachment": "《大方县农村人居环境治理条例（草案）》意见建议汇总表",
        "unit": "大方县人大常委会基层立法联络站",
        "dated": date(2026, 8, 5),
        "signed_at": SIGNED,
        "root": ROOT_HEX,
        "form": form,
        "references": references,
        "summary": tuple(
            SummaryRow(
                provision=place,
                text="县级以上人民政府应当及时作出决定，并告知申请人。",
                proposal=chance.choice(SAID),
                reason="原文没有写明期限，群众不晓得应当等到什么时候。",
                proposers="村民等",
                heads=len(share),
                rooms="、".join(chance.sample(ROOMS, 2)),
                comments=share,
            )
            for place, share in zip(places, shares, strict=True)
        ),
        "register": tuple(register_row(number, places, chance, n, points) for n, number in enumerate(numbers)),
        "tallies": tuple(
            tally(name, labels, comments)
            for name, labels in (
                ("按渠道", CHANNELS),
                ("按联络室", ROOMS),
                ("按类型", STANCES),
                ("按身份", IDENTITIES),
            )
        ),
    }
    return ReportPaper(**values | changes)


def register_row(number, places, chance, n, points):
    return RegisterRow(
        number=number,
        version="条例草案（一审稿）",
        provision=places[n % points] if points else "整体",
        text="县级以上人民政府应当及时作出决定，并告知申请人。",
        words=chance.choice(SAID),
        language="彝语" if n % 9 == 0 else "汉语",
        interpreter="安某转述" if n % 9 == 0 else "",
        stance=chance.choice(STANCES),
        proposal="自受理之日起十五日内",
        reason="去年我家申请等了三个月。",
        person="王喆昇" if n % 3 else "不愿具名",
        identity=chance.choice(IDENTITIES),
        age_and_sex="60岁以上/女",
        place="新华村第三网格",
        household=f"XH-03-{n % 400:03}",
        body="",
        channel=chance.choice(CHANNELS),
        heard=date(2026, 7, 1 + n % 30),
        collector="李祎镕",
        consent="口头同意",
        attachments="",
        point=n % points + 1 if points else None,
    )


def tally(name, labels, comments):
    each = [comments // len(labels) + (place < comments % len(labels)) for place in range(len(labels))]
    rows = tuple(TallyRow(label, count, count) for label, count in zip(labels, each, strict=True))
    return Tally(name, rows, TallyRow("合计", comments, comments))


def chinese() -> Callable[[str], str]:
    """Return gettext of the Chinese catalogue; a text that it lacks comes back in English."""
    with (ROOT / "translations" / "zh" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        words = {message.id: message.string for message in read_po(file, locale="zh")}
    return lambda text: words.get(text) or text


SAY = chinese()

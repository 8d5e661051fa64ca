"""The turns of phrase by which decisions amend, as patterns (立法技术规范, and the decisions in force themselves).

A group ``at`` names places of the base, ``to`` places of the new text, ``text`` the quotation that comes.
"""

import re
from re import Match

from legislation_hub.legaltext.amendments.operations import Side
from legislation_hub.legaltext.amendments.pointing import PLACES
from legislation_hub.legaltext.amendments.unquoting import QUOTE
from legislation_hub.legaltext.numbering import NUMERAL

SIDES = {"前": Side.BEFORE, "后": Side.AFTER}

Q = QUOTE.replace("(", "(?:")
QUOTED = re.compile(QUOTE)

_TAKE = r"(?:将|把|对|在)?\s*"
_AS = rf"[，,]?\s*(?:并)?(?:修改|改)为[：:，,]?\s*(?P<text>{Q})"
_MAY_AS = rf"(?:(?:[，,]?\s*(?:并)?(?:修改|改)为)?[：:]?\s*(?P<text>{Q}))?"
_EVERYWHERE = r"(?:相关|有关|部分|全部|所有|其他|各)条文|全文|全篇"
_QUOTES = rf"{Q}(?:\s*(?:、|和|以及)\s*{Q})*"
_AMONG = r"\s*(?:其中|中|里)?的?\s*"
_WORDS = rf"(?:{PLACES}|{_EVERYWHERE})?{_AMONG}{_QUOTES}"
# Only what names a place can go on: quotations alone belong to the place before them.
_ALL_WORDS = rf"(?P<words>{_WORDS}(?:\s*(?:、|和|以及)\s*将?(?:{PLACES}|{_EVERYWHERE}){_AMONG}{_QUOTES})*)"
# Behind what is deleted the sentence must end: 删去第三条中有关罚款的规定 does not delete 第三条.
_ENDED = r"(?=\s*(?:[，,。；;：:\n]|$))"
_COUNT = f"(?P<count>{NUMERAL})"

WORDS = re.compile(
    rf"(?P<at>{PLACES})?(?P<everywhere>{_EVERYWHERE})?\s*(?P<among>(?:其中|中|里)的?)?的?\s*(?P<quotes>{_QUOTES})"
)

TITLE = re.compile(
    rf"{_TAKE}(?:法律|法规|条例|规章|办法)?(?:的)?(?:名称|题目|标题)(?:由?\s*{Q})?(?:修改|改|变更)为[：:]?\s*(?P<text>{Q})"
)
HEADING = re.compile(
    rf"{_TAKE}(?P<at>{PLACES})(?:的)?(?:[编章节]名|名称|标题)\s*(?:由?\s*{Q})?(?:修改|改|变更)为[：:]?\s*(?P<text>{Q})"
)
DIVIDE = re.compile(
    rf"{_TAKE}(?P<at>{PLACES})(?:拆分|分|改|分列|拆)(?:为|成){_COUNT}(?P<unit>[条款项])"
    rf"(?:[，,]\s*(?:分别)?作为(?P<to>{PLACES}))?{_MAY_AS}"
)
FOCUS = re.compile(rf"{_TAKE}(?P<at>{PLACES})(?:的规定)?(?:作|作出|进行)(?:如下|以下)(?:修改|修正|调整)")
JOIN = re.compile(
    rf"{_TAKE}(?P<at>{PLACES})合并(?:为一[条款章节])?[，,]?\s*(?:作为|改为|为|成)(?P<to>{PLACES}){_MAY_AS}"
)
ABSORB = re.compile(rf"{_TAKE}(?P<at>{PLACES})并入(?P<to>{PLACES})")
SUBSTITUTE = re.compile(
    rf"{_TAKE}{_ALL_WORDS}\s*(?:分别(?:修改|改|替换)为[：:]?\s*(?P<each>{_QUOTES})"
    rf"|(?:均|都|统一)*(?:修改|改|替换|更改)为[：:]?\s*(?P<text>{Q}))"
)
ADD_WORDS = re.compile(
    rf"{_TAKE}{_ALL_WORDS}\s*之?(?P<side>前|后)(?:面)?(?:均|都)*增(?:加|写)(?:一句)?[：:，,]?\s*(?:内容为[：:]?\s*)?"
    rf"(?P<text>{Q})"
)
ADD_AT_END = re.compile(
    rf"{_TAKE}(?P<at>{PLACES})?(?:的)?(?:最后|末尾|句末|结尾)(?:一句后)?增(?:加|写)(?:一句)?[：:，,]?\s*(?:内容为[：:]?\s*)?"
    rf"(?P<text>{Q})"
)
DROP_WORDS = re.compile(
    rf"(?:删去|删除|取消)\s*{_ALL_WORDS}|{_TAKE}(?P<before>{_WORDS})\s*(?:予以|全部)?(?:删去|删除)"
)
INSERT = re.compile(
    rf"{_TAKE}(?P<at>{PLACES})?\s*(?P<side>中|之?前|之?后|的)?\s*增加{_COUNT}(?P<unit>[编章节条款项目])"
    rf"(?:[，,]?\s*(?:分别|依次)?作为(?P<to>{PLACES}))?[：:，,]?\s*(?P<text>{Q})?"
)
CONTENTS = re.compile(rf"(?:具体)?内容(?:如下|为)[：:]?\s*(?P<text>{Q})")
RENUMBER = re.compile(
    rf"{_TAKE}(?P<at>{PLACES})(?:单列(?:为)?一条[，,]?|进行修改[，,]?|修改后)?\s*(?:分别|依次|相应地?|均)*"
    rf"(?:改为|作为|变更为|调整为|移作)(?P<to>{PLACES})(?=[，,。；;：:、\s\x02]|$){_MAY_AS}"
)
REWORD = re.compile(rf"{_TAKE}(?P<at>{PLACES})?{_AS}")
DELETE = re.compile(
    rf"(?:删去|删除|取消|废止)\s*(?P<at>{PLACES}){_ENDED}|{_TAKE}(?P<before>{PLACES})(?:均|予以|全部)*(?:删去|删除){_ENDED}"
)

JOINTS = re.compile(r"[\s，,。；;、：:]*(?:(?:并|同时|其中|此外)[，,]?(?=将|在|删|增|第|对|把|\x02))?")
STOP = re.compile(r"[，,。；;\n]|$")
HARMLESS = re.compile(
    r"(?:此外[，,]?)?(?:对|将)?[^第]{0,40}(?:作|作出|进行|予以)(?:如下|以下|相应)?(?:的)?(?:修改|修正|调整)|内容如下"
)
IN_FORCE = re.compile(r".{0,20}自.{1,30}起?施行.*")
ORDER = re.compile(r"(?:顺序|序号).{0,20}调整")
ADAPT = re.compile(r"[^。\n]*(?:作相应(?:的)?修改|(?:个别|有关|部分)?文字[^。\n]{0,20}(?:修改|调整))[^。\n]*")


def end(match: Match[str] | None, otherwise: int) -> int:
    """Return where ``match`` ends, or ``otherwise`` where there is none."""
    return match.end() if match is not None else otherwise

"""What kind of answer a question wants: how many days, how much of a fine, whose duty; and where it may stand.

Who asks 几天 looks for a text with a number of days in it, whatever else it says. These are kinds of questions,
none of them made for one: each is a way of asking, and what a text that answers it has.
"""

import re
from dataclasses import dataclass

_N = "[0-9〇零一二三四五六七八九十百千万两]"
_MUCH = "(?:多少|好多|几多?)"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question: ``asks`` is found in it, ``tells`` in a text that may answer it."""

    asks: re.Pattern[str]
    tells: re.Pattern[str]


KINDS = tuple(
    Kind(re.compile(asks), re.compile(tells))
    for asks, tells in (
        # What follows from doing so.
        (
            r"罚|处分|后果|会怎|怎么处理|咋个?处理|责任|追究|判几|判多|判刑|坐牢|犯法|违法吗|犯罪吗|怎么办",
            r"罚款|处.{0,12}以下|警告|吊销|拘留|有期徒刑|罚金|责令|处分",
        ),
        (rf"罚(?:款|钱)?{_MUCH}|(?:怎么|怎样|咋个?)(?:处罚|罚)|最多罚|要罚", rf"罚款|处以?.{{0,12}}{_N}元以"),
        (rf"判(?:刑|{_MUCH})|坐牢|徒刑|几年牢", "有期徒刑|拘役|无期|死刑"),
        # When, how long, how old, how much, how many.
        (
            rf"多久|{_MUCH}(?:天|日|个?月|小时|点)|好久|多长|期限|时限|什么时候|提前|最长|何时",
            rf"{_N}+(?:个)?(?:工作日|日|天|小时|个月|月|年|时)",
        ),
        (rf"{_MUCH}年|多久|一届", rf"{_N}+年"),
        (rf"(?:{_MUCH}|{_N}+)岁|多大|年龄|年纪", rf"周岁|年满|年龄|{_N}+岁"),
        (
            rf"{_MUCH}(?:钱|元|块)|金额|数额|赔{_MUCH}|比例|拿{_MUCH}",
            rf"{_N}+元|百分之|{_N}倍|%|数额|标准",
        ),
        (rf"{_MUCH}(?:个人|人|个|级|名)|人数", rf"{_N}+(?:人|名|个|级)"),
        # Who is in charge, who bears it.
        (
            r"找谁|找哪|谁管|哪个管|部门|归谁|归哪|哪里办|去哪|到哪|哪个法院|哪个政府|管辖|谁来|主体|谁批",
            "负责|主管部门|机关|管辖|报告|投诉|举报|受理|申请",
        ),
        (
            r"谁出|谁赔|哪个赔|谁承担|谁付|哪个出|谁负担|谁给|要赔|赔偿|赔钱|谁负责|谁拿",
            "承担|赔偿|负担|侵权责任|支付|列支|负有",
        ),
        # What one needs for it, what it costs, what one gets for it.
        (
            r"材料|手续|什么证|证件|证明|哪些东西|登记什么",
            "下列材料|下列文件|提交|提供|出具|许可证|证书|证件|证明",
        ),
        (r"条件|资格|要求|需要什么|怎样才|怎么才能|咋个才", "条件|具备|符合|应当有|资格"),
        (r"交费|收费|要钱|交钱|费用|花钱|免费", "收费|费用|免费|收取|缴纳"),
        (r"奖|补贴|补助|扶持|好处|待遇", "奖励|补贴|补助|扶持|支持|表彰|享受|待遇"),
        # Whether one may or must.
        (
            r"能不能|可不可以|可以.*吗|能.*吗|让不让|准不准|允许|得行|行不行|要得",
            "不得|可以|禁止|应当|有权|允许|严禁",
        ),
        (r"要不要|要.*吗|需不需要|需要.*吗|必须|非要|是不是要|该不该", "应当|必须|需要|不得|可以不"),
        # What it is, which there are, who belongs to it.
        (
            r"是什么|什么叫|意思|啥子是|指的?什么|定义|算不算|是指|包括哪些|有哪些",
            "是指|所称|包括|下列",
        ),
        (r"哪些|有什么|情形", "下列|:|(一)"),
        (r"价格|价钱|怎么定|咋个定|怎么分|分几", "价格|定价|确定|制定|分为|等级"),
        (r"组成|由谁|成员", "组成|主任.{0,3}人|委员"),
    )
)

# The words that ask and say nothing of the matter.
_ASKING = re.compile(
    rf"罚(?:款|钱)?{_MUCH}钱?|(?:怎么|怎样|咋个?|如何)(?:处罚|处理|罚|办理|办|分|定|算|说|弄|整)?|判{_MUCH}年?"
    rf"|(?:最多|最长|最少|最低|最高)?(?:要|给|到|关)?{_MUCH}(?:钱|天|年|个月|月|岁|小时|人|个人|块|元|次|级|种)?"
    "|多久|好久|多长时间|多长|多大|什么时候|何时|能不能|可不可以|可以|会不会|要不要|需不需要|有没有|是不是|该不该"
    "|让不让|准不准|得不得|能否|是否|可否|行不行|得行不|犯法吗|违法吗|什么后果|会怎么?样|是什么|有什么|什么|啥子?"
    "|哪些|哪个|哪里|哪|谁|吗|呢|嘛|需要|要|能|会|找"
)


def kinds_of(folded: str) -> tuple[Kind, ...]:
    """Return of which kinds a folded question is."""
    return tuple(kind for kind in KINDS if kind.asks.search(folded))


def matter_of(folded: str) -> str:
    """Return what a folded question is about, without the words that only ask; all of it if they are all."""
    rest = _ASKING.sub(" ", folded)
    return rest if rest.strip() else folded

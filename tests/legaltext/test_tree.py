import json

from legislation_hub.legaltext.tree import as_json, law_from
from tests.legaltext.conftest import law_of


def test_the_json_object_has_exactly_the_fields_of_the_contract():
    law = law_of("某法", "第一条【目的】甲。", "第三条　乙。", "附件　丙", "一、丁。")

    assert json.loads(json.dumps(as_json(law), ensure_ascii=False)) == {
        "title": "某法",
        "note": None,
        "preface": [],
        "contents": [],
        "provisions": [
            _provision("article", "1", "第一条", "目的", "art_1", "", [_paragraph("art_1__para_1", "甲。")]),
            _provision("article", "3", "第三条", "", "art_3", "", [_paragraph("art_3__para_1", "乙。")]),
        ],
        "closing": [],
        "annexes": [
            {
                "label": "附件",
                "heading": "丙",
                "text": "",
                "provisions": [
                    _provision(
                        "clause",
                        "1",
                        "一、",
                        "",
                        "annex_1__cl_1",
                        "",
                        [_paragraph("annex_1__cl_1__para_1", "丁。")],
                    )
                ],
            }
        ],
        "genre": "full",
        "remarks": [
            {"line": 3, "text": "第三条 乙。", "reason": "Between 第一条 and 第三条 a number is missing."},
        ],
    }


def test_the_json_object_becomes_the_same_law_again():
    law = law_of("某法", "第一条【目的】甲。", "（一）乙；", "第三条　丙100%。", "附件　丁", "一、戊。")

    again = law_from(json.loads(json.dumps(as_json(law))))

    assert as_json(again) == as_json(law)
    assert again.provisions == law.provisions


def test_where_a_provision_stood_is_known_and_does_not_count():
    law, lower = law_of("第一条　甲。"), law_of("", "", "第一条　甲。")

    assert lower.provisions[0].line == 3
    assert lower == law


def _provision(level, number, label, heading, eid, text, children):
    return {
        "level": level,
        "number": number,
        "label": label,
        "heading": heading,
        "eid": eid,
        "text": text,
        "children": children,
    }


def _paragraph(eid, text):
    return _provision("paragraph", "1", "", "", eid, text, [])

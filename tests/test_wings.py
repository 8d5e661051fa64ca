"""Every wing is guarded: nobody opens a page of another duty by typing its address."""

import re

import pytest
from flask import Flask
from werkzeug.routing import Rule

from legislation_hub.models import Account
from legislation_hub.vocabulary import Role
from legislation_hub.web import navigation
from tests.house import PACKAGE, ROOT, written
from tests.makers import Make

# Where people without an account stand. A call of the API is guarded by its own token.
OPEN_TO_ALL = {"public", "reading", "texts", "door", "seek"}
GUARDED_BY_TOKEN = {"api"}
OPEN_PATHS = {"/healthz", "/readyz", "/metrics"}

OUTSIDE = {401, 403}


def wing_of(rule: Rule) -> str:
    return rule.endpoint.rpartition(".")[0].partition(".")[0]


def guarded_rules(app: Flask) -> list[Rule]:
    free = OPEN_TO_ALL | GUARDED_BY_TOKEN
    return [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static" and rule.rule not in OPEN_PATHS and wing_of(rule) not in free
    ]


def address(app: Flask, rule: Rule) -> str:
    """An address of this rule, with made-up values: a guard answers before anything is looked for."""
    blanks = {
        "UUIDConverter": "01980000-0000-7000-8000-000000000000",
        "IntegerConverter": 1,
        "UnicodeConverter": "x",
        "PathConverter": "x",
        "AnyConverter": "x",
    }
    values = {}
    for name in rule.arguments - (rule.defaults or {}).keys():
        converter = rule._converters[name]
        items = getattr(converter, "items", None)
        values[name] = next(iter(items)) if items else blanks[type(converter).__name__]
    with app.test_request_context():
        return app.url_map.bind("localhost").build(rule.endpoint, values, method=min(rule.methods - {"OPTIONS"}))


def roles_of(app: Flask, blueprint: str) -> frozenset[Role] | None:
    """The roles that the guard of a blueprint lets in; no guard is a mistake."""
    guards = [one for one in app.before_request_funcs.get(blueprint, []) if hasattr(one, "roles")]
    assert guards, f"{blueprint} has no guard"
    return frozenset(guards[0].roles) if guards[0].roles is not None else None


def person_of(make: Make, role: Role) -> Account:
    """Somebody of this duty, in a place where such a person may stand."""
    makers = {
        Role.COLLECTOR: make.collector,
        Role.ROOM_HEAD: make.room_head,
        Role.DEPARTMENT_OFFICER: make.officer,
        Role.COORDINATOR: make.coordinator,
        Role.STATION_HEAD: make.station_head,
        Role.MUNICIPAL_OFFICER: make.municipal_officer,
        Role.ADMINISTRATOR: make.administrator,
        Role.AUDITOR: make.auditor,
    }
    return makers[role]()


class TestGuards:
    def test_every_wing_that_there_is_is_open(self, app):
        wings = {path.stem for path in (PACKAGE / "web").iterdir()} & {
            "door", "public", "field", "room", "department", "station", "municipal", "admin", "api",
        }  # fmt: skip

        assert {name.partition(".")[0] for name in app.blueprints} >= wings
        assert wings >= {"door", "public", "field", "room", "department", "station", "municipal", "admin"}

    def test_every_blueprint_says_whom_it_lets_in(self, app):
        wings = {name: roles_of(app, name) for name in app.blueprints if name not in GUARDED_BY_TOKEN}

        assert {name for name, roles in wings.items() if roles is None} <= OPEN_TO_ALL
        assert wings["room"] == {Role.ROOM_HEAD}
        assert wings["field"] <= {Role.COLLECTOR, Role.ROOM_HEAD}

    def test_no_route_stands_outside_a_wing(self, app):
        free = {rule.rule for rule in app.url_map.iter_rules() if "." not in rule.endpoint}

        assert {rule for rule in free if not rule.startswith("/static/")} <= OPEN_PATHS


class TestLinks:
    def test_every_page_that_is_linked_is_there(self, app):
        pages = [*(ROOT / "templates").rglob("*.html"), *(PACKAGE / "web").rglob("*.py")]
        named = {
            (page.name, endpoint)
            for page in pages
            for endpoint in re.findall(r"""url_for\(\s*["']([\w.]+)["']""", written(page))
        }

        assert len(named) > 20
        assert {one for one in named if one[1].lstrip(".") == one[1] and one[1] not in app.view_functions} == set()

    def test_every_head_and_every_notice_leads_somewhere(self, app):
        heads = {endpoint for wing in navigation.WINGS.values() for endpoint, _label in wing}
        leads = {endpoint for endpoint, _argument in navigation.LEADS.values()}

        assert (heads | leads) - app.view_functions.keys() == set()


class TestAddressBar:
    def test_a_stranger_is_asked_to_sign_in(self, app):
        rules = guarded_rules(app)
        client = app.test_client()
        answers = {
            (method, rule.rule): client.open(address(app, rule), method=method).status_code
            for rule in rules
            for method in rule.methods & {"GET", "POST"}
        }

        assert len(rules) > 30
        assert {where: status for where, status in answers.items() if status not in OUTSIDE} == {}

    @pytest.mark.parametrize("role", list(Role))
    def test_an_account_of_another_duty_is_sent_away(self, app, session, make, browse, role):
        account = person_of(make, role)
        session.commit()
        person = browse(account)
        answers = {
            rule.rule: person.client.get(address(app, rule)).status_code
            for rule in guarded_rules(app)
            if "GET" in rule.methods and role not in (roles_of(app, rule.endpoint.rpartition(".")[0]) or ())
        }

        assert answers
        assert {where: status for where, status in answers.items() if status != 403} == {}

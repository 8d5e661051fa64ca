"""The workbooks that an administrator fills in: a county's places with its households, and its people."""

from collections.abc import Iterable
from io import BytesIO

from openpyxl import load_workbook

from legislation_hub.demo.county import load_county
from legislation_hub.vocabulary import Role, UnitKind

KINDS = {
    UnitKind.MUNICIPALITY: "市人大常委会",
    UnitKind.STATION: "基层立法联络站",
    UnitKind.ROOM: "立法联络室",
    UnitKind.DEPARTMENT: "部门",
    UnitKind.VILLAGE: "村（社区）",
    UnitKind.GRID: "网格",
}
ROLES = {
    Role.COLLECTOR: "采集员",
    Role.ROOM_HEAD: "联络室负责人",
    Role.DEPARTMENT_OFFICER: "部门经办人",
    Role.COORDINATOR: "协调员",
    Role.STATION_HEAD: "站长",
    Role.MUNICIPAL_OFFICER: "市人大经办人",
    Role.AUDITOR: "审计员",
}

COUNTY = load_county()
ROOMS = [spot.name for spot in COUNTY.rooms]
# Of the villages those with grids, of every grid a few households: the rest would only take time.
HOMES = [one for one in COUNTY.homes if one.code.endswith(("-01", "-02", "-03", "-04"))]
VILLAGES = {spot.parent for spot in COUNTY.spots if spot.kind is UnitKind.GRID}
SPOTS = [one for one in COUNTY.spots if one.kind is not UnitKind.VILLAGE or one.code in VILLAGES]


def places(template: bytes) -> bytes:
    """Fill the template of places: 28 rooms with their villages and grids, and the codes of the households."""
    spots = ((KINDS[one.kind], one.name, one.code, one.parent) for one in SPOTS)
    homes = ((one.grid, one.code, one.group) for one in HOMES)
    return filled(template, spots, homes)


def people(template: bytes) -> bytes:
    """Fill the template of accounts; the administrator, who does this, is there already."""
    staff = (one for one in COUNTY.people if one.role is not Role.ADMINISTRATOR)
    return filled(template, ((one.login, one.person, ROLES[one.role], one.place, one.duty) for one in staff))


def filled(template: bytes, *sheets: Iterable[Iterable[str]]) -> bytes:
    """Put rows in the place of a template's examples, sheet by sheet."""
    book = load_workbook(BytesIO(template))
    for sheet, rows in zip(book.worksheets, sheets, strict=True):
        sheet.delete_rows(2, sheet.max_row)
        for row in rows:
            sheet.append(list(row))
    content = BytesIO()
    book.save(content)
    return content.getvalue()

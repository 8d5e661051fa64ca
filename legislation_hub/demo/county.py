"""The county of the demo: real places with their official codes, invented grids, households and people."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from legislation_hub.demo.corpus import rows
from legislation_hub.vocabulary import Role, UnitKind

SEED = "示例数据"
COUNTY = "520521"
VILLAGES_WITH_HOUSEHOLDS = 2
GRIDS_OF_A_VILLAGE = 2
HOUSEHOLDS_OF_A_GRID = (8, 12)
GROUP_OF = 5

DUTIES = ("立法信息员", "立法宣传员", "立法咨询员")
SURNAMES = (
    "王李陈杨张刘周罗龙安陆禄杜熊朱赵黄何余糜付高文吴彭郭胡谢徐马宋唐许邓韩冯曹曾田董潘袁蔡蒋"
    "魏薛叶阎孟秦江史顾侯邵万段钱汤尹黎易常武乔贺赖龚"
)
SPECIAL = (
    ("shi", "shiji", Role.MUNICIPAL_OFFICER),
    ("zhan", "xietiao", Role.COORDINATOR),
    ("zhan", "zhanzhang", Role.STATION_HEAD),
    ("", "guanli", Role.ADMINISTRATOR),
    ("", "shenji", Role.AUDITOR),
)


@dataclass(frozen=True, slots=True)
class Spot:
    """One unit of the tree of places; ``login`` is its short name in account names."""

    code: str
    name: str
    kind: UnitKind
    parent: str
    login: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """A household's code, its 联户 group, and its grid: 102206-1-07 is village 102206, grid 1, household 7."""

    code: str
    group: str
    grid: str
    room: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who holds an account; ``place`` is the unit's code, "" for the administrator and the auditor."""

    login: str
    person: str
    role: Role
    place: str
    duty: str = ""


@dataclass(frozen=True, slots=True)
class County:
    """All places, households and people of the demo, parents before their children."""

    spots: tuple[Spot, ...]
    homes: tuple[Home, ...]
    people: tuple[Person, ...]

    @property
    def rooms(self) -> tuple[Spot, ...]:
        """Return the 28 rooms in the order of their codes."""
        return tuple(spot for spot in self.spots if spot.kind is UnitKind.ROOM)

    def homes_of(self, room: str) -> tuple[Home, ...]:
        """Return the households of a room, in the order of their codes."""
        return tuple(home for home in self.homes if home.room == room)

    def holder(self, role: Role, place: str = "") -> Person:
        """Return the first person in this role at this place."""
        return next(one for one in self.people if one.role is role and place in ("", one.place))

    def collectors_of(self, room: str) -> tuple[Person, ...]:
        """Return the collectors of a room, in the order of their duties."""
        return tuple(one for one in self.people if one.role is Role.COLLECTOR and one.place == room)


def load_county() -> County:
    """Return the county, the same every time."""
    spots = [
        Spot(row["code"], row["name"], UnitKind(row["kind"]), row["parent"], row["login"])
        for row in rows("places.csv")
    ]
    random = Random(SEED)
    grids: list[Spot] = []
    homes: list[Home] = []
    for room in (spot for spot in spots if spot.kind is UnitKind.ROOM):
        villages = [spot for spot in spots if spot.kind is UnitKind.VILLAGE and spot.parent == room.code]
        for village in villages[:VILLAGES_WITH_HOUSEHOLDS]:
            for number in range(1, GRIDS_OF_A_VILLAGE + 1):
                grid = Spot(
                    f"{village.code.removeprefix(COUNTY)}-{number}",
                    f"{village.name}第{number}网格",
                    UnitKind.GRID,
                    village.code,
                )
                grids.append(grid)
                homes.extend(_homes(grid, room.code, random.randint(*HOUSEHOLDS_OF_A_GRID)))
    return County((*spots, *grids), tuple(homes), tuple(_people(spots)))


def _homes(grid: Spot, room: str, count: int) -> Iterator[Home]:
    for number in range(1, count + 1):
        group = f"第{(number - 1) // GROUP_OF + 1}联户"
        yield Home(f"{grid.code}-{number:02}", group, grid.code, room)


def _people(spots: list[Spot]) -> Iterator[Person]:
    by_login = {spot.login: spot.code for spot in spots if spot.login}
    names = iter(f"示例·{SURNAMES[turn % len(SURNAMES)]}某" for turn in range(1000))
    for login, account, role in SPECIAL:
        yield Person(account, next(names), role, by_login.get(login, ""))
    for spot in spots:
        if spot.kind is UnitKind.DEPARTMENT:
            yield Person(spot.login, next(names), Role.DEPARTMENT_OFFICER, spot.code)
    for spot in spots:
        if spot.kind is UnitKind.ROOM:
            yield Person(f"{spot.login}-zhuren", next(names), Role.ROOM_HEAD, spot.code)
            for number, duty in enumerate(DUTIES, start=1):
                yield Person(f"{spot.login}-{number}", next(names), Role.COLLECTOR, spot.code, duty)

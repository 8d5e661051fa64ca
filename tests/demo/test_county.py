"""The demo's county: official places, codes that can be read at a door, and nobody real."""

import csv
import re

import pytest

from legislation_hub.demo.county import County, load_county
from legislation_hub.vocabulary import Role, UnitKind


@pytest.fixture(scope="module")
def county() -> County:
    return load_county()


def test_there_are_twenty_eight_rooms_under_one_station(county):
    assert len(county.rooms) == 28
    assert {room.parent for room in county.rooms} == {"520521"}


def test_rooms_and_villages_carry_their_official_codes(county, shared):
    with (shared / "data/divisions/dafang_villages.csv").open(encoding="utf-8-sig") as file:
        official = {row["code12"]: row for row in csv.DictReader(file) if row["in_dafang_29"] == "1"}
    villages = [spot for spot in county.spots if spot.kind is UnitKind.VILLAGE]

    assert len({official[spot.code]["township_code9"] for spot in villages}) == 28
    for spot in villages:
        assert official[spot.code]["name"].startswith(spot.name)
        assert official[spot.code]["township_code9"] == spot.parent


def test_parents_come_before_their_children(county):
    seen = {""}
    for spot in county.spots:
        assert spot.parent in seen, spot
        seen.add(spot.code)


def test_a_household_is_a_short_code_and_a_group(county):
    codes = [home.code for home in county.homes]

    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"\d{6}-\d-\d\d", code) for code in codes)
    assert all(re.fullmatch(r"第\d联户", home.group) for home in county.homes)
    for room in county.rooms:
        assert len(county.homes_of(room.code)) >= 32


def test_every_role_is_held_and_every_name_is_an_example(county):
    assert {one.role for one in county.people} == set(Role)
    assert all(one.person.startswith("示例·") for one in county.people)
    assert len({one.login for one in county.people}) == len(county.people)
    for room in county.rooms:
        assert county.holder(Role.ROOM_HEAD, room.code)
        assert len({one.duty for one in county.collectors_of(room.code)}) == 3


def test_the_county_is_the_same_every_time(county):
    assert load_county() == county

"""A day of which nobody knows the hour is kept, and shown, as that day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask, render_template_string

from legislation_hub import clock

DAY = date(2026, 8, 5)


class TestNoon:
    def test_stands_for_its_day_in_whatever_zone_it_comes_back(self):
        assert clock.day_of(clock.noon(DAY)) == DAY
        assert not clock.hour_is_known(clock.noon(DAY).astimezone(UTC))

    @pytest.mark.parametrize("off", [timedelta(microseconds=1), timedelta(minutes=-1), timedelta(hours=-12)])
    def test_is_no_other_moment(self, off):
        assert clock.hour_is_known(clock.noon(DAY) + off)


class TestHeard:
    @pytest.mark.parametrize(
        ("when", "shown"),
        [
            (clock.noon(DAY).astimezone(UTC), "2026年8月5日"),
            (datetime(2026, 8, 5, 1, 30, tzinfo=UTC), "2026年8月5日 09:30"),
            (None, ""),
        ],
    )
    def test_shows_an_hour_only_where_one_is_known(self, app: Flask, when, shown):
        with app.test_request_context(headers={"Accept-Language": "zh"}):
            assert render_template_string("{{ when|heard }}", when=when) == shown

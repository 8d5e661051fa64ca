"""The county comes to be: its places, household codes and accounts, made by an administrator as anywhere else."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.demo.county import County
from legislation_hub.models import Account, Household, Unit
from legislation_hub.services import enrolling, entering
from legislation_hub.services.enrolling import NewAccount, NewUnit
from legislation_hub.vocabulary import Role

PASSWORD = "shili-2026"
# One of every role: who a visitor is first.
FRONT = ("xietiao", "maochang-zhuren", "maochang-1", "zhanzhang", "shiji", "sfj", "guanli", "shenji")

# What the five digits stand for is published nowhere; the sentence says only what is known of the mechanism.
SETTINGS = {
    # What the page of signing in shows to whoever tries the demo out.
    "demo": " ".join((PASSWORD, *FRONT)),
    "mechanism": "“12344”基层立法联络联系工作机制",
    "mechanism_about": "联络站统筹、联络室动员、部门参与、“三员”队伍联户。",
}


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody and everything that the stories are played with, by code and by login."""

    county: County
    units: dict[str, Unit]
    homes: dict[str, Household]
    accounts: dict[str, Account]

    def holder(self, role: Role, place: str = "") -> Account:
        """Return the account of the first person in this role at this place."""
        return self.accounts[self.county.holder(role, place).login]

    def collectors_of(self, room: str) -> tuple[Account, ...]:
        """Return the accounts of a room's collectors."""
        return tuple(self.accounts[one.login] for one in self.county.collectors_of(room))


def people(session: Session, county: County, moment: datetime) -> Cast:
    """Make all places, households and accounts of ``county`` at ``moment``; everybody's password is the same."""
    with clock.held_at(moment):
        first = county.holder(Role.ADMINISTRATOR)
        enrolled = enrolling.create_account(session, None, NewAccount(first.login, first.person, first.role, None))
        administrator = entering.use_code(session, first.login, enrolled.code, PASSWORD)
        for name, value in SETTINGS.items():
            enrolling.change_setting(session, administrator, name, value)
        units: dict[str, Unit] = {}
        for spot in county.spots:
            new = NewUnit(spot.kind, spot.name, spot.code, units.get(spot.parent))
            units[spot.code] = enrolling.create_unit(session, administrator, new)
        homes = {
            home.code: enrolling.create_household(session, administrator, units[home.grid], home.code, home.group)
            for home in county.homes
        }
        accounts = {first.login: administrator}
        for one in county.people:
            if one.login not in accounts:
                new_account = NewAccount(one.login, one.person, one.role, units.get(one.place), one.duty)
                account = enrolling.create_account(session, administrator, new_account).account
                # A hash takes a fifth of a second on purpose; all have one password, so one is lent to all.
                account.password_hash, account.code_hash = administrator.password_hash, None
                accounts[one.login] = account
    return Cast(county, units, homes, accounts)

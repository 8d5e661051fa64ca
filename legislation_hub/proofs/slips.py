"""The number on a printed slip proves itself: a slip of the typing hand is told, never keyed in elsewhere.

On paper stands ``12-3W``: the number of the slip in its task, and two check characters over the task and the
number (ISO/IEC 7064, MOD 1271-36: every wrong character and every two exchanged neighbours are noticed).
"""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from legislation_hub.problems import SlipMistyped

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MODULUS, RADIX = 1271, 36
LONGEST = 6
# Read one for the other on paper, so that only the figures are printed. It costs nothing: with numbers of six
# digits no wrong figure and no exchange of two neighbours gives check characters that differ in these alone (tried
# out, all of them, in the tests).
ALIKE = str.maketrans("OI", "01")

_CODE = re.compile(rf"0*([1-9][0-9]{{0,{LONGEST - 1}}})[\s·—–_-]*([0-9A-Z])\s*([0-9A-Z])")
_DOOR = re.compile(r"/c/([^/]+)/?$")


@dataclass(frozen=True, slots=True)
class SlipCode:
    """What stands on a slip; ``door`` is the code of the room's page where a whole address was read, else ""."""

    number: int
    check: str
    door: str = ""

    def __str__(self) -> str:
        """Return it as it is printed."""
        return f"{self.number}-{self.check}"

    def belongs_to(self, task: UUID) -> bool:
        """Return whether a slip of this task carries this number with this check."""
        return self.check.translate(ALIKE) == check_of(task, self.number).translate(ALIKE)


def check_characters(text: str) -> str:
    """Return the two check characters of a text in :data:`ALPHABET`, as ISO/IEC 7064 MOD 1271-36 has them."""
    remainder = 0
    for character in text:
        remainder = (remainder + ALPHABET.index(character)) * RADIX % MODULUS
    check = (1 - remainder * RADIX) % MODULUS
    return ALPHABET[check // RADIX] + ALPHABET[check % RADIX]


def check_of(task: UUID, number: int) -> str:
    """Return the check characters of one slip: over the 32 signs of the task's id, then the number."""
    return check_characters(f"{task.hex.upper()}{number}")


def code_of(task: UUID, number: int) -> SlipCode:
    """Return what is printed on a slip."""
    return SlipCode(number, check_of(task, number).translate(ALIKE))


def address_of(door: str, task: UUID, number: int) -> str:
    """Return what the QR code of a slip holds; ``door`` is the address of the room's page."""
    return f"{door}?s={code_of(task, number)}"


def read(typed: str) -> SlipCode:
    """Return what a person typed or a scanner read: ``12-3W``, ``12 3w``, ``123W``, or the whole address.

    Full-width characters, as an input method makes them of a scanner's keys, are read, too. Raises
    :class:`SlipMistyped` for anything else. Whether it is right, only :meth:`SlipCode.belongs_to` knows.
    """
    text = unicodedata.normalize("NFKC", typed).strip()
    door = ""
    if "/" in text:
        try:
            address = urlsplit(text)
        except ValueError:
            raise SlipMistyped from None
        found = _DOOR.search(address.path)
        door = found[1] if found else ""
        text = parse_qs(address.query).get("s", [""])[0]
    match = _CODE.fullmatch(text.strip().upper())
    if match is None:
        raise SlipMistyped
    return SlipCode(int(match[1]), match[2] + match[3], door)

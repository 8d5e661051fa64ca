"""A receipt lets a person find their words again, and check that they were counted, without an account.

The code is derived from a secret, so that it need not be stored; only its fingerprint is.
"""

import hmac
import json
import unicodedata
from functools import lru_cache
from hashlib import sha256
from typing import TypedDict
from uuid import UUID

from legislation_hub.problems import (
    ReceiptMistyped,
    ReceiptNotCounted,
    ReceiptOfAnotherReport,
    ReceiptUnreadable,
)
from legislation_hub.proofs.leaves import leaf
from legislation_hub.proofs.manifest import Manifest, counted_in
from legislation_hub.proofs.merkle import leads_to, path

FORMAT = 1
CODE_BYTES = 16
CHECK_BITS = 12
GROUP = 4

# Crockford's base 32: no I, L, O, U, so that nothing is misread; 128 bits and a check of 12 make
# seven groups of four, and of 4,096 slips of the pen one goes unseen.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = (CODE_BYTES * 8 + CHECK_BITS) // 5
# Two signs at a time: a county's phones ask for hundreds of codes a second.
_PAIRS = [first + second for first in ALPHABET for second in ALPHABET]
_PLACES = range((LENGTH - 2) * 5, -1, -10)
MISREAD = str.maketrans("OIL", "011")
# Punctuation, separators, symbols and controls only stand between the groups, whatever keyboard made them.
BETWEEN = "PZSC"


class Receipt(TypedDict):
    """What stands in a receipt file; salt, path and root are in hex, the path from the leaf upwards."""

    format: int
    report: str
    number: str
    words: str
    salt: str
    index: int
    tree_size: int
    path: list[str]
    root: str


def behind(secret: bytes, form_id: UUID) -> UUID:
    """Return the id of what a resident's form makes: the same each time, and not to be turned back.

    Sending the form again shows the receipt again. Whoever sees the comment sees its id, but cannot from it make
    the form that would. The time in the UUIDv7 stays.
    """
    mask = (1 << 76) - 1
    random = int.from_bytes(hmac.digest(secret, b"form\x00" + form_id.bytes, "sha256")[:16], "big")
    variant = 0b11 << 62
    value = form_id.int & ~mask | random & mask
    return UUID(int=value & ~variant | 0b10 << 62)


@lru_cache(maxsize=1024)  # asked for twice at once: to keep its fingerprint, and to tell it
def derive(secret: bytes, submission: UUID) -> str:
    """Return the receipt code of a submission, as it is printed: 7 groups of 4."""
    raw = hmac.digest(secret, b"receipt\x00" + submission.bytes, "sha256")[:CODE_BYTES]
    return _grouped(_encode(raw))


def normalise(typed: str) -> str:
    """Return the code that a person meant: any case, full width, O for 0, I or L for 1, any signs between.

    Raise ReceiptMistyped if it has another length, a foreign character or a wrong check.
    """
    signs = unicodedata.normalize("NFKC", typed).upper().translate(MISREAD)
    code = "".join(sign for sign in signs if unicodedata.category(sign)[0] not in BETWEEN)
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        raise ReceiptMistyped
    value = 0
    for character in code:
        value = value << 5 | ALPHABET.index(character)
    if _encode((value >> CHECK_BITS).to_bytes(CODE_BYTES)) != code:
        raise ReceiptMistyped
    return _grouped(code)


def fingerprint(typed: str) -> str:
    """Return what is stored of a code that a person typed: see :func:`stored`; raise ReceiptMistyped."""
    return stored(normalise(typed))


def stored(code: str) -> str:
    """Return what is stored of a code in its normal form, as :func:`derive` gives it: the SHA-256 in hex."""
    return sha256(code.encode()).hexdigest()


def receipt_file(manifest: Manifest, number: str, words: str, salt: bytes) -> Receipt:
    """Return the receipt of one comment in a signed report; raise ReceiptNotCounted if it is not in it."""
    comments = counted_in(manifest)
    own = leaf(salt, number, words)
    for index, counted in enumerate(comments):
        if counted.number == number and counted.leaf == own:
            return {
                "format": FORMAT,
                "report": manifest["report"],
                "number": number,
                "words": words,
                "salt": salt.hex(),
                "index": index,
                "tree_size": manifest["tree_size"],
                "path": [step.hex() for step in path([c.leaf for c in comments], index)],
                "root": manifest["root"],
            }
    raise ReceiptNotCounted(number=number)


def read_receipt(data: bytes) -> Receipt:
    """Return the receipt in ``data``; raise ReceiptUnreadable if it is none."""
    try:
        given = json.loads(data)
        return {
            "format": int(given["format"]),
            "report": str(given["report"]),
            "number": str(given["number"]),
            "words": str(given["words"]),
            "salt": bytes.fromhex(given["salt"]).hex(),
            "index": int(given["index"]),
            "tree_size": int(given["tree_size"]),
            "path": [bytes.fromhex(step).hex() for step in given["path"]],
            "root": bytes.fromhex(given["root"]).hex(),
        }
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ReceiptUnreadable from error


def verify_receipt(manifest: Manifest, receipt: Receipt) -> None:
    """Return if these words under this number are among those that the manifest's root stands for.

    Raise ReceiptOfAnotherReport, or ReceiptNotCounted if number, words, salt or path differ.
    """
    if (receipt["report"], receipt["root"]) != (manifest["report"], manifest["root"]):
        raise ReceiptOfAnotherReport(report=manifest["report"])
    try:
        own = leaf(bytes.fromhex(receipt["salt"]), receipt["number"], receipt["words"])
    except ValueError as error:
        raise ReceiptNotCounted(number=receipt["number"]) from error
    steps = [bytes.fromhex(step) for step in receipt["path"]]
    top = bytes.fromhex(manifest["root"])
    if not leads_to(top, own, receipt["index"], manifest["tree_size"], steps):
        raise ReceiptNotCounted(number=receipt["number"])


def _encode(raw: bytes) -> str:
    check = int.from_bytes(sha256(raw).digest()[:2]) >> 16 - CHECK_BITS
    whole = int.from_bytes(raw) << CHECK_BITS | check
    return "".join([_PAIRS[whole >> place & 1023] for place in _PLACES])


def _grouped(code: str) -> str:
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))

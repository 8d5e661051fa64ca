"""Passwords, one-time codes and tokens: only their hashes are kept."""

import secrets
import threading
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from legislation_hub.problems import PasswordTooShort, PasswordTooSimple

SHORTEST = 8
# Without I, L, O, U, 0 and 1: it is printed, read out and typed.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_TOO_COMMON = frozenset(
    "password 12345678 123456789 1234567890 87654321 11111111 00000000 88888888 66666666 qwertyuiop "
    "asdfghjkl iloveyou a1234567 a12345678 abc12345 abcd1234 woaini1314 5201314520 password1 admin123 "
    "administrator qwerty123 1q2w3e4r 1qaz2wsx zaq12wsx 11223344 12341234 123123123 147258369".split()
)
# A hash takes 64 MiB: more than two at once would take the memory that everybody else works with.
_at_once = threading.BoundedSemaphore(2)
_hasher = PasswordHasher()
_nobody = "$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


def check_new(password: str, name: str) -> None:
    """Raise a problem unless ``password`` is long enough and not one that everybody tries (NIST SP 800-63B)."""
    if len(password) < SHORTEST:
        raise PasswordTooShort(least=SHORTEST)
    plain = password.casefold()
    if plain in _TOO_COMMON or plain == name.casefold() or len(set(plain)) < 4:
        raise PasswordTooSimple()


def hash_of(password: str) -> str:
    """Return the argon2id hash of a password, with its parameters."""
    with _at_once:
        return _hasher.hash(password)


def matches(hashed: str | None, password: str) -> bool:
    """Return whether the password is the one; takes as long when there is no account as when there is."""
    with _at_once:
        try:
            return _hasher.verify(hashed or _nobody, password)
        except (VerifyMismatchError, InvalidHashError):
            return False


def new_code() -> str:
    """Return a one-time code of two groups, 49 bits, easy to read out: ``7KQ3M-9TBXR``."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(2))


def new_token() -> str:
    """Return a bearer token of 256 bits."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """Return the SHA-256 by which a code or token is found; both are random, so no slow hash is needed."""
    return sha256(secret.encode()).hexdigest()


def plain_code(typed: str) -> str:
    """Return a typed code as it was issued: without spaces and in capitals."""
    letters = "".join(one for one in typed.upper() if one.isalnum())
    return f"{letters[:5]}-{letters[5:]}"

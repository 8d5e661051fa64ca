"""The leaf of a comment: binds its number and its words, and reveals neither without the salt."""

from legislation_hub.proofs.merkle import leaf_hash

SALT_BYTES = 32


def leaf(salt: bytes, number: str, words: str) -> bytes:
    """Return SHA-256 of 0x00, the salt, the number, 0x00 and the words in UTF-8.

    The first byte makes it a leaf of RFC 9162. Raise ValueError if the salt has another length, or
    if the number holds the byte that ends it.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError("a salt has 32 bytes")
    if "\x00" in number:
        raise ValueError("a number holds no NUL")
    return leaf_hash(salt + number.encode() + b"\x00" + words.encode())


def order(number: str) -> tuple[tuple[int, str], ...]:
    """Return what sorts the printed numbers 乡码-年-流水 as a person would: …-9 before …-10."""
    return tuple((len(part), part) for part in number.split("-"))

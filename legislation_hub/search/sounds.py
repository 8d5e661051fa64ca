"""Which characters sound alike, and how a sound is typed: what goes wrong at a keyboard and in dictation.

``sounds.txt`` has a line for each syllable without its tone: the characters of GB 2312 with that reading, those
that the law uses most first. The readings are those of pypinyin 0.55 (MIT licence).
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

# Of a syllable with sixty characters the last forty stand in no law.
HEARD = 24
# Characters that stand everywhere are never mistyped for another.
SMALL = frozenset("的了是在和与及或对我你他她它这那")

# What speakers of south-western Mandarin, Dafang's among them, say alike.
_MERGED = (
    ("zh", "z"),
    ("ch", "c"),
    ("sh", "s"),
    ("l", "n"),
    ("hui", "fei"),
    ("hun", "fen"),
    ("hua", "fa"),
    ("hu", "fu"),
)
_ENDINGS = (("ing", "in"), ("eng", "en"))


def alike(character: str) -> tuple[str, ...]:
    """Return the characters that sound like this one, here or in the whole country, without itself."""
    sounds = _sounds_of().get(character, ())
    return tuple(
        dict.fromkeys(
            one
            for sound in sounds
            for near in (sound, *_near().get(_merged(sound), ()))
            for one in _sounds()[near][:HEARD]
            if one != character and one not in SMALL
        )
    )


@lru_cache(1024)
def typed(letters: str) -> tuple[str, ...]:
    """Return the syllables that somebody typed who meant characters; none where it is no such thing."""
    if not letters:
        return ()
    for length in range(min(6, len(letters)), 0, -1):
        if letters[:length] in _sounds():
            rest = typed(letters[length:])
            if rest or length == len(letters):
                return (letters[:length], *rest)
    return ()


def said(syllable: str) -> str:
    """Return the characters with this reading, those of the law first."""
    return _sounds()[syllable][:HEARD]


@cache
def _sounds() -> Mapping[str, str]:
    lines = (Path(__file__).parent / "sounds.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ") for line in lines)


@cache
def _sounds_of() -> Mapping[str, list[str]]:
    readings: dict[str, list[str]] = {}
    for sound, characters in _sounds().items():
        for character in characters:
            readings.setdefault(character, []).append(sound)
    return readings


@cache
def _near() -> Mapping[str, list[str]]:
    near: dict[str, list[str]] = {}
    for sound in _sounds():
        near.setdefault(_merged(sound), []).append(sound)
    return near


def _merged(sound: str) -> str:
    for whole, merged in _MERGED:
        if sound.startswith(whole):
            sound = merged + sound[len(whole) :]
            break
    for whole, merged in _ENDINGS:
        if sound.endswith(whole):
            return sound[: -len(whole)] + merged
    return sound

"""Which fonts a PDF is set in: the office's own first, then those that travel with the product.

Typst does not tell of a sign that no font has; it prints an empty box. So that is looked up before, and
such a sign is printed as its code.
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont, TTLibError
from typst import Fonts

OWN = Path(str(files("legislation_hub.exporters") / "fonts"))
SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")

# Knows 28,000 characters, for the names of people and places.
WIDEST = "LXGW WenKai"

# The official name first, then how else the same design is called, then what stands in for it.
FACES: Mapping[str, tuple[str, ...]] = {
    "fang": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "FandolFang R", WIDEST),
    "kai": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", WIDEST),
    "hei": ("黑体", "SimHei", "Noto Sans CJK SC", WIDEST),
    "title": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "Noto Serif CJK SC", WIDEST),
    "song": ("宋体", "SimSun", "Noto Serif CJK SC", WIDEST),
}

# What only turns or joins the signs beside it, and has no shape of its own.
JOINERS = frozenset("\u200b\u200c\u200d\u2060\ufe0e\ufe0f")


@lru_cache(maxsize=4)
def fonts_of(office: Path | None) -> Fonts:
    """Return the fonts of the office's folder, if there is one, and our own; never the machine's."""
    return Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[*([office] if office else []), OWN],
    )


def faces_of(office: Path | None) -> dict[str, list[str]]:
    """Return for each face the families to try, in order: its own that are there, then all others.

    So a sign that any font has is printed in every face.
    """
    there = set(fonts_of(office).families())
    return {
        face: [family for family in families if family in there] + sorted(there - set(families))
        for face, families in FACES.items()
    }


@lru_cache(maxsize=4)
def covered(office: Path | None) -> frozenset[int]:
    """Return the code points that one of our fonts, or one of the office's, can print."""
    folders = [OWN] if office is None else [office, OWN]
    paths = [path for folder in folders for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES]
    return frozenset().union(*map(_signs_in, paths))


def legible(text: str, office: Path | None) -> str:
    """Return ``text`` with every sign that no font has as its code: 〔U+1F600〕."""
    known = covered(office)
    return "".join(
        sign if ord(sign) in known or sign == "\n" else f"〔U+{ord(sign):04X}〕"
        for sign in text
        if sign not in JOINERS
    )


def _signs_in(path: Path) -> set[int]:
    # What is no font after all is passed over, as Typst does.
    try:
        if path.suffix.lower() in (".ttc", ".otc"):
            return {sign for font in TTCollection(path, lazy=True).fonts for sign in font.getBestCmap()}
        with TTFont(path, lazy=True) as font:
            return set(font.getBestCmap())
    except TTLibError:
        return set()

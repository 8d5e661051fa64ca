"""What numbering.xml and styles.xml say of Word's lists (ECMA-376 part 1, 17.9)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from legislation_hub.legaltext.readers.wordml import child, local, on, value, whole

DEPTHS = 9
# Word takes no more; a longer one would be printed before every paragraph.
LONGEST = 255


@dataclass(frozen=True, slots=True)
class WordLevel:
    """How one depth of a list is counted and printed; ``text`` holds %1 to %9.

    It begins anew below every paragraph of a depth less than ``restarts``.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restarts: int = DEPTHS
    legal: bool = False
    style: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class WordList:
    """One list; lists of the same ``counters`` go on counting where the other stopped, but for ``starts``."""

    counters: str
    levels: Mapping[int, WordLevel]
    starts: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WordStyle:
    """The list that a paragraph style brings with it, if any, and the style that it is based on."""

    parent: str = ""
    list_id: str = ""
    depth: int | None = None


def lists_of(numbering: Any | None) -> Mapping[str, WordList]:
    """Return the lists of numbering.xml by their id; none without the part."""
    if numbering is None:
        return {}
    abstracts = {value(one, "abstractNumId"): one for one in numbering if local(one) == "abstractNum"}
    linked = {value(child(one, "styleLink")): key for key, one in abstracts.items()}
    lists = {}
    for one in numbering:
        key = value(child(one, "abstractNumId"))
        key = linked.get(value(child(abstracts.get(key), "numStyleLink")) or "\0", key)
        if local(one) != "num" or key not in abstracts:
            continue
        levels = _levels(abstracts[key])
        starts = {}
        for override in one:
            if local(override) == "lvlOverride":
                for depth, level in _levels(override).items():
                    # Word does not look for w:lvlRestart here ([MS-OI29500], lvlRestart).
                    levels[depth] = replace(level, restarts=levels.get(depth, level).restarts)
                start = value(child(override, "startOverride"))
                if start:
                    starts[_depth(override)] = whole(start, 1)
        lists[value(one, "numId")] = WordList(key, levels, starts)
    return lists


def styles_of(styles: Any | None) -> Mapping[str, WordStyle]:
    """Return the paragraph styles of styles.xml by their id, the default one also as ""; none without the part."""
    found: dict[str, WordStyle] = {}
    for one in styles if styles is not None else ():
        if local(one) != "style" or value(one, "type") not in {"paragraph", ""}:
            continue
        list_id, depth = numbering_of(child(one, "pPr"))
        style = WordStyle(value(child(one, "basedOn")), list_id, depth)
        found[value(one, "styleId")] = style
        if value(one, "default") in {"1", "true", "on"}:
            found[""] = style
    return found


def numbering_of(properties: Any | None) -> tuple[str, int | None]:
    """Return list and depth that a w:pPr names: "" and None where it is silent."""
    numbered = child(properties, "numPr")
    depth = value(child(numbered, "ilvl"))
    return value(child(numbered, "numId")), min(whole(depth, 0), DEPTHS - 1) if depth else None


def _levels(parent: Any) -> dict[int, WordLevel]:
    return {
        _depth(one): WordLevel(
            start=whole(value(child(one, "start")), 1),
            form=value(child(one, "numFmt")) or "decimal",
            text=value(child(one, "lvlText"))[:LONGEST],
            restarts=whole(value(child(one, "lvlRestart")), DEPTHS),
            legal=on(one, "isLgl"),
            style=value(child(one, "pStyle")),
            hidden=on(one, "rPr", "vanish"),
        )
        for one in parent
        if local(one) == "lvl"
    }


def _depth(level: Any) -> int:
    return min(whole(value(level, "ilvl"), 0), DEPTHS - 1)

"""The elements of a Word document by their bare names: strict and transitional files differ only in namespace."""

from typing import Any

OFF = frozenset({"0", "false", "off"})
FIGURES = 5


def local(element: Any) -> str:
    """Return an element's name without its namespace; "" for a comment or an instruction."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: Any | None, name: str = "val") -> str:
    """Return the attribute ``name`` of whatever namespace; "" where it or the element is missing."""
    if element is None:
        return ""
    return next((str(text) for key, text in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def child(element: Any | None, *names: str) -> Any | None:
    """Return the first element that stands below ``element`` along ``names``, or None."""
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def whole(text: str, otherwise: int) -> int:
    """Return ``text`` as a number from 0 to 99,999, or ``otherwise``."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= FIGURES else otherwise


def on(element: Any | None, *names: str) -> bool:
    """Tell whether the switch that stands below ``element`` along ``names`` is there and not turned off."""
    switch = child(element, *names)
    return switch is not None and value(switch) not in OFF

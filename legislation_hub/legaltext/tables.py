"""The rows of a table as they stand in a text: ``| a | b |``, a line each."""

from collections.abc import Sequence

BEGIN, BETWEEN, END = "| ", " | ", " |"


def cells_of(line: str) -> tuple[str, ...]:
    """Return the cells of a row, or () where ``line`` is none; joined again they are the line."""
    if not (line.startswith(BEGIN) and line.endswith(END) and len(line) >= len(BEGIN + END)):
        return ()
    return tuple(line[len(BEGIN) : -len(END)].split(BETWEEN))


def row_of(cells: Sequence[str]) -> str:
    """Return the line that ``cells`` make."""
    return BEGIN + BETWEEN.join(cells) + END


def is_rule(cells: Sequence[str]) -> bool:
    """Tell whether a row only rules off the head of its table, as in Markdown: | --- | :-: |."""
    return bool(cells) and all(cell.strip(" :") and not cell.strip(" :-") for cell in cells)

"""The base in pieces while the decision is done to it: where a place is now, and what there is to tell."""

import re
from collections.abc import Mapping

from legislation_hub.legaltext.amendments import telling
from legislation_hub.legaltext.amendments.operations import Address, Instruction
from legislation_hub.legaltext.amendments.pieces import Piece, taken_apart
from legislation_hub.legaltext.citing import citations
from legislation_hub.legaltext.growing import SHORT_NAMES
from legislation_hub.legaltext.tree import LegalText, Remark
from legislation_hub.vocabulary import Level

SHOWN = 80

_BETWEEN = "(?:[a-z]+_[0-9-]+(?:~[0-9]+)?__)*"


class NotDone(Exception):
    """An instruction that cannot be done exactly as it is said; raised before anything was touched."""

    def __init__(self, reason: str, **values: object) -> None:
        """Keep the reason, an English source string, and what it names."""
        super().__init__(reason)
        self.reason, self.values = reason, values


class Ground:
    """A base law in work.

    ``root`` holds what stands, ``loose`` the articles that have a number but no heading above them yet;
    ``absorbed`` says where a piece went that gave up its own place, ``divided`` which ones became several.
    """

    def __init__(self, law: LegalText) -> None:
        self.root, self.title = taken_apart(law.provisions), law.title
        self.cited: Mapping[str, str] = citations(law)
        self.base = {one.origin: one for one in self.root.walk() if one.origin}
        self.loose: list[Piece] = []
        self.absorbed: dict[int, Piece] = {}
        self.divided: set[int] = set()
        self.reworded: set[int] = set()
        self.remarks: list[Remark] = []

    def tell(self, one: Instruction, reason: str, **values: object) -> None:
        """Remark on an instruction in its own words."""
        said = one.said if len(one.said) <= SHOWN else f"{one.said[: SHOWN - 1]}…"
        self.remarks.append(Remark(one.line, said, reason, values))

    def at(self, address: Address | None) -> Piece:
        """Return the piece at ``address``, counted by the base unless it is a new one; raises NotDone.

        第三项 may be named without its 款 where there is only one such item in the article.
        """
        if address is None:
            raise NotDone(telling.NO_PLACE)
        if address.new:
            return self.new(address)
        names = [f"{SHORT_NAMES[level]}_{number}" for level, number in address.steps]
        whole = "__".join(names)
        if whole in self.base and f"{whole}~2" not in self.base:
            found = [self.base[whole]]
        else:
            pattern = re.compile(_BETWEEN + f"__{_BETWEEN}".join(f"{name}(?:~[0-9]+)?" for name in names))
            found = [one for eid, one in self.base.items() if pattern.fullmatch(eid)]
        if len(found) != 1 or not self.stands(found[0]):
            raise NotDone(telling.NO_PLACE)
        return found[0]

    def new(self, address: Address) -> Piece:
        """Return the piece to which the decision gave the number in ``address``; raises NotDone."""
        every = [each for top in (self.root, *self.loose) for each in top.walk()]
        for level, number in address.steps:
            found = [one for one in every if one.level is level and one.want == number]
            if len(found) != 1:
                raise NotDone(telling.NO_PLACE)
            every = found[0].children
        return found[0]

    def is_worded(self, address: Address) -> bool:
        """Tell whether an earlier clause gave a text already to the article that is to have this number."""
        every = [each for top in (self.root, *self.loose) for each in top.walk()]
        return address.level is Level.ARTICLE and any(
            one.level is Level.ARTICLE and one.want == address.number and id(one) in self.reworded for one in every
        )

    def heading(self, address: Address) -> Piece:
        """Return a chapter or section: the new one of that number if there is one, else that of the base."""
        try:
            return self.new(Address(address.steps, new=True))
        except NotDone:
            return self.at(Address(address.steps))

    def article(self, number: str) -> Piece:
        """Return the article that is to have ``number``; where none was named yet, a new one."""
        for one in (*self.loose, *self.root.walk()):
            if one.level is Level.ARTICLE and one.want == number:
                return one
        made = Piece(Level.ARTICLE, want=number)
        self.loose.append(made)
        return made

    def stands(self, piece: Piece) -> bool:
        """Tell whether a piece is still part of the law."""
        while piece.holder is not None:
            piece = piece.holder
        return piece is self.root or any(piece is one for one in self.loose)

    def absorb(self, piece: Piece, carrier: Piece) -> Piece:
        """Take a piece away because it went into another one; return that."""
        piece.leave()
        self.absorbed[id(piece)] = carrier
        return carrier

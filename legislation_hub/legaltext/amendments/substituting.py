"""One wording is put for another, before or behind it: exactly where it stands, or not at all."""

from legislation_hub.legaltext.amendments.ground import NO_PLACE, Ground, NotDone
from legislation_hub.legaltext.amendments.operations import Instruction, Side
from legislation_hub.legaltext.amendments.pieces import Piece
from legislation_hub.legaltext.amendments.wording import BINDING, Wording
from legislation_hub.vocabulary import N_, Level

NOT_FOUND = N_("%(place)s: “%(wording)s” does not stand there; nothing was done.")
TOO_OFTEN = N_("%(place)s: “%(wording)s” stands there %(count)s times, and one is meant; nothing was done.")
ALL_OF_THEM = N_("%(place)s: “%(wording)s” stands there %(count)s times; all were changed.")
EVERYWHERE = N_("“%(wording)s” stands in the text %(count)s times; all were changed.")
JOINED = N_("%(place)s: “%(text)s” was added with the mark “%(mark)s” that stands there; the decision names none.")
NOT_JOINED = N_("%(place)s: “%(text)s” was added without a mark before it; check whether one belongs there.")


def substitute(ground: Ground, one: Instruction) -> Piece | None:
    """Change words in one place, or everywhere where none is named."""
    piece = ground.at(one.at) if one.at is not None else None
    if one.side is Side.END and piece is not None:
        return _append(piece, one)
    place = ground.cited.get(piece.origin, "") if piece is not None else ""
    sentence = one.at.sentence if one.at is not None else 0
    changed = [
        (each, *each.wording.substituted(one.wording, one.text or "", one.side, sentence))
        for each in _sought(ground, piece, one)
    ]
    count = sum(times for _, _, times in changed)
    if not count:
        raise NotDone(NOT_FOUND, place=place, wording=one.wording)
    if count > 1 and one.once:
        raise NotDone(TOO_OFTEN, place=place, wording=one.wording, count=count)
    for each, wording, times in changed:
        if times and one.side is Side.AFTER:
            _tell_joint(ground, one, each)
        each.wording = wording
    if count > 1 or piece is None:
        reason = ALL_OF_THEM if piece is not None else EVERYWHERE
        ground.tell(one, reason, place=place, wording=one.wording, count=count)
    return piece


def _sought(ground: Ground, piece: Piece | None, one: Instruction) -> list[Piece]:
    if piece is not None:
        return [piece] if one.at is not None and one.at.lead else list(piece.walk())
    every = [one for top in (ground.root, *ground.loose) for one in top.walk()]
    return [each for one in every if one.level is Level.ARTICLE for each in one.walk()]


def _append(piece: Piece, one: Instruction) -> Piece:
    """Add words at the end of a paragraph; behind a list nobody could say where that is."""
    last = piece.children[-1] if piece.level is Level.ARTICLE and piece.children else piece
    if last.children or not one.text:
        raise NotDone(NO_PLACE)
    last.wording = last.wording + Wording.new(one.text)
    return piece


def _tell_joint(ground: Ground, one: Instruction, piece: Piece) -> None:
    """Tell which mark was put between old and new words, or that none was because none is certain."""
    text = one.text or ""
    at = piece.wording.text.find(one.wording) + len(one.wording)
    if not text.startswith(BINDING):
        mark = piece.wording.joint(at, text)
        place = ground.cited.get(piece.origin, "")
        ground.tell(one, JOINED if mark else NOT_JOINED, place=place, text=text, mark=mark)

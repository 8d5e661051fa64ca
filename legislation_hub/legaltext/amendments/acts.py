"""What is done for each kind of instruction: all that is said, or NotDone is raised before anything is touched."""

from collections.abc import Sequence

from legislation_hub.legaltext.amendments import telling
from legislation_hub.legaltext.amendments.fragments import items, numbered, paragraphs
from legislation_hub.legaltext.amendments.ground import Ground, NotDone
from legislation_hub.legaltext.amendments.operations import Address, Instruction, Side
from legislation_hub.legaltext.amendments.pieces import Piece, piece_of
from legislation_hub.legaltext.amendments.wording import Wording
from legislation_hub.legaltext.tree import HEADINGS, Provision
from legislation_hub.vocabulary import Level

ENDS = ("。", "；", "：", "！", "？")


def replace(ground: Ground, one: Instruction) -> Piece | None:
    """Give a place a new text, at its old number, at a new one, or in another article."""
    if one.at is None:
        ground.title = one.text or ground.title
        return None
    piece = ground.at(one.at)
    if one.joins:
        return _joined(ground, piece, one, keeps=piece.level in HEADINGS)
    if not one.text:
        raise NotDone(telling.NO_TEXT)
    if piece.level in HEADINGS:
        return _renamed(piece, one)
    if one.at.lead:
        piece.wording = Wording.new(one.text.partition("\n")[0])
        return piece
    found = _read(one.text, one.to.level if one.to is not None else piece.level)
    if one.to is not None and ground.is_worded(one.to):
        raise NotDone(telling.TWICE, place=ground.cited.get(piece.origin, ""))
    under = ground.heading(one.under) if one.under is not None else None
    end = piece.wording.text[-1:]
    target = _divided(ground, piece, one) if one.divides else _target(ground, piece, one)
    _reword(target, found, one.text)
    if target is piece and piece.level is Level.PARAGRAPH and end in ENDS and not piece.children:
        _keep_end(ground, one, piece, end)
    ground.reworded.add(id(target))
    if under is not None:
        _house(target, under)
    return target


def renumber(ground: Ground, one: Instruction) -> Piece | None:
    """Give a place another number, move a paragraph into another article, or put one thing into another."""
    piece = ground.at(one.at)
    if one.to is None:
        raise NotDone(telling.NO_PLACE)
    return _joined(ground, piece, one, keeps=True) if one.joins else _target(ground, piece, one)


def delete(ground: Ground, one: Instruction) -> None:
    """Take a place out, with all that stands in it."""
    ground.at(one.at).leave()


def insert(ground: Ground, one: Instruction) -> Piece | None:
    """Add an article, a paragraph, an item or a heading."""
    level = one.to.level if one.to is not None else one.at.level if one.at is not None else Level.ARTICLE
    want = one.to.number if one.to is not None else ""
    if level in HEADINGS:
        return _insert_heading(ground, one, level, want)
    if level is Level.ARTICLE:
        return _insert_article(ground, one, want)
    anchor = ground.at(one.at)
    found = _read(one.text or "", level)
    if len(found) != 1:
        raise NotDone(telling.NO_TEXT)
    made = piece_of(found[0], new=True)
    made.level, made.want = level, want
    if anchor.level is level:
        _beside(anchor, made, one.side)
    else:
        _listing(anchor, level).add(made)
    return made


def _read(text: str, level: Level) -> Sequence[Provision]:
    """Return what a text gives a place of ``level``: paragraphs, or the one item that it is; raises NotDone."""
    listed = level in {Level.ITEM, Level.SUBITEM}
    found = (items(text) if listed else ()) or paragraphs(text)
    if not text or not found or (listed and len(found) > 1):
        raise NotDone(telling.NO_TEXT)
    return found


def _renamed(piece: Piece, one: Instruction) -> Piece:
    """Give a heading another name, which may come with its number; a whole chapter is no name."""
    text = one.text or ""
    whole = numbered(text)
    if "\n" in text or (whole and (len(whole) > 1 or whole[0].level is not piece.level)):
        raise NotDone(telling.NO_TEXT)
    piece.heading = whole[0].heading if whole else text
    piece.want = one.to.number if one.to is not None else piece.want
    return piece


def _joined(ground: Ground, piece: Piece, one: Instruction, *, keeps: bool) -> Piece:
    """Put a place into another one, with what stands in it if it ``keeps`` its words; return the other."""
    carrier = ground.at(one.to)
    for child in list(piece.children) if keeps else ():
        child.leave()
        carrier.add(child)
    return ground.absorb(piece, carrier)


def _target(ground: Ground, piece: Piece, one: Instruction) -> Piece:
    """Return the piece that takes the new text or number: the old one, moved if it is to stand elsewhere."""
    if one.to is None or one.at is None:
        if id(piece) in ground.reworded:
            raise NotDone(telling.TWICE, place=ground.cited.get(piece.origin, ""))
        return piece
    elsewhere = len(one.to.steps) > 1 and one.to.steps[:-1] != one.at.steps[:-1]
    if one.to.level is not piece.level or elsewhere:
        return _moved(ground, piece, one.to)
    if piece.want not in ("", one.to.number):
        raise NotDone(telling.TWICE, place=ground.cited.get(piece.origin, ""))
    piece.want = one.to.number
    return piece


def _divided(ground: Ground, piece: Piece, one: Instruction) -> Piece:
    """Return the further part of a place that is divided, put behind the first."""
    made = Piece(piece.level, want=one.to.number if one.to is not None else "", near=piece.holder)
    ground.divided.add(id(piece))
    if piece.level is Level.ARTICLE:
        ground.loose.append(made)
    elif piece.holder is not None:
        piece.holder.add(made, behind=piece)
    return made


def _moved(ground: Ground, piece: Piece, to: Address) -> Piece:
    """Take a paragraph out of its article and into another one; return what it is there."""
    if piece.level is not Level.PARAGRAPH or to.level not in {Level.ARTICLE, Level.PARAGRAPH}:
        raise NotDone(telling.NO_PLACE)
    article = ground.article(to.number_at(Level.ARTICLE))
    if article.near is None and piece.holder is not None:
        article.near = piece.holder.holder
    piece.leave()
    article.add(piece)
    if to.level is Level.ARTICLE:
        return article
    piece.want = to.number
    return piece


def _reword(piece: Piece, found: Sequence[Provision], text: str) -> None:
    """Give a piece a new text. A paragraph that is given several has the others behind it."""
    if piece.level is Level.ARTICLE:
        whole = numbered(text)
        piece.heading = whole[0].heading if whole and whole[0].heading else piece.heading
        piece.children = []
        piece.add(*(piece_of(one, new=True) for one in found))
        return
    made = piece_of(found[0], new=True)
    piece.wording, piece.children = made.wording, []
    piece.add(*made.children)
    if piece.holder is not None:
        piece.holder.add(*(piece_of(one, new=True) for one in found[1:]), behind=piece)


def _keep_end(ground: Ground, one: Instruction, piece: Piece, end: str) -> None:
    if not piece.wording.text.endswith(ENDS):
        piece.wording = piece.wording + Wording.new(end)
        ground.tell(one, telling.END_KEPT, place=ground.cited[piece.origin], mark=end)


def _listing(piece: Piece, level: Level) -> Piece:
    """Return what an item goes under: the paragraph that is named, or the only one that may hold it."""
    if level is not Level.ITEM or piece.level is not Level.ARTICLE:
        return piece
    listing = [one for one in piece.of(Level.PARAGRAPH) if one.of(Level.ITEM)] or piece.of(Level.PARAGRAPH)
    if len(listing) != 1:
        raise NotDone(telling.NO_PLACE)
    return listing[0]


def _insert_heading(ground: Ground, one: Instruction, level: Level, want: str) -> Piece:
    if not one.text:
        raise NotDone(telling.NO_TEXT)
    made = Piece(level, heading=one.text, want=want)
    anchor = ground.heading(one.at) if one.at is not None else ground.root
    if anchor.level is level and anchor is not ground.root:
        _beside(anchor, made, one.side)
    else:
        anchor.add(made)
    return made


def _insert_article(ground: Ground, one: Instruction, want: str) -> Piece:
    under = ground.heading(one.under) if one.under is not None else None
    anchor = ground.at(one.at) if one.at is not None else None
    found = paragraphs(one.text) if one.text else ()
    if (one.text and not found) or not (want or under or anchor):
        raise NotDone(telling.NO_TEXT if one.text else telling.NO_PLACE)
    made = ground.article(want) if want and not one.text else Piece(Level.ARTICLE, want=want)
    if one.text:
        _reword(made, found, one.text)
    if under is not None:
        _house(made, under)
    elif anchor is not None and not want:
        made.housed = True
        _beside(anchor, made, one.side)
    elif made not in ground.loose:
        ground.loose.append(made)
    return made


def _house(piece: Piece, heading: Piece) -> None:
    """Put an article under the heading that the decision names."""
    piece.leave()
    heading.add(piece)
    piece.housed = True


def _beside(anchor: Piece, made: Piece, side: Side) -> None:
    """Put a new piece before or behind one of its own level."""
    if anchor.holder is None:
        raise NotDone(telling.NO_PLACE)
    anchor.holder.add(made, behind=anchor)
    if side is Side.BEFORE:
        holder = anchor.holder
        anchor.leave()
        holder.add(anchor, behind=made)

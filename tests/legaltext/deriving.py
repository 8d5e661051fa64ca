"""Later versions made of real laws by a seeded program, which therefore knows where every article went.

A share of the articles is deleted, reworded a little or much, split, merged with the next, or moved to another
place; articles of other laws are put in, among them the one that looks most like an article that was deleted just
there, and copies of old articles about another matter.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from legislation_hub.legaltext.numbering import chinese
from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.source import source_of
from legislation_hub.legaltext.tree import LegalText, Provision
from legislation_hub.vocabulary import Genre, Level

# Out of a hundred articles. What is left over stays as it is.
SHARES = {"reword": 18, "rewrite": 4, "delete": 4, "replace": 3, "imitate": 2, "split": 4, "merge": 4, "move": 4}
INSERTED = 6
# One so short is a formula as a whole ("本法自公布之日起施行"): what looks like it, at its place, is the same.
SHORT = 30
# An article that has this part of the other's wording is no other article that looks like it; it continues it.
ANOTHER = 0.4

_CLAUSES = re.compile(r"[^，；。：、]+[，；。：、]?")
_SENTENCES = re.compile(r"[^。]+。")
_WORDS = re.compile(r"[\u4e00-\u9fff]{2,4}")

Lines = list[tuple[Level, str]]


@dataclass
class Made:
    """One article of a version that is being made: its lines, and the old articles that live on in it."""

    lines: Lines
    old: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Derived:
    """An old law, the version made of it, and where each old article went, by eId; a gone one to none."""

    old: LegalText
    new: LegalText
    truth: dict[str, set[str]]
    done: dict[str, str]


class Deriver:
    """Makes later versions; ``laws`` lend their articles and words to each other."""

    def __init__(self, laws: Sequence[LegalText], seed: int) -> None:
        """Take the laws; the same seed makes the same versions."""
        self.random = Random(seed)
        lending = [law for law in laws if law.genre is Genre.FULL]
        self.pool = [(law.title, lines) for law in lending for lines in map(lines_of, articles_of(law)) if lines]
        self.grams = [(title, lines, _grams(lines)) for title, lines in self.pool]

    def derive(self, law: LegalText) -> Derived | None:
        """Return a version made of ``law``; None where its text would not be read back as it was made."""
        chapters: list[tuple[str, list[Made]]] = [("", [])]
        moved: list[Made] = []
        done: dict[str, str] = {}
        kinds, weights = [*SHARES, "keep"], [*SHARES.values(), 100 - sum(SHARES.values())]
        merging: Made | None = None
        for one in _tops(law):
            if one.is_heading:
                chapters.append((f"{one.label}　{one.heading}", []))
                merging = None
                continue
            lines, place = lines_of(one), chapters[-1][1]
            kind = self.random.choices(kinds, weights)[0]
            if kind in {"replace", "imitate"} and sum(len(text) for _level, text in lines) < SHORT:
                kind = "delete"
            if merging is not None:
                merging.lines += [
                    (Level.PARAGRAPH, text) if at == 0 else (level, text) for at, (level, text) in enumerate(lines)
                ]
                merging.old.add(one.eid)
                done[one.eid], merging = "merge", None
                continue
            made = Made(lines, {one.eid})
            if kind == "split":
                parts = self._split(lines)
                place.extend(Made(part, {one.eid}) for part in parts)
                kind = "split" if len(parts) > 1 else "keep"
            elif kind == "move":
                moved.append(made)
            elif kind == "replace":
                place.append(Made(self._alike(law, lines)))
            elif kind == "imitate":
                imitated = self._imitated(lines)
                if _overlap(_grams(lines), _grams(imitated)) < ANOTHER:
                    moved.append(Made(imitated))
                else:
                    kind = "delete"
            elif kind != "delete":
                made.lines = self._changed(law, lines, kind)
                place.append(made)
                merging = made if kind == "merge" else None
            done[one.eid] = kind
            if self.random.random() * 100 < INSERTED:
                place.append(Made(self._other(law)))
        for made in moved:
            place = self.random.choice([chapter for _heading, chapter in chapters if chapter] or [chapters[-1][1]])
            place.insert(self.random.randrange(len(place) + 1), made)
        return _finished(law, chapters, done)

    def _changed(self, law: LegalText, lines: Lines, kind: str) -> Lines:
        if kind == "reword":
            at = self.random.randrange(len(lines))
            return [
                (level, self._reworded(text)) if number == at else (level, text)
                for number, (level, text) in enumerate(lines)
            ]
        if kind == "rewrite":
            return [(level, self._rewritten(law, text)) for level, text in lines]
        return list(lines)

    def _reworded(self, text: str) -> str:
        for _time in range(self.random.randint(1, 3)):
            clauses = _CLAUSES.findall(text)
            at = self.random.randrange(len(clauses)) if clauses else 0
            match self.random.choice(("word", "word", "clause", "drop")):
                case "word" if clauses and (found := list(_WORDS.finditer(clauses[at]))):
                    where = self.random.choice(found)
                    clauses[at] = clauses[at][: where.start()] + self._word() + clauses[at][where.end() :]
                case "clause":
                    clauses.insert(at, self._clause())
                case "drop" if len(clauses) > 3:
                    del clauses[at]
            text = "".join(clauses)
        return text

    def _rewritten(self, law: LegalText, text: str) -> str:
        """Return ``text`` with up to two in five of its clauses taken from elsewhere."""
        clauses = _CLAUSES.findall(text)
        for at in self.random.sample(range(len(clauses)), 2 * len(clauses) // 5):
            clauses[at] = self._clause()
        return "".join(clauses)

    def _clause(self) -> str:
        return self.random.choice(_CLAUSES.findall(self.random.choice(self.pool)[1][0][1]) or ["另行规定，"])

    def _word(self) -> str:
        return self.random.choice(_WORDS.findall(self.random.choice(self.pool)[1][0][1]) or ["另行"])

    def _split(self, lines: Lines) -> list[Lines]:
        heads = [at for at, (level, _text) in enumerate(lines) if level is Level.PARAGRAPH and at]
        if heads:
            at = self.random.choice(heads)
            return [lines[:at], lines[at:]]
        sentences = _SENTENCES.findall(lines[0][1])
        if len(lines) == 1 and len(sentences) > 1 and "".join(sentences) == lines[0][1]:
            at = self.random.randrange(1, len(sentences))
            return [[(Level.PARAGRAPH, "".join(part))] for part in (sentences[:at], sentences[at:])]
        return [lines]

    def _other(self, law: LegalText) -> Lines:
        """Return an article of another law that looks like none of this one."""
        own = [_grams(lines_of(one)) for one in articles_of(law)]
        for title, lines, grams in self.random.sample(self.grams, 50):
            if title != law.title and all(_overlap(grams, one) < ANOTHER for one in own):
                return lines
        return [(Level.PARAGRAPH, "另有规定的，从其规定。")]

    def _alike(self, law: LegalText, lines: Lines) -> Lines:
        """Return the article of other laws that shares the most with ``lines`` without being the same."""
        wanted = _grams(lines)
        others = ((_overlap(wanted, grams), one) for title, one, grams in self.grams if title != law.title)
        return max(others, key=lambda found: found[0] if found[0] < ANOTHER else 0)[1]

    def _imitated(self, lines: Lines) -> Lines:
        """Return ``lines`` about another matter: half of the longer words are others."""
        return [
            (level, _WORDS.sub(lambda found: self._word() if self.random.random() < 0.5 else found[0], text))
            for level, text in lines
        ]


def articles_of(law: LegalText) -> Iterator[Provision]:
    """Yield the articles of the body."""
    return (one for one in _tops(law) if one.is_article)


def lines_of(article: Provision) -> Lines:
    """Return the levels and texts of what stands in ``article``."""
    return [(one.level, one.text) for one in article.walk() if one.text]


def _tops(law: LegalText) -> Iterator[Provision]:
    def under(ones: Iterable[Provision]) -> Iterator[Provision]:
        for one in ones:
            if one.is_heading:
                yield one
                yield from under(one.children)
            elif one.is_article:
                yield one

    return under(law.provisions)


def _grams(lines: Lines) -> frozenset[str]:
    text = "".join(text for _level, text in lines)
    return frozenset(text[at : at + 3] for at in range(len(text) - 2))


def _overlap(first: frozenset[str], second: frozenset[str]) -> float:
    """Return how much of the one that is held the most by the other is held by it."""
    return len(first & second) / (min(len(first), len(second)) or 1)


def _finished(law: LegalText, chapters: Sequence[tuple[str, list[Made]]], done: dict[str, str]) -> Derived | None:
    printed = [law.title]
    truth: dict[str, set[str]] = {eid: set() for eid in done}
    number = 0
    lost = {one.eid: _grams(lines_of(one)) for one in articles_of(law)}
    strange = [_grams(made.lines) for _heading, articles in chapters for made in articles if not made.old]
    for heading, articles in chapters:
        printed += [heading] if heading else []
        for made in articles:
            number += 1
            printed += _printed(number, made.lines)
            for eid in made.old:
                truth[eid].add(f"art_{number}")
    for eid in [eid for eid, places in truth.items() if not places]:
        # What was put in from other laws may say what was deleted elsewhere: then nobody can say that it is gone.
        if any(_overlap(lost[eid], grams) >= ANOTHER for grams in strange):
            del truth[eid]
    new = parse(source_of(law.title, "\n".join(printed)))
    read = [lines_of(one) for one in articles_of(new)]
    meant = [made.lines for _heading, articles in chapters for made in articles]
    return Derived(law, new, truth, done) if read == meant else None


def _printed(number: int, lines: Lines) -> Iterator[str]:
    items = subitems = 0
    for at, (level, text) in enumerate(lines):
        head = f"第{chinese(number)}条　" if at == 0 else ""
        match level:
            case Level.ITEM:
                items, subitems = items + 1, 0
                yield f"{head}（{chinese(items)}）{text}"
            case Level.SUBITEM:
                subitems += 1
                yield f"{head}{subitems}．{text}"
            case _:
                items = subitems = 0
                yield f"{head}{text}"

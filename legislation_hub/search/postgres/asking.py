"""A question answered by PostgreSQL: rights, filters, counts and the choice of what is ordered are in its queries.

What is found is what :mod:`legislation_hub.search.engine.matching` finds; the tests compare the two. The best by
words are chosen in the database, and put in order by all that counts once their texts are there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from legislation_hub.search.fitting import signs_of
from legislation_hub.search.hints import K1, OWN_ARTICLE, B, hints
from legislation_hub.search.known import key_of
from legislation_hub.search.limits import COUNTED
from legislation_hub.search.postgres.limiting import Limits
from legislation_hub.search.postgres.scoring import Candidate, Known, scores
from legislation_hub.search.postgres.tables import AROUND, OWN, PAIR, WORD
from legislation_hub.search.postgres.wanted import having, musts, wanted
from legislation_hub.search.query import Query
from legislation_hub.search.scope import Facets, Matches, Passage, Question
from legislation_hub.vocabulary import Sorting

# So many are put in order by their texts, as far as it goes; the best two hundred of them are looked at once more.
CHOSEN = 1_000
# So many rows are gone through to choose them: the commonest words are left out first, they tell least.
THROUGH = 20_000
# Where hints are looked for.
FIELDS = {"pairs": PAIR, "around": AROUND}


def ask(connection: Connection, schema: str, state: Any, question: Question) -> Matches:
    """Return what matches inside the scope: all of it counted, ``start + count`` of it in order."""
    return _Asked(connection, schema, state, question).matches()


def frequencies(connection: Connection, schema: str, lexemes: Iterable[str]) -> Mapping[str, int]:
    """Return how many documents have each of these lexemes."""
    asked = [*dict.fromkeys(lexemes)]
    query = f"SELECT lexeme, documents FROM {schema}.frequency WHERE lexeme = ANY(%s)"
    rows = connection.exec_driver_sql(query, (asked,))
    return dict.fromkeys(asked, 0) | dict(rows.all())


class _Asked:
    """One question to one state of the index."""

    def __init__(self, connection: Connection, schema: str, state: Any, question: Question) -> None:
        self._run = connection.exec_driver_sql
        self._schema = schema
        self._question = question
        self._query = question.query
        self._count = question.start + question.count
        times = frequencies(connection, schema, _lexemes_of(question.query))
        self._known = Known(times, state.documents, state.words / (state.documents or 1) or 1.0)
        self._limits = Limits(connection, schema, question)
        self._values = {"wanted": wanted(question.query), **self._limits.values}

    def matches(self) -> Matches:
        total, facets = self._counted()
        if not total or not self._count:
            return Matches(total, facets, ())
        if self._question.sorting is Sorting.NEWEST:
            newest = self._numbers(f"ORDER BY at DESC, number DESC LIMIT {self._count}")
            first = [(one, 0.0) for one in self._texts(newest)]
        else:
            first = self._best(total)
        return Matches(
            total=total,
            facets=facets,
            first=tuple((key_of(one.key), score) for one, score in first),
            read=tuple(Passage(one.wording, one.setting) for one, _ in first[: self._question.read]),
        )

    def _counted(self) -> tuple[int, Facets]:
        """Return how many match, and how many of them have each value of a place."""
        columns, wished = ", ".join(COUNTED), self._limits.wished
        found = f"SELECT {columns}, count(*) AS times {self._found()} GROUP BY {columns}"
        parts = [f"SELECT '', '', coalesce(sum(times), 0)::int FROM found WHERE {wished()}"]
        parts += (
            f"SELECT '{place}', (SELECT text FROM {self._schema}.value WHERE code = {place}), sum(times)::int"
            f" FROM found WHERE {place} IS NOT NULL AND {wished(but=place)} GROUP BY {place}"
            for place in COUNTED
        )
        rows = self._run(f"WITH found AS MATERIALIZED ({found}) {' UNION ALL '.join(parts)}", self._values)
        counts: dict[str, dict[str, int]] = {place: {} for place in ("", *COUNTED)}
        for place, value, times in rows:
            counts[place][value] = times
        return counts[""].get("", 0), Facets(*(counts[place] for place in COUNTED))

    def _best(self, total: int) -> list[tuple[Candidate, float]]:
        """Return the first of what matches with their scores, the best first."""
        branches = [*self._branches()]
        if not branches:
            return [(one, 0.0) for one in self._texts(self._numbers(f"ORDER BY number LIMIT {self._count}"))]
        most = max(self._count, CHOSEN)
        chosen = self._chosen(branches, most) if total > most else []
        if len(chosen) < min(total, most):
            # What has a word only inside of other words, and what has none but those that were left out.
            chosen += self._numbers(f"ORDER BY number LIMIT {most}")
        candidates = self._texts([*dict.fromkeys(chosen)][:most])
        scored = zip(candidates, scores(self._query, candidates, self._known), strict=True)
        return sorted(scored, key=lambda one: (-one[1], one[0].number))[: self._count]

    def _branches(self) -> Iterator[tuple[str, str, int]]:
        """Yield what speaks for a match: what finds it, what it is worth, and how many have it."""
        query, known = self._query, self._known
        found, named = [wanted(query)], (*query.articles, *query.parts)
        norm = f"(1 + {K1} * ({1 - B} + {B / known.mean} * length))"
        for one in named:
            yield having(OWN + one, found), f"{OWN_ARTICLE}", known.times[OWN + one]
        for one in (*named, *query.words):
            # What has a word has been found by it: only the other parts are left to be met.
            others = musts(query) if one in query.words else found
            yield having(WORD + one, others), f"{known.worth(one) * (K1 + 1)} / {norm}", known.times[WORD + one]
        for field, sign, weight in hints(query, known.having, known.documents):
            lexeme = FIELDS[field] + sign
            yield having(lexeme, found), f"{weight}", known.times[lexeme]

    def _chosen(self, branches: Sequence[tuple[str, str, int]], most: int) -> list[int]:
        """Return the numbers of the best by what stands in the index, as far as one may go through it."""
        left, parts = THROUGH, list[str]()
        for query, worth, times in sorted(branches, key=lambda one: one[2]):
            left -= times
            if parts and left < 0:
                break
            name = f"branch{len(parts)}"
            self._values[name] = query
            parts.append(f"SELECT number, {worth} AS worth {self._found(name)} AND {self._limits.wished()}")
        best = f"GROUP BY number ORDER BY sum(worth) DESC, number LIMIT {most}"
        rows = self._run(f"SELECT number FROM ({' UNION ALL '.join(parts)}) AS branches {best}", self._values)
        return [*rows.scalars()]

    def _numbers(self, order: str) -> list[int]:
        rows = self._run(f"SELECT number {self._found()} AND {self._limits.wished()} {order}", self._values)
        return [*rows.scalars()]

    def _texts(self, numbers: Sequence[int]) -> list[Candidate]:
        """Return what is held of these documents, in the same order."""
        columns = "number, key, length, own, words, wording, setting"
        rows = self._run(f"SELECT {columns} FROM {self._schema}.content WHERE number = ANY(%s)", ([*numbers],))
        found = {row.number: Candidate(*row) for row in rows}
        return [found[number] for number in numbers]

    def _found(self, query: str = "wanted") -> str:
        """Return where the documents come from that match and that this person may find."""
        return f"FROM {self._schema}.document WHERE lexemes @@ %({query})s::tsquery AND {self._limits.within}"


def _lexemes_of(query: Query) -> Iterator[str]:
    """Yield every lexeme of which it has to be known how many have it."""
    for name in (*query.articles, *query.parts):
        yield OWN + name
        yield WORD + name
    yield from (WORD + word for word in query.words)
    yield from (field + sign for sign in signs_of(query) for field in FIELDS.values())

"""What the server holds, read from its database file and from nothing else."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

COMMENTS = """
SELECT comment.id, comment.number, comment.late, comment.heard_at, comment.device_heard_at, comment.recorded_at,
       comment.recorded_by_id, comment.submission_id, words.words, words.proposal, words.reason, comment.stance,
       provision.eid AS provision, household.code AS household
FROM comment JOIN words ON words.comment_id = comment.id JOIN submission ON submission.id = comment.submission_id
LEFT JOIN provision ON provision.id = comment.provision_id
LEFT JOIN household ON household.id = submission.household_id
"""


@dataclass(frozen=True, slots=True)
class Held:
    """One comment as the server holds it; empty texts are "", whatever is not named is None."""

    id: str
    number: str
    late: bool
    heard_at: str
    device_heard_at: str | None
    recorded_at: str
    account: str
    submission: str
    words: str
    proposal: str
    reason: str
    stance: str
    provision: str | None
    household: str | None


class Books:
    """The database of one instance, beside whatever its server does with it."""

    def __init__(self, data: Path) -> None:
        """Name the instance by its folder."""
        self.path = data / "legislation_hub.db"

    def comments(self, accounts: Sequence[str]) -> list[Held]:
        """Return every comment that these accounts wrote down, in the order of arrival."""
        with self._opened() as books:
            rows = [Held(_uuid(row[0]), row[1], bool(row[2]), row[3], row[4], row[5], _uuid(row[6]), _uuid(row[7]),
                         *row[8:]) for row in books.execute(f"{COMMENTS} ORDER BY comment.number")]  # fmt: skip
        return [row for row in rows if row.account in accounts]

    def count(self, table: str, accounts: Sequence[str], column: str = "recorded_by_id") -> int:
        """Return how many rows of a table these accounts made."""
        with self._opened() as books:
            rows = books.execute(f"SELECT {column} FROM {table}").fetchall()
        return sum(row[0] is not None and _uuid(row[0]) in accounts for row in rows)

    def submissions(self, accounts: Sequence[str]) -> int:
        """Return how many submissions (件) these accounts opened."""
        return self.count("submission", accounts)

    def conflicts(self, accounts: Sequence[str]) -> int:
        """Return how often other content came under the id of a comment, from these accounts."""
        return self.count("conflict", accounts, "account_id")

    def change(self, table: str, identity: str, setting: str) -> None:
        """Change a row behind the server's back, as an administrator does in another process."""
        with self._opened() as books:
            changed = books.execute(f"UPDATE {table} SET {setting} WHERE id = ?", (UUID(identity).hex,)).rowcount
            books.commit()
        assert changed == 1, f"no {table} {identity}"

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.path, timeout=30)
        try:
            yield connection
        finally:
            connection.close()


def _uuid(kept: str | None) -> str:
    return str(UUID(kept)) if kept else ""

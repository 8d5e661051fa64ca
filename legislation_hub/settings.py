"""Where everything is kept and how the instance is reached; the only reader of the environment."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
# A wheel carries these folders inside the package; a checkout has them at its top.
SHIPPED = PACKAGE if (PACKAGE / "templates").is_dir() else PACKAGE.parent

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Rate:
    """How much is let through: ``burst`` at once, then ``per_minute``."""

    burst: int
    per_minute: float


# A village hall of 200 people in an hour, half of them in the same quarter of an hour, has one address.
HALL = Rate(60, 10)
# All addresses together: three such halls at once in one township, and twice the busiest day of a drive.
ROOM = Rate(300, 120)
# A code has 128 bits and cannot be guessed; this only spares the server who tries.
WRONG_CODES = Rate(30, 6)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between one instance and another."""

    data: Path
    database_url: str
    secret: bytes
    host: str = "127.0.0.1"
    port: int = 8000
    proxies: int = 0
    secure_cookies: bool = False
    fonts: Path | None = None
    upload_limit: int = 20 * MEGABYTE
    limit_address: Rate | None = HALL
    limit_code: Rate | None = ROOM
    limit_wrong_codes: Rate | None = WRONG_CODES
    search: str = ""  # "whoosh" or "postgresql"; what the database can where it is empty

    @property
    def search_database(self) -> str | None:
        """Return the database that keeps the search index; None where the folder keeps it."""
        return None if self.embedded or self.search == "whoosh" else self.database_url

    @property
    def files(self) -> Path:
        """Return the folder in which uploaded files are kept whole."""
        return self.data / "files"

    @property
    def index(self) -> Path:
        """Return the folder of an embedded search index; it can be rebuilt from the database."""
        return self.data / "index"

    @property
    def cache(self) -> Path:
        """Return the folder of what can be made again at any time."""
        return self.data / "cache"

    @property
    def embedded(self) -> bool:
        """Return whether the database is the SQLite file in the data folder."""
        return self.database_url.startswith("sqlite")


def from_environment(data: Path | None = None) -> Settings:
    """Return the settings of the instance in ``data``, or in ``LEGISLATION_HUB_DATA``, or in ``./data``.

    The folder and its secret key are made when they are missing.
    """
    folder = (data or Path(os.environ.get("LEGISLATION_HUB_DATA", "data"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    fonts = os.environ.get("LEGISLATION_HUB_FONTS")
    return Settings(
        data=folder,
        database_url=os.environ.get("LEGISLATION_HUB_DATABASE", f"sqlite:///{folder / 'legislation_hub.db'}"),
        secret=_secret_of(folder),
        host=os.environ.get("LEGISLATION_HUB_HOST", "127.0.0.1"),
        port=int(os.environ.get("LEGISLATION_HUB_PORT", "8000")),
        proxies=int(os.environ.get("LEGISLATION_HUB_PROXIES", "0")),
        secure_cookies=os.environ.get("LEGISLATION_HUB_HTTPS", "") == "1",
        fonts=Path(fonts) if fonts else None,
        limit_address=_rate("LEGISLATION_HUB_LIMIT_ADDRESS", HALL),
        limit_code=_rate("LEGISLATION_HUB_LIMIT_CODE", ROOM),
        limit_wrong_codes=_rate("LEGISLATION_HUB_LIMIT_WRONG_CODES", WRONG_CODES),
        search=os.environ.get("LEGISLATION_HUB_SEARCH", ""),
    )


def _rate(name: str, usual: Rate) -> Rate | None:
    """Read "60/10": 60 at once, then 10 a minute; "off" for no limit."""
    given = os.environ.get(name, "")
    if given == "off":
        return None
    burst, _slash, per_minute = given.partition("/")
    return Rate(int(burst), float(per_minute)) if given else usual


def _secret_of(folder: Path) -> bytes:
    given = os.environ.get("LEGISLATION_HUB_SECRET")
    if given:
        return given.encode()
    path = folder / "secret.key"
    try:
        # Made only for its owner from the first moment; a second process finds the first one's key.
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_hex(32).encode())
    except FileExistsError:
        pass
    return path.read_bytes()


def terminal_language() -> str:
    """Return the language of the operator's terminal, as its locale says: zh or en."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if spoken.startswith("zh") else "en"

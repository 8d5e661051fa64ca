"""What others made stands here byte for byte as its release has it."""

import json
from hashlib import sha256

from tests.house import PACKAGE

VENDOR = PACKAGE / "web" / "static" / "vendor"
# `make vendor` fetches what the lock file names; a new version brings a new hash, by hand.
FILES = {"uqr.js": "7f0e61c2f13bb3724edee7bfb876e13c54ac9ee4fcfa283c9fa93cfb1241c325"}


def test_every_script_is_the_one_that_was_looked_at():
    assert {path.name: sha256(path.read_bytes()).hexdigest() for path in VENDOR.glob("*.js")} == FILES


def test_every_package_is_named_with_one_version_and_its_licence_lies_beside():
    named = json.loads((VENDOR / "package.json").read_text("utf-8"))["dependencies"]
    locked = json.loads((VENDOR / "package-lock.json").read_text("utf-8"))["packages"]

    for name, version in named.items():
        assert locked[f"node_modules/{name}"]["version"] == version
        assert (VENDOR / f"{name}-LICENSE.txt").is_file()

"""``python -m legislation_hub`` is ``legislation-hub``, where only the interpreter is known by its path."""

from legislation_hub.cli import main

main()

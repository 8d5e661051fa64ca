"""How fast and how heavy, always against a baseline of the same run: absolute figures belong to one machine."""

"""How a decision is read into operations, and what each of them does to a law in pieces; see amending.py."""

"""The embedded engine: everything that is said to Whoosh is said here."""

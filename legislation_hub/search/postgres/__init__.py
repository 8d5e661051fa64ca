"""The engine inside PostgreSQL: the tokens of our own analysis as lexemes in a GIN index, all else as rows."""

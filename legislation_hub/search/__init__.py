"""Finding words, exact wording and articles: analysis, query, index, marking; no database and no page."""

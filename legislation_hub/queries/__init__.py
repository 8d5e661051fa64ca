"""Read only: frozen rows in reading order, zeros included."""

"""What leaves the house: every exporter turns one frozen paper into the bytes of one file."""

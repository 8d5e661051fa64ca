"""The acts, in the order of the journey: each demands, guards, does, records and returns; none commits."""

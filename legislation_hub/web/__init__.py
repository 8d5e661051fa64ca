"""The faces of the platform, one a place where a person stands."""

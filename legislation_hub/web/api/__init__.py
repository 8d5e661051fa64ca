"""The face for programs: the contract of version 1, with problems as RFC 9457 has them."""

from legislation_hub.web.api.routes import init, wing

__all__ = ["init", "wing"]

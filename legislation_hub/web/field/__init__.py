"""The pages of the field; each file adds its own to the one wing."""

from legislation_hub.web.field import notebook, pack, tasks
from legislation_hub.web.field.wing import wing

__all__ = ["notebook", "pack", "tasks", "wing"]

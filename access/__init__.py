"""Who is asking, what they may do, and the line that says they did."""

from access.audit import record
from access.rights import ROLES, may, may_see

__all__ = ["ROLES", "may", "may_see", "record"]

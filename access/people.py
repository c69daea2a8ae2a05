"""Who signed in, and which role that gives: from a list the office keeps, else from a claim of the provider."""

import csv
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from access.rights import ROLES

ROLES_FILE, ROLES_CLAIM = "GANGSO_ROLES", "GANGSO_ROLES_CLAIM"  # environment: a CSV person,role; a claim's name
_CLAIM = "roles"
_STRONGEST = ("admin", "analyst", "executive", "council", "public")  # of several roles the first of these counts


class RolesUnreadable(ValueError):
    """The list of roles cannot be read: its path, the row, and what stands there."""

    def __init__(self, path: str, row: int, value: str) -> None:
        self.path, self.row, self.value = path, row, value
        super().__init__(f"{path}, row {row}: {value!r}")


@dataclass(frozen=True)
class Person:
    """A signed-in person: `who` for the audit log, the name to show, the role (None: nobody gave one), until when."""

    who: str
    name: str
    role: str | None
    until: float  # seconds, as time.time() counts them

    @property
    def is_expired(self) -> bool:
        """Whether the sign-in has ended."""
        return self.until <= time.time()


def person_of(claims: Mapping[str, Any], listed: Mapping[str, str], claim: str = _CLAIM) -> Person:
    """The person of these claims. The list is asked by subject and by e-mail, if the provider has verified it."""
    subject, mail = str(claims.get("sub") or ""), _verified_mail(claims)
    said = claims.get(claim)
    offered = said if isinstance(said, list) else [said]
    role = listed.get(subject) or listed.get(mail) or next((each for each in _STRONGEST if each in offered), None)
    who = mail or subject
    name = str(claims.get("name") or who)
    return Person(who, name, role if who else None, _end_of(claims.get("exp")))


def _verified_mail(claims: Mapping[str, Any]) -> str:
    return str(claims.get("email") or "").strip().lower() if claims.get("email_verified") is True else ""


def _end_of(until: object) -> float:
    """When the sign-in ends; without a readable end it has."""
    try:
        return float(str(until))
    except ValueError:
        return 0.0


def listed_roles(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Role by subject or e-mail, from the CSV that GANGSO_ROLES names (heading: person,role); empty without one.

    Raises RolesUnreadable for a file that is not there, a row without a person, a role that nobody knows.
    """
    path = environ.get(ROLES_FILE, "").strip()
    if not path:
        return {}
    try:
        with Path(path).expanduser().open(encoding="utf-8-sig", newline="") as lines:
            rows = [(at, row.get("person"), row.get("role")) for at, row in enumerate(csv.DictReader(lines), 2)]
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise RolesUnreadable(path, 1, type(fault).__name__) from fault
    roles = {}
    for at, written, role in rows:
        person, role = (written or "").strip(), (role or "").strip()
        if not person or role not in ROLES:
            raise RolesUnreadable(path, at, role if person else "")
        roles[person.lower() if "@" in person else person] = role
    return roles


def claim_of_roles(environ: Mapping[str, str] = os.environ) -> str:
    """The claim that holds roles."""
    return environ.get(ROLES_CLAIM, "").strip() or _CLAIM

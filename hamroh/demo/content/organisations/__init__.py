"""The forty organisations of the demonstration.

Public bodies bear the generic names of the country's ministries and services; every other organisation is
invented and says so in its name. No identifier is registered: each has ``-EX-`` (example) after the prefix.
All addresses are in reserved example domains (RFC 2606).
"""

from __future__ import annotations

from ..shapes import Organisation
from .partners import PARTNERS
from .public_bodies import PUBLIC_BODIES

ORGANISATIONS: tuple[Organisation, ...] = PUBLIC_BODIES + PARTNERS

__all__ = ["ORGANISATIONS"]

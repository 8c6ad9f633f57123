"""Which organisations are probably one body under two names. The mathematics alone: no query, no clock."""

from .proposing import Body, Proposal, propose
from .scoring import THRESHOLD, Reason

__all__ = ["THRESHOLD", "Body", "Proposal", "Reason", "propose"]

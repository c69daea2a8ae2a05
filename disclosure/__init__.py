"""What may leave for outsiders: releases, what they hide, and the check that nothing can be worked out."""

from disclosure.facts import DIMENSIONS, MEASURES, may_be_split
from disclosure.plan import Cell, Plan, Rules
from disclosure.release import PlanMoved, Proposal, Wish, propose, publish, withdraw
from disclosure.sample import NotTheSample, release_sample

__all__ = [
    "DIMENSIONS",
    "MEASURES",
    "Cell",
    "NotTheSample",
    "Plan",
    "PlanMoved",
    "Proposal",
    "Rules",
    "Wish",
    "may_be_split",
    "propose",
    "publish",
    "release_sample",
    "withdraw",
]

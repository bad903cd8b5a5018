"""Declarative rules: a card whose `match:` says which field must, or must not, hold what."""

from awesomelint.rules.match.check import Told, check_for
from awesomelint.rules.match.language import Match, MatchError, match_of
from awesomelint.rules.match.patterns import PatternTimeoutError

__all__ = ["Match", "MatchError", "PatternTimeoutError", "Told", "check_for", "match_of"]

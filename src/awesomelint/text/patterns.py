"""Regular expressions that are compiled when they are first used.

A run uses few of the several hundred that there are, and compiling them all takes longer than
checking a small list.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, Generic, cast


class Pattern(Generic[AnyStr]):
    """A regular expression that has the methods of `re.Pattern` once one of them is called."""

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever `re.Pattern` has
        """A method of the compiled pattern, which is kept: Python asks for it only once."""
        method = getattr(re.compile(self.pattern, self.flags), name)
        setattr(self, name, method)
        return method


def regex(expression: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """`expression`, to be used as if `re.compile` had compiled it."""
    return cast("re.Pattern[AnyStr]", Pattern(expression, flags))

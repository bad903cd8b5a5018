"""Math: text that another program reads."""

from __future__ import annotations

import re

from awesomelint.text.patterns import regex

MATH = regex(
    r"(?<!\\)\$\$.+?\$\$|(?<!\\)\$`(?:(?!\$`).)+?`\$|(?<!\\)\$(?=\S)[^$]*?(?<![\s\\])\$", re.DOTALL
)
"""Math as github.com finds it, or a little more.

Finding more only makes proofs stricter and layout more careful.
"""

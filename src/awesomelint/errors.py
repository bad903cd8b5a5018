"""The error that all others derive from, and one that any run may meet."""


class AwesomelintError(Exception):
    """What awesomelint raises on purpose; the message says what is wrong and what to do."""


class BaselineError(ValueError, AwesomelintError):
    """A baseline that cannot be used; the message names the line."""

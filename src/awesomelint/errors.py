"""The error that all others derive from."""


class AwesomelintError(Exception):
    """What awesomelint raises on purpose; the message says what is wrong and what to do."""

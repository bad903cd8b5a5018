"""A config fitted to a repository: from its lists, and from what other tools were told about them."""

"""A config fitted to a repository, from its lists and from the configs of other tools."""

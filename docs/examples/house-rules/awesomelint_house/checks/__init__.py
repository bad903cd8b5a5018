"""One module a rule, called by its id."""

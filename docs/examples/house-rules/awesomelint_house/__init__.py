"""The rules that all lists of a house share: cards, checks, and examples."""

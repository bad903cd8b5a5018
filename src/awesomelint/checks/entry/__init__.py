"""What an entry lacks."""

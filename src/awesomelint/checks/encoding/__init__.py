"""Characters and encodings."""

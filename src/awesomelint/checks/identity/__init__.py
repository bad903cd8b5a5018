"""The same thing twice, and URLs that name it badly."""

"""Results of earlier runs, by all that they depend on, so that unchanged files are skipped."""

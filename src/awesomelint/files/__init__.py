"""Finding the files of a run, and writing them without loss."""

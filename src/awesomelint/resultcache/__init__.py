"""Results of earlier runs, by all that they depend on: a file that did not change is not judged again."""

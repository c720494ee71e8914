"""`make bench`: what letters cost here, beside what else could make them, in one run."""

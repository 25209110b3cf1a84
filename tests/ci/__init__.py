"""Pipelines of `init --ci`, run as the forges run them."""

"""The example office replayed as a real repository, with keys that are made from fixed seeds."""

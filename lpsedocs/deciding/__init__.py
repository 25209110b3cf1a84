"""Decisions being made: what their files say, whether this person may make them now, and the commit itself."""

"""Decisions being made: what their files say, whether somebody may make them now, and their commit."""

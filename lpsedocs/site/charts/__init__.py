"""Drawings as geometry: values in, places and lengths out. Knows no records, no HTML and no language."""

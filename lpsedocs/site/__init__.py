"""The site: pure functions from a corpus to pages, and a thin plugin that hands them to MkDocs.

Only ``plugin`` and ``building`` know MkDocs; only ``templates`` knows Jinja; only ``editions`` decides who
may read what.
"""

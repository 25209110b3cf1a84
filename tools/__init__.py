"""Programs for those who work on lpsedocs; not part of the package."""

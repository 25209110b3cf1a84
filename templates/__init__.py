"""The templates of the site. A package, so that an editable install finds them as lpsedocs.templates."""

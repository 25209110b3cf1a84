"""The JSON Schemas. A package, so that an editable install finds them as lpsedocs.schemas."""

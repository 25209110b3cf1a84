"""The filing cabinet of an LPSE for its support-service suppliers, kept in a git repository."""

__version__ = "0.1.0"

"""lpsedocs doctor."""

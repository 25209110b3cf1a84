"""Who decided what, provably: raw objects, signatures, and the walk along the main line."""

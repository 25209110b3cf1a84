"""Shows that the tests notice every check of the trusted code that is switched off."""

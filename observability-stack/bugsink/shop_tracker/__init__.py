"""Provisions Bugsink: creates the project with its key, and disables the login."""

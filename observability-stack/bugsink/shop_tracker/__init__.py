"""Makes a Bugsink that is ready at its first start: the project with its key, and a page without a login."""

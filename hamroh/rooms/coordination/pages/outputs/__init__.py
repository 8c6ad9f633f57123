"""Open data: the files of published rounds."""

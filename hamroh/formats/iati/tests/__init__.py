"""Tests of the IATI format, run against the samples in place and against records made by hypothesis."""

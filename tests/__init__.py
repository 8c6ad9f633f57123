"""Tests of the whole: architecture, browser, accessibility, API, interoperability."""

"""Tests of the hamroh command."""

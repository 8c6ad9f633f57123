"""The shell, components and the base of APIs."""

"""Template tags: the components of the style page."""

"""The style page: every component with its states, and the switch of the theme."""

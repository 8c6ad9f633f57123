"""Where need shows and nobody works, where many do the same: rules as data, and what applies them. Proposals only."""

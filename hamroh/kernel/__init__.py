"""The foundation on which every room stands."""

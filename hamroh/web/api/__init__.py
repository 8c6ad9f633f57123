"""The base of every API: who asks, what they may, pages, ETags and problems in one form."""

"""What others may listen to. The inbox makes a task of it; this package does not know the inbox."""

from __future__ import annotations

from django.dispatch import Signal

# Sent in the transaction of the change, so that what listeners write stands or falls with it.
# `article`: the Article as it now is; `actor`; `reason`: why in words; `reliances`: ids of Reliance that became stale.
article_changed = Signal()

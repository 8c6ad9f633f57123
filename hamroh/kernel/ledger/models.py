"""The chain's tables. Entries are only ever added; the database refuses a change through Django."""

from __future__ import annotations

from typing import Any

from django.db import models


class LedgerIsAppendOnly(RuntimeError):
    """Somebody tried to change or delete an entry."""


class Chain(models.Model):
    """One chain per room: its last number and hash. The row is the lock that orders writers."""

    name = models.CharField(max_length=40, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.name} #{self.number}"


class Entry(models.Model):
    """What was done, by whom, to what. `hash` is SHA-256 over the canonical JSON with the previous hash in it."""

    chain = models.ForeignKey(Chain, models.PROTECT, related_name="entries")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    event = models.CharField(max_length=80)
    actor = models.CharField(max_length=80)
    role = models.CharField(max_length=40, blank=True)
    organisation = models.BigIntegerField(null=True)
    on_behalf_of = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)
    commitments = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="ledger_entry_once")]
        indexes = [
            models.Index(fields=["subject", "number"]),
            models.Index(fields=["at"]),
            models.Index(fields=["actor", "at"]),
        ]
        ordering = ["chain", "number"]

    def __str__(self) -> str:
        return f"{self.chain_id} #{self.number} {self.event}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Adding is allowed, changing is not."""
        if self.pk is not None and not kwargs.get("force_insert"):
            raise LedgerIsAppendOnly(f"Entry {self} stands; add a new entry instead.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Never."""
        raise LedgerIsAppendOnly(f"Entry {self} stands; nothing is taken out of the ledger.")


class PersonalField(models.Model):
    """A personal value beside its entry: the entry holds a salted commitment, so the value can be erased."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="personal")
    name = models.CharField(max_length=60)
    salt = models.CharField(max_length=64, blank=True)
    value = models.JSONField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "name"], name="ledger_personal_once")]

    def __str__(self) -> str:
        return f"{self.entry_id}.{self.name}"

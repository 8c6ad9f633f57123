"""Where a reporter's pages stand: for who signed in, and for who came by the link in the letter."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from hamroh.kernel.ledger.actors import Actor

from ...models import Reporter


@dataclass(frozen=True)
class Way:
    """The reporter, who acts, and the addresses of what may be done; `token` is that of the link, "" with sign-in."""

    reporter: Reporter
    actor: Actor
    token: str = ""

    def _to(self, name: str, *args: str) -> str:
        if self.token:
            return reverse(f"coordination:link{name}", args=[self.token, *args])
        return reverse(f"coordination:round-reporter{name}", args=[self.reporter.pk, *args])

    @property
    def home(self) -> str:
        """The page of the report."""
        return self._to("")

    @property
    def workbook(self) -> str:
        """The workbook with the last lines."""
        return self._to("-workbook")

    @property
    def unchanged(self) -> str:
        """Where "nothing changed" is sent."""
        return self._to("-unchanged")

    @property
    def add(self) -> str:
        """The form of a new line."""
        return self._to("-add-line")

    def line(self, key: str) -> str:
        """The form of a line."""
        return self._to("-line", key)

    def remove(self, key: str) -> str:
        """Where a line is taken out, after one question."""
        return self._to("-remove-line", key)

"""What came in: batches of lines with their verdicts and faults, remembered headings, and who imports just
now.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .faults import say


class BatchState(models.TextChoices):
    """How far a file has come."""

    READING = "reading", _("being read")
    STAGED = "staged", _("ready to apply")
    APPLYING = "applying", _("being applied")
    APPLIED = "applied", _("applied")
    DISCARDED = "discarded", _("discarded")
    FAILED = "failed", _("could not be read")


class LineVerdict(models.TextChoices):
    """What applying a line would do."""

    CREATE = "create", _("new")
    UPDATE = "update", _("changed")
    REMOVE = "remove", _("removed")
    UNCHANGED = "unchanged", _("unchanged")
    REFUSED = "refused", _("refused")


class LineOutcome(models.TextChoices):
    """What applying a line did."""

    PENDING = "", _("not applied")
    APPLIED = "applied", _("applied")
    ALREADY = "already", _("stood so already")
    CONFLICT = "conflict", _("refused: changed meanwhile")


class FaultSeverity(models.TextChoices):
    """How bad a fault is."""

    ERROR = "error", _("error")
    WARNING = "warning", _("warning")
    INFO = "info", _("notice")


class Batch(models.Model):
    """One file that came in. `staged` is the position of its last line that was read, `cursor` of the last
    applied: both move in the transaction that wrote the lines, so that a killed process goes on where it was.
    """

    importer = models.CharField(_("kind"), max_length=60)
    file_name = models.CharField(_("file name"), max_length=255, blank=True)
    sha256 = models.CharField(_("content hash"), max_length=64)
    # key of the stored file, when stored
    document = models.CharField(_("document"), max_length=120, blank=True)
    options = models.JSONField(_("options"), default=dict, blank=True)
    actor = models.CharField(_("who"), max_length=80)
    actor_name = models.CharField(_("name"), max_length=200, blank=True)
    organisation = models.BigIntegerField(_("organisation"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=BatchState, default=BatchState.READING)
    counts = models.JSONField(_("counts"), default=dict)
    outcome = models.JSONField(_("outcome"), default=dict)
    staged = models.PositiveIntegerField(_("lines read"), default=0)
    cursor = models.PositiveIntegerField(_("lines applied"), default=0)
    created_at = models.DateTimeField(_("read"), auto_now_add=True)
    applied_at = models.DateTimeField(_("applied"), null=True)

    class Meta:
        indexes = [models.Index(fields=["importer", "state"]), models.Index(fields=["organisation", "created_at"])]
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.file_name or self.importer} #{self.pk}"


class Line(models.Model):
    """One thing in the file. `seen` is the digest that stood in the database at preview, `payload` the
    packed record (only while it may still be applied), `changes` a list of [field, old, new].
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="lines", verbose_name=_("file"))
    position = models.PositiveIntegerField(_("position"))
    locator = models.CharField(_("place in the file"), max_length=200, blank=True)
    key = models.CharField(_("identifier"), max_length=255, blank=True)
    verdict = models.CharField(_("verdict"), max_length=10, choices=LineVerdict)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=LineOutcome, default=LineOutcome.PENDING, blank=True
    )
    seen = models.CharField(_("digest before"), max_length=64, blank=True)
    target = models.CharField(_("digest after"), max_length=64, blank=True)
    payload = models.BinaryField(_("record"), null=True)
    changes = models.JSONField(_("changes"), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="intake_line_once")]
        indexes = [models.Index(fields=["batch", "verdict", "position"])]
        ordering = ["batch", "position"]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.position} {self.key}"


class Fault(models.Model):
    """One thing that is wrong, with the cell or line it stands in.

    Without `line` it concerns the whole file.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="faults", verbose_name=_("file"))
    line = models.ForeignKey(Line, models.CASCADE, null=True, related_name="faults", verbose_name=_("line"))
    code = models.CharField(_("code"), max_length=60)
    severity = models.CharField(_("severity"), max_length=8, choices=FaultSeverity)
    locator = models.CharField(_("place in the file"), max_length=200, blank=True)
    message = models.TextField(_("message"))
    parameters = models.JSONField(_("parameters"), default=dict)

    class Meta:
        indexes = [models.Index(fields=["batch", "severity"])]
        ordering = ["batch", "pk"]

    def __str__(self) -> str:
        return f"{self.locator} {self.code}".strip()

    @property
    def text(self) -> str:
        """The sentence in the reader's language; as it was stored when none is declared for the code."""
        return say(self.code, self.parameters, self.message)


class Mapping(models.Model):
    """What an organisation's column headings mean, remembered for its next file. Organisation 0 is "of none"."""

    organisation = models.BigIntegerField(_("organisation"), default=0)
    importer = models.CharField(_("kind"), max_length=60)
    signature = models.CharField(_("signature of the headings"), max_length=64)
    columns = models.JSONField(_("heading → field"), default=dict)
    actor = models.CharField(_("who"), max_length=80)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "importer", "signature"], name="intake_mapping_once")
        ]

    def __str__(self) -> str:
        return f"{self.importer} {self.signature[:8]}"


class Lease(models.Model):
    """Who applies files of one kind just now. The row serialises importers; it runs out when its holder
    dies.
    """

    importer = models.CharField(_("kind"), max_length=60, primary_key=True)
    holder = models.CharField(_("holder"), max_length=120, blank=True)
    batch = models.ForeignKey(Batch, models.SET_NULL, null=True, verbose_name=_("file"))
    until = models.DateTimeField(_("until"), null=True)

    def __str__(self) -> str:
        return f"{self.importer} {self.holder}"

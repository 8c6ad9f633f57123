"""An export is valid or it is not made."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from hamroh.commons.activities.exporter import ExportRefused, export_activities
from hamroh.commons.activities.models import Activity
from hamroh.commons.activities.services.storing import NewActivity, Store, insert
from hamroh.formats.iati import records as r
from hamroh.formats.iati import schema, standard
from hamroh.kernel.organisations.models import Organisation

from .conftest import ACTOR

pytestmark = pytest.mark.django_db
Make = Callable[..., Activity]


def test_an_invalid_file_is_refused_and_the_old_one_stays(ministry: Organisation, tmp_path: Path) -> None:
    bare = r.Activity(iati_identifier="XX-TRIAL-1-BARE", title=(r.Narrative(text="Bare"),))
    insert(Store(ACTOR), [NewActivity(bare, ministry.pk, r.digest(bare))])
    out = tmp_path / "out.xml"
    out.write_text("old")
    with pytest.raises(ExportRefused) as refused:
        export_activities(Activity.objects.all(), out)
    assert refused.value.problems
    assert out.read_text() == "old"
    assert [path.name for path in tmp_path.glob(".*draft")] == []


def test_without_the_standard_nothing_is_exported(
    published: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published("XX-TRIAL-1-A")

    def absent(relative: str, version: str = "") -> Path:
        raise standard.StandardMissing(relative)

    schema.schema.cache_clear()
    monkeypatch.setattr(standard, "file", absent)
    with pytest.raises(standard.StandardMissing):
        export_activities(Activity.objects.all(), tmp_path / "out.xml")
    assert not (tmp_path / "out.xml").exists()
    schema.schema.cache_clear()


def test_a_full_disk_leaves_the_old_file(published: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published("XX-TRIAL-1-A")
    out = tmp_path / "out.xml"
    out.write_text("old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("hamroh.commons.activities.exporter.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        export_activities(Activity.objects.all(), out)
    assert out.read_text() == "old"
    assert [path.name for path in tmp_path.glob(".*draft")] == []


def test_invented_activities_are_said_to_be_invented(published: Make, tmp_path: Path) -> None:
    published("XX-TRIAL-1-A")
    export_activities(Activity.objects.all(), tmp_path / "real.xml")
    Activity.objects.update(fictional=True)
    export_activities(Activity.objects.all(), tmp_path / "invented.xml")
    assert "invented" not in (tmp_path / "real.xml").read_text("utf-8")
    written = (tmp_path / "invented.xml").read_text("utf-8")
    assert "invented" in written.split("<iati-activities")[0]
    with (tmp_path / "invented.xml").open("rb") as stream:
        assert schema.validate(stream) == []

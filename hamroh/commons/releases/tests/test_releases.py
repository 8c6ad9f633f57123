"""Nothing leaves yet, and whoever asks is told why; the counts themselves are not kept."""

from __future__ import annotations

import pytest

from hamroh.commons.releases.models import Proposal
from hamroh.commons.releases.origins import ANSWERS, HAS_ITS_OWN_WAY, NO_PROTECTION_YET, REPORTED_ALREADY, Origin
from hamroh.commons.releases.selectors import visible_to
from hamroh.commons.releases.services import Table, propose_release
from hamroh.kernel.ledger.actors import ANYONE, Actor
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.people.decisions import Refused
from hamroh.kernel.people.roles import ROLES

pytestmark = pytest.mark.django_db
STEWARD = Actor("person:1", role="data_steward", organisation_id=4, person_id=1)
TABLE = Table("Returned by district", ("district", "sex"), {("TJ-1", "f"): 91234, ("TJ-1", "m"): 2, ("TJ-2", "f"): 40})


def propose(actor: Actor = STEWARD, origin: str = "person_records") -> Refused:
    with pytest.raises(Refused) as refusal:
        propose_release(actor=actor, table=TABLE, origin=origin, organisation_id=4)
    return refusal.value


@pytest.mark.parametrize(
    "origin, decision",
    [("person_records", NO_PROTECTION_YET), ("published_statistics", HAS_ITS_OWN_WAY),
     ("partner_totals", REPORTED_ALREADY)],
)  # fmt: skip
def test_each_origin_is_refused_with_its_own_reason_and_what_helps(origin: str, decision: object) -> None:
    before = Entry.objects.count()
    assert propose(origin=origin).decision is decision
    assert len({str(answer.reason) for answer in ANSWERS.values()}) == len(Origin)
    assert all(answer.remedy for answer in ANSWERS.values())
    entry, proposal = Entry.objects.latest("pk"), Proposal.objects.get()
    assert (Entry.objects.count(), entry.event, entry.facts["cells"]) == (before + 1, "releases.refused", 3)
    assert (proposal.digest, proposal.cells, proposal.origin) == (TABLE.digest, 3, origin)
    kept = f"{entry.facts}{Proposal.objects.values().get()}"
    assert "91234" not in kept.replace(TABLE.digest, "")


@pytest.mark.parametrize("role", [role.key for role in ROLES])
def test_only_these_roles_may_propose(role: str) -> None:
    actor = Actor("person:2", role=role, organisation_id=4, person_id=2)
    may_propose = role in {"statistician", "data_steward"}
    decision = propose(actor).decision
    assert (decision is NO_PROTECTION_YET) is may_propose
    assert Proposal.objects.exists() is may_propose and Entry.objects.filter(chain="releases").exists() is may_propose


def test_an_unknown_origin_or_a_broken_table_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="hearsay"):
        propose_release(actor=STEWARD, table=TABLE, origin="hearsay")
    with pytest.raises(ValueError, match="needs 2 codes"):
        Table("Broken", ("district", "sex"), {("TJ-1",): 4})
    assert not Proposal.objects.exists()


def test_the_digest_tells_tables_apart_whatever_the_order_of_their_cells() -> None:
    turned = Table(TABLE.title, TABLE.dimensions, dict(reversed(TABLE.counts.items())))
    assert turned.digest == TABLE.digest
    assert Table("x", ("district", "sex"), {**TABLE.counts, ("TJ-2", "f"): 41}).digest != TABLE.digest


def test_who_sees_what_was_proposed() -> None:
    propose()
    for role, organisation, sees in [("data_steward", 4, True), ("data_steward", 5, False), ("auditor", 9, True),
                                     ("focal_point", 4, False)]:  # fmt: skip
        viewer = Actor("person:7", role=role, organisation_id=organisation, person_id=7)
        assert visible_to(None, viewer).exists() is sees
    assert not visible_to(None, ANYONE).exists()

"""Staff of the programme by duty station."""

from __future__ import annotations

from dataclasses import dataclass

from hamroh.kernel.people.selectors import staff_by_duty_station
from hamroh.kernel.places.models import Place


@dataclass(frozen=True)
class Station:
    """A duty station and how many work there."""

    place: Place
    staff: int


@dataclass(frozen=True)
class Staff:
    """All stations, the largest first."""

    stations: tuple[Station, ...]

    @property
    def people(self) -> int:
        """How many work at all of them."""
        return sum(one.staff for one in self.stations)


def staff() -> Staff:
    """Active people with a duty station, counted; nobody is named."""
    rows = staff_by_duty_station()
    places = Place.objects.in_bulk([place for place, _count in rows])
    return Staff(tuple(Station(places[place], count) for place, count in rows))

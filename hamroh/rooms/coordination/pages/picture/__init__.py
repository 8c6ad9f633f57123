"""The picture of who does what, where: matrix, map, network, money and people, calendar, contacts."""

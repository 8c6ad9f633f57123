"""Who does what, where, when and with what money: every undertaking as an IATI 2.03 activity."""

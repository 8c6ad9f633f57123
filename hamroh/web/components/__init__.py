"""The parts pages are made of: typed records for their content, and the register, charts and maps behind them."""

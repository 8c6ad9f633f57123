"""What is measured: indicators, their figures as chart and table, and the source of each."""

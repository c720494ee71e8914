"""The questions behind `apostille doctor`: whether machine, settings and data make good letters."""

"""The questions behind `apostille doctor`: whether this machine, its settings and its data make good letters."""

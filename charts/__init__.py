"""Tidy table and language in, Plotly figure out: nothing here reads data or knows the screen."""

"""Benchmarks, run by bin/bench. Ratios are measured in one run, on one machine; absolute figures do not travel."""

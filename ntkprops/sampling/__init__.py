"""Claims on drawn instances: measured in doubles, decided by sequential tests, certified on fresh seeds."""

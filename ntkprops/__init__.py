"""Property testing for lecture notes on the neural tangent kernel; see ``ntkprops.checking`` and the README."""

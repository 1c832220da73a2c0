"""How wide must the network really be? The least width at which Theorem 1's conclusion holds, measured.

Member, dataset          which data: one member of a family, by its seed
holds_on_draw            does the conclusion hold on one initial draw, for all times?
Plan, search_width       refuted, supported and undecided widths, as an interval for the least width
measure                  several such searches under one false alarm, on several workers
exponent                 with which power of n, 1/lambda_0 or 1/delta the measured width grows
"""

from ntkprops.empirical.exponents import Axis, Exponent, Series, exponent, exponent_of, series_in, value_on
from ntkprops.empirical.families import Family, Labels, Member, dataset
from ntkprops.empirical.interval import Visit, WidthInterval, interval_of
from ntkprops.empirical.measurement import Measurement, Setting, measure, visit_key
from ntkprops.empirical.resume import read_visits, write_visits
from ntkprops.empirical.search import Plan, search_width, undecided_band
from ntkprops.empirical.trial import Answer, holds_on_draw

__all__ = [
    "Answer",
    "Axis",
    "Exponent",
    "Family",
    "Labels",
    "Measurement",
    "Member",
    "Plan",
    "Series",
    "Setting",
    "Visit",
    "WidthInterval",
    "dataset",
    "exponent",
    "exponent_of",
    "holds_on_draw",
    "interval_of",
    "measure",
    "read_visits",
    "search_width",
    "series_in",
    "undecided_band",
    "value_on",
    "visit_key",
    "write_visits",
]

"""Numbers that cannot err: fractions, certified enclosures, forms over a box of draws, and tensors of them."""

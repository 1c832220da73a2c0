"""What a SymPy expression says: polynomials over atoms, and the facts known of those atoms."""

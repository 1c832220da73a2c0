"""Finding refutations: everything here may err, since the kernel checks whatever it finds."""

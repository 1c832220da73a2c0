"""Three kinds of claim, three kinds of evidence: by chance, in the mean, for every draw."""

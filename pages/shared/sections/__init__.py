"""What every page has below its stage: sections with the same names everywhere."""

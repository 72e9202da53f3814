"""Tests of the picture; a package, since other folders have files of the same names."""

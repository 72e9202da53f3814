"""Shapes: how claims are written in the columns of ACLED's and UCDP GED's files, from ``shapes.yaml``."""

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml


@lru_cache(maxsize=1)
def shapes() -> Mapping[str, Any]:
    """The file ``shapes.yaml``."""
    told: Mapping[str, Any] = yaml.safe_load((resources.files("siegeline.publish") / "shapes.yaml").read_text("utf-8"))
    return told

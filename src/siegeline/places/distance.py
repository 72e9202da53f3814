"""Distance between two points."""

import math


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in km between two points in degrees (haversine, mean radius 6,371 km)."""
    phi, other = math.radians(lat), math.radians(other_lat)
    a = math.sin((other - phi) / 2) ** 2
    a += math.cos(phi) * math.cos(other) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(a))

"""What holds for all tests: properties are no clock, so that a busy machine fails none of them."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("kharita", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kharita")

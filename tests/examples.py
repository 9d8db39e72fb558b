"""How the property tests run: the same examples every time, more of them on demand.

HYPOTHESIS_EXAMPLES multiplies the number of examples of every property; then what fails is also
made smaller, which for a whole lawbook takes minutes.
"""

import os

from hypothesis import HealthCheck, Phase, settings

SHARED = settings(
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    max_examples=60,
)
settings.register_profile("suite", SHARED)
settings.load_profile("suite")

TIMES = int(os.environ.get("HYPOTHESIS_EXAMPLES", "1"))


def examples(count: int) -> settings:
    """So many examples in the suite; in a long run a multiple of it, different every time."""
    phases = [Phase.explicit, Phase.generate, *([Phase.shrink] if TIMES > 1 else [])]
    return settings(SHARED, max_examples=count * TIMES, derandomize=TIMES == 1, phases=phases)

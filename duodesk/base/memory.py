"""How often Python looks for garbage: seldom, for the program holds long lists of small things that
are no garbage; and not at all while it makes such a list.
"""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager

# So many new things before the young are looked at, and so many such looks before the older ones
# are. With Python's own numbers (700, 10, 10) a quarter of the time of a report goes into looking
# at rows that all stay.
_SELDOM = (50_000, 20, 20)


def look_seldom() -> None:
    """For the whole process, from its beginning on."""
    gc.set_threshold(*_SELDOM)


@contextmanager
def one_breath() -> Generator[None]:
    """Without the collector, to make a long list: walking over its young parts again and again
    takes up to half of the time. Afterwards it looks at them once, when it next would.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()

"""Loads everything that laying a letter out needs: imported by the process that renderers are copies of."""

from __future__ import annotations

import gc

from webapp.renderers import page_images, pdf, readback  # noqa: F401 - imported to be there
from webapp.renderers.engine import engine

engine()
gc.freeze()  # copies share the memory of what is never collected

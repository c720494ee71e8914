"""Makes beforehand what every process would make for its first letter: `make install` runs it."""

from __future__ import annotations

import shutil

from webapp.renderers.c_declarations import keep_declarations
from webapp.renderers.fonts import LETTER_WEIGHTS
from webapp.renderers.html import keep_templates
from webapp.renderers.kept import KEPT


def main() -> None:
    """Leave the declarations, the cut fonts and the templates, and nothing of other releases."""
    shutil.rmtree(KEPT, ignore_errors=True)
    keep_declarations()
    for weight in LETTER_WEIGHTS:
        weight.keep()
    keep_templates()


if __name__ == "__main__":
    main()

"""Links that leave the way to a letter: where a page stands in another site's frame, they open a new tab."""

from __future__ import annotations

from flask import Flask, Response, g, request
from flask_babel import gettext
from markupsafe import Markup

from webapp.web.i18n import page_language

PART_OF_FRAME = "framed"
"""In the address of a part that a script fetches for a framed page: the browser does not say so itself."""
_ASKED = "asked_whether_framed"


def init_app(app: Flask) -> None:
    """Give the templates what they write into a link that leaves, and say what the answer depended on."""
    app.jinja_env.globals |= {"is_framed": is_framed, "leaving": leaving, "new_tab": new_tab}
    app.after_request(_with_vary)


def is_framed() -> bool:
    """Return whether the page in hand stands in a frame, as browsers say of themselves."""
    g.setdefault(_ASKED, default=True)
    return request.headers.get("Sec-Fetch-Dest") == "iframe" or PART_OF_FRAME in request.args


def leaving(relation: str = "") -> Markup:
    """Return the attributes of a link that leaves; ``relation`` is what its ``rel`` says in any case."""
    if is_framed():
        return Markup(' target="_blank" rel="{}"').format(f"noopener {relation}".strip())
    return Markup(' rel="{}"').format(relation) if relation else Markup()


def new_tab() -> Markup:
    """Return what a link that leaves says at its end to whoever cannot see where it opens."""
    if not is_framed():
        return Markup()
    hidden = Markup('<span class="visually-hidden" lang="{}"> ({})</span>')
    return hidden.format(page_language(), gettext("opens in a new tab"))


def link_ends() -> tuple[Markup, Markup]:
    """Return both for the links of a letter."""
    return leaving(), new_tab()


def _with_vary(response: Response) -> Response:
    if _ASKED in g:
        response.vary.add("Sec-Fetch-Dest")
    return response

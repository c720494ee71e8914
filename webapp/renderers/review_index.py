"""The page that leads to every specimen letter of a campaign under review: files, lengths, notices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from webapp.domain.campaigns import Campaign
from webapp.domain.letters import ItemList, Letter
from webapp.renderers.pagination import paginate


@dataclass(frozen=True)
class ReviewedLetter:
    """One row of the page: the letter's name, the letter, and the files it was written to."""

    stance: str
    language: str
    layout: str
    letter: Letter
    files: Sequence[str]


def render_index(campaign: Campaign, rows: Sequence[ReviewedLetter]) -> bytes:
    """Return the page as HTML."""
    title = f"Specimen letters: {escape(campaign.title.en)}"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        f"<p>Campaign {escape(campaign.slug)}, revision {campaign.revision}. "
        "The sender is a specimen: send none of these.</p>\n"
        f"<table>\n<thead>\n<tr>{_HEADINGS}</tr>\n</thead>\n<tbody>\n"
        f"{''.join(map(_row, rows))}</tbody>\n</table>\n</body>\n</html>\n"
    ).encode()


_STYLE = (
    "body{font-family:sans-serif;margin:2rem;max-width:70rem}table{border-collapse:collapse}"
    "th,td{border:1px solid #767676;padding:.4rem .6rem;text-align:start;vertical-align:top}"
)
_HEADINGS = "".join(
    f'<th scope="col">{name}</th>'
    for name in ("Stance", "Language", "Layout", "Files", "Words", "Pages", "Notices")
)


def word_count(letter: Letter) -> int:
    """Return how many words the body of the letter has, its sources left out."""
    blocks = [block for part in letter.parts for block in part.blocks]
    lines = [line for b in blocks for line in (b.items if isinstance(b, ItemList) else (b.runs,))]
    return sum(len("".join(run.text for run in line).split()) for line in lines)


def _row(row: ReviewedLetter) -> str:
    pages = sum(paginate(row.letter).letter_pages)
    links = "<br>".join(f'<a href="{escape(name)}">{escape(name)}</a>' for name in row.files)
    notices = "<br>".join(escape(notice.message % notice.params_in("en")) for notice in row.letter.notices)
    cells = (row.language, row.layout, links, word_count(row.letter), pages, notices or "none")
    stance = f'<th scope="row">{escape(row.stance)}</th>'
    return f"<tr>{stance}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"

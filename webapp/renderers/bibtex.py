"""A campaign's sources as BibTeX, for LaTeX and every manager of references.

Entries are BibLaTeX's ``@online`` where there is an address, else ``@misc``; ``year`` stands beside
``date`` for older styles, which know no ``date``. Letters stay Unicode, which Biber and LaTeX read.
"""

from __future__ import annotations

from webapp.domain.campaigns import Campaign
from webapp.domain.citations import Source
from webapp.domain.locales import Language
from webapp.renderers.csl import citation_key, source_note

MEDIA_TYPE = "application/x-bibtex; charset=utf-8"
_SPECIAL: dict[str, str | int | None] = {
    **{character: f"\\{character}" for character in "&%$#_"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
}
"""TeX's ten special characters. BibTeX counts braces even after a backslash: they are named instead."""
_IN_ADDRESS: dict[str, str | int | None] = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}
"""BibLaTeX prints ``url`` as it stands: nothing is escaped in it, and what would break a field is encoded."""
_BABEL = {"en": "english", "fr": "french", "it": "italian", "es": "spanish", "de": "german"}
"""The names that the LaTeX package *babel* has for the languages of titles."""


def bibtex(campaign: Campaign, language: Language) -> str:
    """Return every source of a campaign as one BibTeX file."""
    entries = [bibtex_entry(source, campaign.slug, language) for source in campaign.sources.values()]
    return "\n\n".join(entries) + "\n"


def bibtex_entry(source: Source, campaign: str, language: Language) -> str:
    """Return one source as an entry; what is not known of it is left out."""
    published = source.published
    author = source.author.in_(language)
    fields = {
        "title": f"{{{escaped(source.title)}}}",
        "author": f"{{{escaped(author)}}}" if author else "",
        "organization" if source.url else "howpublished": escaped(source.publisher.in_(language)),
        "date": published.isoformat() if published else "",
        "year": str(published.year) if published else "",
        "url": source.url.translate(str.maketrans(_IN_ADDRESS)),
        "urldate": source.retrieved.isoformat(),
        "langid": _BABEL.get(source.language.split("-")[0], ""),
        "note": escaped(source_note(source, language)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    kind = "online" if source.url else "misc"
    return "\n".join((f"@{kind}{{{citation_key(source, campaign)},", *lines, "}"))


def escaped(text: str) -> str:
    """Return text that TeX prints as it was read: one line, its special characters escaped."""
    return text.replace("\n", " ").translate(str.maketrans(_SPECIAL))

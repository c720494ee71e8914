"""A campaign's sources as CSL-JSON, which Zotero, Pandoc and every CSL processor read.

The names of fields and types are those of the schema *csl-data.json* of CSL 1.0.2
(github.com/citation-style-language/schema).
"""

from __future__ import annotations

import json
import re
from typing import Any

from webapp.domain.campaigns import Campaign
from webapp.domain.citations import Source
from webapp.domain.locales import Language, PartialDate

MEDIA_TYPE = "application/vnd.citationstyles.csl+json"
_TYPES = (
    (r"\bstatut(e|ory instrument)\b", "legislation"),
    (r"\btreaty\b", "treaty"),
    (r"^(local |trade )?news\b(?!.*\b(aggregator|rewrite|summary)\b)", "article-newspaper"),
    (r"^(primary: )?(annual |research )?report\b", "report"),
)
"""What a source's kind must say, in English, for a type to be claimed of it; the first that fits counts."""
_WITHIN = frozenset({"article-newspaper", "webpage"})
"""Types that stand in something larger: a newspaper, a site. The others have a publisher."""


def csl_json(campaign: Campaign, language: Language) -> str:
    """Return every source of a campaign as CSL-JSON, names and notes in ``language``."""
    items = [csl_item(source, campaign.slug, language) for source in campaign.sources.values()]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def csl_item(source: Source, campaign: str, language: Language) -> dict[str, Any]:
    """Return one source; what is not known of it is left out, never guessed."""
    kind = csl_type(source)
    author = source.author.in_(language)
    item = {
        "id": citation_key(source, campaign),
        "type": kind,
        "title": source.title,
        "container-title" if kind in _WITHIN else "publisher": source.publisher.in_(language),
        "author": [{"literal": author}] if author else None,
        "issued": csl_date(source.published),
        "accessed": csl_date(source.retrieved),
        "URL": source.url,
        "language": source.language,
        "note": source_note(source, language),
    }
    return {name: value for name, value in item.items() if value}


def citation_key(source: Source, campaign: str) -> str:
    """Return the key of a source; a campaign's name keeps two campaigns' keys apart in one library."""
    return f"{campaign}-{source.id}"


def csl_type(source: Source) -> str:
    """Return the type that a source's kind supports, else that of any page or document."""
    fits = (name for pattern, name in _TYPES if re.search(pattern, source.kind.en))
    return next(fits, "webpage" if source.url else "document")


def csl_date(day: PartialDate | None) -> dict[str, list[list[int]]] | None:
    """Return a date as exact as it is known: ``[[2026, 2, 4]]``, ``[[2026, 2]]`` or ``[[2026]]``."""
    if day is None:
        return None
    return {"date-parts": [[part for part in (day.year, day.month, day.day) if part is not None]]}


def source_note(source: Source, language: Language) -> str:
    """Return what no other field says: how to find it, what it is, how it was read."""
    parts = (source.locator, source.kind, source.access)
    return "; ".join(part.in_(language) for part in parts if part)

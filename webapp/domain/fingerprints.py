"""What a letter was made from, in one line: campaign, revision, stance, language, facts; never its writer."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from webapp.domain.facts import Fact
from webapp.domain.locales import LETTER_LANGUAGES, LetterLanguage

_DIGEST = 8
_LINE = re.compile(
    r"apostille:1 campaign=([a-z0-9-]+) revision=([0-9a-f]{10}) stance=([a-z0-9-]+) "
    r"language=(en|fr|both) facts=((?:[a-z0-9-]+:[0-9a-f]{8})(?:,[a-z0-9-]+:[0-9a-f]{8})*)"
)


@dataclass(frozen=True)
class Fingerprint:
    """Campaign, its revision (10 hexadecimal digits), stance, language, and each fact with its digest."""

    campaign: str
    revision: str
    stance: str
    language: LetterLanguage
    facts: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        facts = ",".join(f"{slug}:{digest}" for slug, digest in self.facts)
        return (
            f"apostille:1 campaign={self.campaign} revision={self.revision} stance={self.stance} "
            f"language={self.language} facts={facts}"
        )

    @property
    def short(self) -> str:
        """The first ten hexadecimal digits of the line's SHA-256, for a footer."""
        return hashlib.sha256(str(self).encode()).hexdigest()[:10]

    @classmethod
    def parse(cls, line: str) -> Fingerprint | None:
        """Return the fingerprint written in ``line``, or None where it is not one."""
        match = _LINE.fullmatch(line.strip())
        if match is None:
            return None
        campaign, revision, stance, spoken, facts = match.groups()
        language = next(language for language in LETTER_LANGUAGES if language == spoken)
        pairs = tuple((slug, digest) for slug, _, digest in (f.partition(":") for f in facts.split(",")))
        return cls(campaign, revision, stance, language, pairs)


def digest_of(fact: Fact) -> str:
    """Return the digest of all that a letter may print of a fact: 8 hexadecimal digits of SHA-256."""
    wordings = sorted((name, w.text.en, w.text.fr, w.cites) for name, w in fact.wordings.items())
    quotation = (fact.quotation.text, fact.quotation.source) if fact.quotation else ()
    printed = (fact.slug, fact.claim.en, fact.claim.fr, fact.cites, quotation, wordings)
    return hashlib.sha256(repr(printed).encode()).hexdigest()[:_DIGEST]

"""What changed from one campaign to another: the words of every letter, and every fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from webapp.composition.specimens import Specimen, all_specimens
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.facts import Fact
from webapp.domain.letters import ItemList, Letter

Known = tuple[Campaign, Catalogue]
Change = tuple[str, str]
"""How words read before and after; either may be empty."""


@dataclass(frozen=True)
class LetterDifference:
    """What changed in one letter: ``close.en``, or ``close.en, short, wording 2``."""

    name: str
    words: tuple[Change, ...]
    added: tuple[str, ...]
    withdrawn: tuple[str, ...]


@dataclass(frozen=True)
class FactDifference:
    """What changed in one fact, by the name of what changed."""

    slug: str
    changes: dict[str, Change]


@dataclass(frozen=True)
class Differences:
    """Everything that changed; false where nothing did."""

    letters: tuple[LetterDifference, ...]
    facts: tuple[FactDifference, ...]
    added: tuple[str, ...]
    withdrawn: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.letters or self.facts or self.added or self.withdrawn)


def compare(old: Known, new: Known) -> Differences:
    """Return what changed from ``old`` to ``new``."""
    facts, now = old[0].facts, new[0].facts
    both = [slug for slug in facts if slug in now]
    changed = [FactDifference(slug, _of_fact(slug, old[0], new[0])) for slug in both]
    return Differences(
        letters=_letters(old, new),
        facts=tuple(fact for fact in changed if fact.changes),
        added=tuple(slug for slug in now if slug not in facts),
        withdrawn=tuple(slug for slug in facts if slug not in now),
    )


def _letters(old: Known, new: Known) -> tuple[LetterDifference, ...]:
    """Return the letters that changed, once each: further wordings only where they change something more."""
    before = {_name(each): each.letter for each in all_specimens(*old)}
    after = {_name(each): each.letter for each in all_specimens(*new)}
    found: dict[tuple[str, object], LetterDifference] = {}
    for name in dict.fromkeys([*before, *after]):
        difference = _of_letter(name, before.get(name), after.get(name))
        if difference.words or difference.added or difference.withdrawn:
            same = (name.split(", wording")[0], (difference.words, difference.added, difference.withdrawn))
            found.setdefault(same, difference)
    return tuple(found.values())


def _name(each: Specimen) -> str:
    kind = "" if each.kind == "letter" else f", {each.kind}"
    return f"{each.stance}.{each.language}{kind}" + (f", wording {each.wording}" if each.wording > 1 else "")


def _of_letter(name: str, old: Letter | None, new: Letter | None) -> LetterDifference:
    before, after = (letter.facts if letter else () for letter in (old, new))
    return LetterDifference(
        name,
        changed_words(_words(old), _words(new)),
        added=tuple(slug for slug in after if slug not in before),
        withdrawn=tuple(slug for slug in before if slug not in after),
    )


def _words(letter: Letter | None) -> list[str]:
    """Return the words of subject and body, without the marks of sources."""
    if letter is None:
        return []
    part = letter.parts[0]
    lines = [part.subject, *part.addressee, part.salutation]
    for block in part.blocks:
        runs = block.items if isinstance(block, ItemList) else (block.runs,)
        lines += ["".join(run.text for run in line) for line in runs]
    return " ".join([*lines, part.closing, *part.copies]).split()


def changed_words(old: Sequence[str], new: Sequence[str]) -> tuple[Change, ...]:
    """Return each run of words that gave way to another, with up to three words on either side of it."""
    groups = SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(3)
    return tuple(
        (" ".join(old[group[0][1] : group[-1][2]]), " ".join(new[group[0][3] : group[-1][4]]))
        for group in groups
    )


def _of_fact(slug: str, old: Campaign, new: Campaign) -> dict[str, Change]:
    before, after = _told(old.facts[slug], old), _told(new.facts[slug], new)
    names = dict.fromkeys([*before, *after])
    pairs = {name: (before.get(name, ""), after.get(name, "")) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _told(fact: Fact, campaign: Campaign) -> dict[str, str]:
    """Return what may change in a fact: its words, its sources and their dates, what is known of it."""
    quotation = fact.quotation
    told = {
        "claim.en": fact.claim.en,
        "claim.fr": fact.claim.fr,
        "quotation": quotation.text if quotation else "",
        "quotation.translation": quotation.translation if quotation else "",
        "quotation.source": quotation.source if quotation else "",
        "sources": ", ".join(fact.sources),
        "cites": ", ".join(fact.cites),
        "as_of": fact.as_of.isoformat() if fact.as_of else "unknown",
        "verified": fact.verified,
        "note.en": fact.note.en,
        "note.fr": fact.note.fr,
    }
    for name, wording in fact.wordings.items():
        told |= {f"{name}.en": wording.text.en, f"{name}.fr": wording.text.fr}
    return told | {f"source {name}": _source(name, campaign) for name in fact.sources}


def _source(name: str, campaign: Campaign) -> str:
    source = campaign.sources[name]
    published = source.published.isoformat() if source.published else "unknown"
    read = source.retrieved.isoformat()
    return f"{source.publisher.en}, {source.title}, published {published}, read {read}, {source.url}"

"""What the lint asks of letters once they are composed: each stance, both languages, every wording."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product
from pathlib import Path

from webapp.checks.facts import figures
from webapp.checks.rules import problem
from webapp.composition.compose import compose, template_of
from webapp.composition.specimens import each_wording
from webapp.domain.campaigns import Campaign, Stance
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import ContentError, Problem
from webapp.domain.letters import Claim, ItemList, Letter, LetterPart, LetterRequest, Paragraph, Sender
from webapp.domain.likeness import likeness
from webapp.domain.locales import LANGUAGES, Language
from webapp.domain.passages import Changes
from webapp.domain.ridings import Riding
from webapp.renderers.pagination import paginate

_SPECIMEN = Sender("A. Writer", "1 Main Street", "Town", "ON", "K1A 0A6")
_FOUR_WEEKS = timedelta(weeks=4)
_ASKED = {"en": "ask you", "fr": "vous demande"}
MOST_ALIKE = 0.5
"""The share of 32-character substrings from which on two letters are too alike: WriteToThem's measure."""
HARDEST = {"en": 14.0, "fr": 45.0}
"""The reading level from which on a letter is far above plain: Flesch-Kincaid's grade in English; in French
Flesch's reading ease (Kandel and Moles) below this."""


def check_letters(campaign: Campaign, catalogue: Catalogue, folder: Path, day: date) -> Iterator[Problem]:
    """Compose every letter of the campaign, all its facts fresh, and say once what is wrong with it."""
    campaign = replace(
        campaign, facts={slug: replace(fact, review_by=date.max) for slug, fact in campaign.facts.items()}
    )
    catalogue = replace(catalogue, campaigns={campaign.slug: campaign})
    seen: set[Problem] = set()
    for stance in campaign.stances.values():
        for riding, language in product(_specimen_ridings(campaign, catalogue), LANGUAGES):
            for request in _requests(campaign, stance, riding, language, day):
                for found in _letter_problems(request, catalogue, folder):
                    if found not in seen:
                        seen.add(found)
                        yield found
    if not seen:
        yield from _check_usual_letters(campaign, catalogue, folder, day)


def _requests(
    campaign: Campaign, stance: Stance, riding: Riding, language: Language, day: date
) -> Iterator[LetterRequest]:
    """Yield the usual letter, one with each fact alone, with none, with all, and every wording of each."""
    usual = _usual_request(campaign, stance.slug, riding, language, day)
    for facts in (None, (), *((slug,) for slug in stance.offered), stance.offered):
        yield replace(usual, facts=facts)
    for changes in each_wording(campaign):
        for facts in (None, (), stance.offered):
            yield replace(usual, facts=facts, changes=changes)
        yield replace(usual, length="short", changes=changes)
        yield replace(usual, follow_up_to=day - _FOUR_WEEKS, changes=changes)


def _usual_request(
    campaign: Campaign, stance: str, riding: Riding, language: Language, day: date
) -> LetterRequest:
    return LetterRequest(
        campaign=campaign.slug,
        stance=stance,
        riding=riding,
        language=language,
        sender=_SPECIMEN,
        written_on=day,
        own_words=("Own words.",),
    )


def _specimen_ridings(campaign: Campaign, catalogue: Catalogue) -> list[Riding]:
    """Return a riding outside every place of the campaign, and one in each place."""
    outside = [code for code in catalogue.ridings if campaign.place_of(code) is None][:1]
    inside = [min(filter(place.holds, catalogue.ridings)) for place in campaign.places]
    return [catalogue.ridings[code] for code in (*outside, *inside)]


def _letter_problems(request: LetterRequest, catalogue: Catalogue, folder: Path) -> Iterator[Problem]:
    try:
        letter = compose(request, catalogue)
    except ContentError as error:
        yield from (replace(found, path=str(folder / Path(found.path).name)) for found in error.problems)
        return
    for part in letter.parts:
        first = part.blocks[0]
        opening = "".join(run.text for run in first.runs) if isinstance(first, Paragraph) else ""
        if _ASKED[part.language] not in opening:
            path = folder / f"{template_of(request)}.{part.language}.md.j2"
            yield problem("late-ask", str(path), "", "put the ask in the first paragraph: use {{ ask }}")


def _check_usual_letters(
    campaign: Campaign, catalogue: Catalogue, folder: Path, day: date
) -> Iterator[Problem]:
    """Say of the letters that most people send how long, how plain and how like each other they are."""
    riding = _specimen_ridings(campaign, catalogue)[0]
    firsts = Changes(wordings=dict.fromkeys(campaign.passages, 0))

    def usual(stance: str, language: Language) -> Letter:
        request = _usual_request(campaign, stance, riding, language, day)
        return compose(replace(request, own_words=(), changes=firsts), catalogue)

    letters = {
        (stance, language): usual(stance, language) for stance in campaign.stances for language in LANGUAGES
    }
    for (stance, language), letter in letters.items():
        path, part = str(folder / f"{stance}.{language}.md.j2"), letter.parts[0]
        pages = paginate(letter).letter_pages[0]
        if pages > 1:
            message = f"the usual letter takes {pages} pages: shorten passages, or let it print fewer facts"
            yield problem("long-letter", path, "", message)
        yield from _check_reading_level(part, path)
    for stance in campaign.stances:
        english, other = (letters[stance, language].parts[0] for language in LANGUAGES)
        yield from _check_parity(campaign, english, other, str(folder / f"{stance}.fr.md.j2"))
    for one, two in combinations(campaign.stances, 2):
        for language in LANGUAGES:
            share = _alike(letters[one, language].parts[0], letters[two, language].parts[0])
            if share >= MOST_ALIKE:
                message = (
                    f"{round(100 * share)} % of the usual letter stands in that of {one} too: "
                    "give it its own passages and facts"
                )
                yield problem("letters-alike", str(folder / f"{two}.{language}.md.j2"), "", message)


def _check_parity(
    campaign: Campaign, english: LetterPart, french: LetterPart, path: str
) -> Iterator[Problem]:
    """Compare what the two languages of one letter print: facts, their figures, and asks."""
    there, here = _figures_of_claims(english), _figures_of_claims(french)
    for slug in sorted(there.keys() | here.keys()):
        if slug not in there or slug not in here:
            message = f"only one language prints {slug}: print it in both"
            yield problem("letter-parity", path, "", message)
        elif there[slug] != here[slug] and _claims_agree(campaign, slug):
            differing = ", ".join(sorted(there[slug] ^ here[slug]))
            message = f"the wordings of {slug} differ in {differing}: use the same wording in both languages"
            yield problem("letter-parity", path, "", message)
    if _asks(english) != _asks(french):
        message = "the two languages do not ask equally many things: write {{ asks }} once in both"
        yield problem("letter-parity", path, "", message)


def _claims_agree(campaign: Campaign, slug: str) -> bool:
    """Return whether a fact’s own claims give the same figures; where not, that is said of the fact."""
    claim = campaign.facts[slug].claim
    return figures(claim.en) == figures(claim.fr)


def _figures_of_claims(part: LetterPart) -> dict[str, frozenset[str]]:
    return {claim.fact: figures(claim.text) for claim in part.claims}


def _asks(part: LetterPart) -> list[int]:
    return [len(block.items) for block in part.blocks if isinstance(block, ItemList)]


def _alike(one: LetterPart, two: LetterPart) -> float:
    """Return the greater share of one body that the other holds too."""
    first, second = (" ".join(run.text for run in part.runs) for part in (one, two))
    return max(likeness(first, second), likeness(second, first))


def _check_reading_level(part: LetterPart, path: str) -> Iterator[Problem]:
    import textstat  # it takes a while to load

    prose = " ".join(
        "".join(_spoken(run) for run in block.runs) for block in part.blocks if isinstance(block, Paragraph)
    )
    textstat.set_lang(part.language)
    if part.language == "en":
        level = textstat.flesch_kincaid_grade(prose)
        too_hard, measure = level > HARDEST["en"], "a Flesch-Kincaid grade"
    else:
        level = textstat.flesch_reading_ease(prose)
        too_hard, measure = level < HARDEST["fr"], "a Flesch reading ease"
    if too_hard:
        message = f"the usual letter reads hard ({measure} of {level:.0f}): shorter sentences, shorter words"
        yield problem("reading-level", path, "", message)


def _spoken(run: object) -> str:
    """Return a run as it is read aloud, without the number of its source."""
    return f"{run.text} " if isinstance(run, Claim) else getattr(run, "text", "")

"""Composes the one `Letter` value that every format renders."""

from __future__ import annotations

from webapp.composition.arrangement import arranged, chunks_of
from webapp.composition.blocks import blocks_of
from webapp.composition.recipients import recipients_of
from webapp.composition.script import Brief, script_of
from webapp.domain.campaigns import Campaign, Stance, facts_to_print
from webapp.domain.catalogue import Catalogue
from webapp.domain.citations import Reference
from webapp.domain.errors import N_
from webapp.domain.fingerprints import Fingerprint, digest_of
from webapp.domain.freshness import freshness, short_facts, usual_facts, withheld
from webapp.domain.letters import Letter, LetterPart, LetterRequest, Notice
from webapp.domain.locales import LANGUAGES, NBSP, Language, in_words, long_date

_USUAL_ORDER = Notice(
    N_(
        "The paragraphs stand in their usual order: in the order you chose, a sentence would lack what "
        "it refers to."
    )
)

_MAY_BE_OUT_OF_DATE = N_(
    "This fact may be out of date, for its sources were to be read again by %(date)s: “%(claim)s”"
)


def compose(request: LetterRequest, catalogue: Catalogue, *, site: str = "") -> Letter:
    """Return the letter that answers ``request``.

    ``site`` is the public address of the site, such as ``https://letters.example.ca``, if it has one.
    Raises `ContentError` where a template does not fit its campaign; `apostille check` finds that first.
    """
    brief = brief_of(request, catalogue)
    campaign, recipients = brief.campaign, brief.recipients
    languages = LANGUAGES if request.language == "both" else (request.language,)
    parts = tuple(_part(brief, language) for language in languages)
    return Letter(
        campaign=campaign.slug,
        stance=request.stance,
        language=request.language,
        written_on=request.written_on,
        to=recipients.addressee.email,
        cc=recipients.cc,
        parts=parts,
        facts=brief.facts,
        fingerprint=Fingerprint(
            campaign.slug,
            campaign.revision,
            request.stance,
            request.language,
            tuple((slug, digest_of(campaign.facts[slug])) for slug in brief.facts),
        ),
        layout=request.layout,
        length=request.length,
        postage_free=recipients.addressee.at_the_house,
        sources_url=f"{site}/{languages[0]}/campaigns/{campaign.slug}/sources" if site else "",
        notices=(
            *recipients.notices,
            *_past_review(brief),
            *(() if all(part.keeps_order for part in parts) else (_USUAL_ORDER,)),
        ),
    )


def brief_of(request: LetterRequest, catalogue: Catalogue) -> Brief:
    """Return what all languages of the letter share."""
    campaign = catalogue.campaign(request.campaign)
    stance = campaign.stances[request.stance]
    return Brief(
        request=request,
        campaign=campaign,
        stance=stance,
        template=template_of(request),
        facts=_facts(request, campaign, stance),
        recipients=recipients_of(request, campaign, catalogue),
    )


def _facts(request: LetterRequest, campaign: Campaign, stance: Stance) -> tuple[str, ...]:
    """Return the facts the letter prints: two in a short letter or one that recalls another."""
    day = request.written_on
    if template_of(request) != stance.slug:
        return short_facts(campaign, stance, day)
    chosen = request.facts
    if chosen is None:
        chosen = usual_facts(campaign, stance, request.riding.code, day)
    kept_back = withheld(campaign, stance, day)
    printed = facts_to_print(stance, chosen, campaign.facts)
    return tuple(slug for slug in printed if slug not in kept_back)


def _past_review(brief: Brief) -> tuple[Notice, ...]:
    """Return a notice for each fact the letter prints though it was to be read again before its day."""
    campaign, day = brief.campaign, brief.request.written_on
    due = (campaign.facts[slug] for slug in brief.facts)
    return tuple(
        Notice(_MAY_BE_OUT_OF_DATE, (("claim", fact.claim), ("date", in_words(fact.review_by))))
        for fact in due
        if freshness(fact, campaign.grace, day) == "due"
    )


def template_of(request: LetterRequest) -> str:
    """Return the name of the template a request is answered with: its stance's, or one shared by all."""
    if request.follow_up_to:
        return "follow-up"
    return "short" if request.length == "short" else request.stance


def _part(brief: Brief, language: Language) -> LetterPart:
    script = script_of(brief, language)
    usual = chunks_of(script.text)
    chunks = arranged(usual, brief.request.changes.order, brief.campaign)
    cited: dict[str, list[str]] = {}

    def numbers(slug: str, cites: tuple[str, ...]) -> tuple[int, ...]:
        for source in cites:
            cited.setdefault(source, []).append(slug)
        order = list(cited)
        return tuple(sorted(order.index(source) + 1 for source in cites))

    request, recipients = brief.request, brief.recipients
    addressee = recipients.addressee
    blocks = blocks_of(script, chunks or usual, brief, language, numbers)
    return LetterPart(
        language=language,
        sender=request.sender,
        date_line=_date_line(request, language),
        addressee=tuple(line.in_(language) for line in addressee.inside_address),
        postal_block=addressee.postal_block(language),
        subject=_subject(request, brief.stance, language),
        salutation=addressee.salutation.in_(language),
        blocks=blocks,
        closing=addressee.closing.in_(language),
        copies=recipients.copy_lines(language, request.riding.name.in_(language)),
        references=tuple(
            Reference(number, brief.campaign.sources[source], tuple(slugs))
            for number, (source, slugs) in enumerate(cited.items(), start=1)
        ),
        keeps_order=chunks is not None,
        edited=frozenset(passage for passage, edited in request.changes.edits if edited == language),
    )


def _subject(request: LetterRequest, stance: Stance, language: Language) -> str:
    subject = stance.subject.in_(language)
    if not request.follow_up_to:
        return subject
    day = long_date(request.follow_up_to, language)
    return (
        f"Follow-up to my letter of {day}: {subject}"
        if language == "en"
        else f"Suite à ma lettre du {day} – {subject}"
    )


def _date_line(request: LetterRequest, language: Language) -> str:
    """Return the date line: French letters name the place (Office québécois de la langue française)."""
    day = long_date(request.written_on, language)
    return day if language == "en" else f"{request.sender.city}, le{NBSP}{day}"

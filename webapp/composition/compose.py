"""Composes the one `Letter` value that every format renders."""

from __future__ import annotations

from jinja2 import TemplateError

from webapp.composition.blocks import blocks_of
from webapp.composition.recipients import Recipients, recipients_of
from webapp.composition.template_language import (
    OWN_WORDS,
    FactPrinter,
    TemplateMistake,
    compiled,
)
from webapp.domain.campaigns import Campaign, Stance, default_facts, facts_to_print
from webapp.domain.catalogue import Catalogue
from webapp.domain.citations import Reference
from webapp.domain.errors import ContentError, Problem
from webapp.domain.fingerprints import Fingerprint, digest_of
from webapp.domain.letters import Letter, LetterPart, LetterRequest
from webapp.domain.locales import LANGUAGES, NBSP, Language, long_date, with_de
from webapp.domain.typography import french


def compose(request: LetterRequest, catalogue: Catalogue, *, site: str = "") -> Letter:
    """Return the letter that answers ``request``.

    ``site`` is the public address of the site, such as ``https://letters.example.ca``, if it has one.
    Raises `ContentError` where a template does not fit its campaign; `apostille check` finds that first.
    """
    campaign = catalogue.campaign(request.campaign)
    stance = campaign.stances[request.stance]
    facts = _facts(request, campaign, stance)
    recipients = recipients_of(request, campaign, catalogue)
    languages = LANGUAGES if request.language == "both" else (request.language,)
    return Letter(
        campaign=campaign.slug,
        stance=stance.slug,
        language=request.language,
        written_on=request.written_on,
        to=recipients.addressee.email,
        cc=recipients.cc,
        parts=tuple(_part(request, campaign, stance, facts, recipients, language) for language in languages),
        facts=facts,
        fingerprint=Fingerprint(
            campaign.slug,
            campaign.revision,
            stance.slug,
            request.language,
            tuple((slug, digest_of(campaign.facts[slug])) for slug in facts),
        ),
        layout=request.layout,
        length=request.length,
        postage_free=recipients.addressee.at_the_house,
        sources_url=f"{site}/{languages[0]}/campaigns/{campaign.slug}/sources" if site else "",
        notices=recipients.notices,
    )


def _facts(request: LetterRequest, campaign: Campaign, stance: Stance) -> tuple[str, ...]:
    """Return the facts the letter prints: two in a short letter or one that recalls another."""
    if template_of(request) != stance.slug:
        return stance.short
    chosen = request.facts
    if chosen is None:
        chosen = default_facts(campaign, stance, request.riding.code)
    return facts_to_print(stance, chosen, campaign.facts)


def template_of(request: LetterRequest) -> str:
    """Return the name of the template a request is answered with: its stance's, or one shared by all."""
    if request.follow_up_to:
        return "follow-up"
    return "short" if request.length == "short" else request.stance


def _part(
    request: LetterRequest,
    campaign: Campaign,
    stance: Stance,
    facts: tuple[str, ...],
    recipients: Recipients,
    language: Language,
) -> LetterPart:
    rendered = _rendered(request, campaign, stance, facts, recipients, language)
    cited: dict[str, list[str]] = {}

    def numbers(slug: str, cites: tuple[str, ...]) -> tuple[int, ...]:
        for source in cites:
            cited.setdefault(source, []).append(slug)
        order = list(cited)
        return tuple(sorted(order.index(source) + 1 for source in cites))

    blocks = blocks_of(rendered, request.own_words, campaign, language, numbers)
    addressee = recipients.addressee
    return LetterPart(
        language=language,
        sender=request.sender,
        date_line=_date_line(request, language),
        addressee=tuple(line.in_(language) for line in addressee.inside_address),
        postal_block=addressee.postal_block(language),
        subject=_subject(request, stance, language),
        salutation=addressee.salutation.in_(language),
        blocks=blocks,
        closing=addressee.closing.in_(language),
        copies=recipients.copy_lines(language, request.riding.name.in_(language)),
        references=tuple(
            Reference(number, campaign.sources[source], tuple(slugs))
            for number, (source, slugs) in enumerate(cited.items(), start=1)
        ),
    )


def _rendered(
    request: LetterRequest,
    campaign: Campaign,
    stance: Stance,
    facts: tuple[str, ...],
    recipients: Recipients,
    language: Language,
) -> str:
    """Return the text of the stance's template, facts and own words still as marks."""
    template = template_of(request)
    name = f"{template}.{language}"
    printer = FactPrinter(campaign, stance, facts, prefers="letter" if template == stance.slug else "short")
    place = campaign.place_of(request.riding.code)
    riding = request.riding.name.in_(language)
    try:
        text = compiled(campaign.templates[name]).render(
            fact=printer.fact,
            has=printer.has,
            about=printer.about,
            more=printer.more,
            more_other_side=printer.more_other_side,
            facts=facts,
            first_letter=_first_letter(request, language),
            own_words=OWN_WORDS,
            riding=riding,
            of_riding=with_de(riding),
            place=place.phrase.in_(language) if place else "",
            addressee=recipients.addressee.name,
            member="" if recipients.seat.vacant else recipients.seat.name,
            ask=_ask_clause(stance, language),
            asks=_ask_items(stance, language),
        )
    except (TemplateError, TemplateMistake) as error:
        raise _mistake(campaign, name, str(error)) from error
    if printer.left:
        raise _mistake(campaign, name, f"never prints {', '.join(printer.left)}: add more()")
    if OWN_WORDS not in text:
        raise _mistake(campaign, name, "has no place for {{ own_words }}")
    return french(text) if language == "fr" else text


def _mistake(campaign: Campaign, name: str, message: str) -> ContentError:
    return ContentError((Problem(f"{campaign.slug}/{name}.md.j2", "", message),))


def _first_letter(request: LetterRequest, language: Language) -> str:
    """Return the date of the letter that this one recalls, in words; nothing where there is none."""
    return long_date(request.follow_up_to, language) if request.follow_up_to else ""


def _subject(request: LetterRequest, stance: Stance, language: Language) -> str:
    subject = stance.subject.in_(language)
    if not request.follow_up_to:
        return subject
    day = _first_letter(request, language)
    return (
        f"Follow-up to my letter of {day}: {subject}"
        if language == "en"
        else f"Suite à ma lettre du {day} – {subject}"
    )


def _ask_clause(stance: Stance, language: Language) -> str:
    """Return the ask as it follows “I am writing to ask you”: ``to end …``, ``de mettre fin …``."""
    opening = {"en": "I ask you ", "fr": "Je vous demande "}[language]
    return stance.ask_line.in_(language).removeprefix(opening)


def _ask_items(stance: Stance, language: Language) -> str:
    """Return the asks as the items of one sentence: small initials, semicolons, a final period."""
    asks = [ask.in_(language).rstrip(".") for ask in stance.asks]
    items = [ask[0].lower() + ask[1:] for ask in asks]
    return ";\n".join(f"- {item}" for item in items) + "."


def _date_line(request: LetterRequest, language: Language) -> str:
    """Return the date line: French letters name the place (Office québécois de la langue française)."""
    day = long_date(request.written_on, language)
    return day if language == "en" else f"{request.sender.city}, le{NBSP}{day}"

"""Reads the House of Commons' list of members (`/Members/en/search/xml`): it says who sits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree

from webapp.domain.errors import ApostilleError, InvalidInput
from webapp.domain.writing import clean_line

URL = "https://www.ourcommons.ca/Members/en/search/xml"
ACCEPT = "application/xml, text/xml"
_ROOT = "ArrayOfMemberOfParliament"
_MEMBER = "MemberOfParliament"


class UnusableAnswer(ApostilleError):
    """An answer came, but it is not what it should be; nothing may be taken from it."""


@dataclass(frozen=True)
class SittingMember:
    """Who sits for a riding: the House names it in English, and gives no code and no e-mail address."""

    name: str
    party: str
    riding: str


def read_house(content: bytes, day: date) -> tuple[SittingMember, ...]:
    """Return the members who sit on ``day``; raise `UnusableAnswer` for anything but the House's list."""
    members: list[SittingMember] = []
    people: list[str] = []
    for element in _root(decoded(content)):
        if element.tag != _MEMBER:
            raise UnusableAnswer(f"the House's list holds <{element.tag[:40]}>, not {_MEMBER}")
        until = _field(element, "ToDateTime")
        if until and _day(until) <= day:
            continue
        people.append(_filled(element, "PersonId"))
        names = (_filled(element, part) for part in ("PersonOfficialFirstName", "PersonOfficialLastName"))
        riding = _filled(element, "ConstituencyName")
        members.append(SittingMember(" ".join(names), _field(element, "CaucusShortName"), riding))
    twice = [person for person, count in Counter(people).items() if count > 1]
    if twice:
        raise UnusableAnswer(f"the House's list holds {len(twice)} people more than once")
    return tuple(members)


def decoded(content: bytes) -> str:
    """Return UTF-8 text without its byte order mark; raise `UnusableAnswer` for any other encoding."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnusableAnswer("the answer is not in UTF-8") from None


def is_web_page(text: str) -> bool:
    """Return whether an answer is an HTML page, as failing servers send."""
    start = text.lstrip()[:200].casefold()
    return start.startswith("<!doctype html") or "<html" in start


def _root(text: str) -> ElementTree.Element:
    if is_web_page(text):
        raise UnusableAnswer("the answer is a web page, not the House's list in XML")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise UnusableAnswer(
            "the answer declares a document type or entities, which the House's list never does"
        )
    try:
        # No DOCTYPE gets here, so there are no entities to expand; a text's declared encoding is not used.
        root = ElementTree.fromstring(text)  # noqa: S314
    except ElementTree.ParseError:
        raise UnusableAnswer("the answer is not whole XML: it is cut short or spoilt") from None
    if root.tag != _ROOT:
        raise UnusableAnswer(f"the answer is <{root.tag[:40]}>, not the House's list ({_ROOT})")
    return root


def _field(element: ElementTree.Element, name: str) -> str:
    child = element.find(name)
    if child is None:
        raise UnusableAnswer(f"a member has no {name}: the House may have renamed its fields")
    return one_line(name, child.text or "")


def _filled(element: ElementTree.Element, name: str) -> str:
    value = _field(element, name)
    if not value:
        raise UnusableAnswer(f"a member has an empty {name}")
    return value


def one_line(name: str, text: str) -> str:
    """Return a field's value as one clean line; raise `UnusableAnswer` for controls and spoilt letters."""
    try:
        return clean_line(name, text)
    except InvalidInput:
        raise UnusableAnswer(f"a member's {name} holds characters that no name has, or too many") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise UnusableAnswer(f"a member's ToDateTime is “{text[:40]}”, not a date") from None

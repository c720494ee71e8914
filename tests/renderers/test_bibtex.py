"""BibTeX: read back by another program's parser, it says what the sources say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pybtex.database import BibliographyData, parse_string

from webapp.domain.campaigns import Campaign
from webapp.renderers.bibtex import bibtex, bibtex_entry, escaped

SPECIAL = "AT&T: 47% of $1 – #1_a {b} }{ ~c ^d \\e “é” œ ᓄᓇᕗᑦ « x »"
NAMED = {
    r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
}


def read(text: str) -> BibliographyData:
    return parse_string(text, "bibtex")


def plain(text: str) -> str:
    """Return what TeX prints for text of ours, its outer braces off."""
    out, rest = "", text.removeprefix("{").removesuffix("}") if text.startswith("{") else text
    while rest:
        name = next((name for name in NAMED if rest.startswith(name)), None)
        if name:
            out, rest = out + NAMED[name], rest[len(name) :]
        elif rest[0] == "\\":
            out, rest = out + rest[1], rest[2:]
        else:
            assert rest[0] not in "&%$#_{}~^", f"TeX would not print {rest[0]}"
            out, rest = out + rest[0], rest[1:]
    return out


@pytest.mark.parametrize("language", ["en", "fr"])
def test_another_parser_reads_every_source(campaign: Campaign, language: Any) -> None:
    entries = read(bibtex(campaign, language)).entries

    assert list(entries) == [f"{campaign.slug}-{name}" for name in campaign.sources]
    for source, entry in zip(campaign.sources.values(), entries.values(), strict=True):
        assert entry.type == ("online" if source.url else "misc")
        assert plain(entry.fields["title"]) == source.title
        assert entry.fields.get("url", "") == source.url
        assert entry.fields["urldate"] == source.retrieved.isoformat()
        assert entry.fields.get("date") == (source.published.isoformat() if source.published else None)
        publisher = entry.fields["organization" if source.url else "howpublished"]
        assert plain(publisher) == source.publisher.in_(language)


def test_author_is_one_name_however_it_reads(campaign: Campaign) -> None:
    source = campaign.sources["S05"]

    entry = read(bibtex_entry(source, "x", "en")).entries["x-S05"]

    assert [str(person) for person in entry.persons["author"]] == ["{Heather McPherson}"]


def test_what_tex_would_read_as_command_is_printed(campaign: Campaign) -> None:
    source = replace(campaign.sources["S02"], title=SPECIAL, url="https://a.example/{x}?a=1%20&b=_~")

    entry = read(bibtex_entry(source, "x", "en")).entries["x-S02"]

    assert plain(entry.fields["title"]) == SPECIAL
    assert entry.fields["url"] == "https://a.example/%7Bx%7D?a=1%20&b=_~"


@given(st.text(st.characters(exclude_categories=["C", "Z"])))
@example("{")
@example("\\{}")
def test_escaped_text_is_printed_as_it_was(text: str) -> None:
    assert plain(f"{{{escaped(text)}}}") == text
    assert escaped(text).count("{") == escaped(text).count("}")

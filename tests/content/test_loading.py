"""A campaign whose files do not fit is refused, and every problem says where it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from webapp.content.campaigns import load_campaign
from webapp.content.catalogue import load_catalogue
from webapp.domain.errors import ContentError

Spoil = Callable[[str, str, str], None]


def problems(folder: Path) -> list[str]:
    """Return what is said of a folder that does not load, paths shortened."""
    with pytest.raises(ContentError) as refused:
        load_campaign(folder)
    return [str(problem).replace(f"{folder}/", "") for problem in refused.value.problems]


def test_copy_that_is_left_alone_loads(folder: Path) -> None:
    assert load_campaign(folder).slug == "ice-offices-canada"


@pytest.mark.parametrize("name", ["campaign.toml", "facts.toml", "sources.toml", "passages.toml"])
def test_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert problems(folder) == [f"{name}: the file is missing: add it"]


@pytest.mark.parametrize("name", ["close.fr.md.j2", "keep.en.md.j2"])
def test_missing_letter_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert problems(folder) == [f"{name}: add this letter, saved as UTF-8"]


def test_letter_that_is_not_utf_8_is_named(folder: Path) -> None:
    (folder / "close.fr.md.j2").write_bytes("é".encode("latin-1"))
    assert problems(folder) == ["close.fr.md.j2: add this letter, saved as UTF-8"]


def test_file_that_is_not_utf_8_is_named(folder: Path) -> None:
    (folder / "facts.toml").write_bytes("é".encode("latin-1"))
    assert problems(folder) == ["facts.toml: save the file as UTF-8"]


def test_file_that_is_not_toml_is_named_with_its_line(folder: Path) -> None:
    (folder / "sources.toml").write_text("[[sources]]\nid =\n")
    assert problems(folder) == ["sources.toml:2: not valid TOML: Invalid value (at line 2, column 5)"]


def test_problems_of_every_file_are_said_at_once(folder: Path) -> None:
    (folder / "campaign.toml").unlink()
    (folder / "sources.toml").write_text("sources = 1")
    assert problems(folder) == [
        "campaign.toml: the file is missing: add it",
        "sources.toml: sources: write a list in square brackets",
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("facts.toml", 'id = "F01"', 'id = "F01"\nmood = "sad"',
         "facts F01 › mood: there is no such key: remove it, or mend its spelling"),
        ("facts.toml", '\nfr = "En date du', '\n# fr = "En date du',
         "facts F01 › claim › fr: this key is missing: add it"),
        ("facts.toml", 'as_of = "2026-02-04"', 'as_of = "2026-13-04"',
         "facts F01 › as_of: month must be in 1..12"),
        ("facts.toml", 'as_of = "2026-02-04"', 'as_of = "Feb 2026"',
         "facts F01 › as_of: “Feb 2026” is not a date: write YYYY, YYYY-MM, YYYY-MM-DD or unknown"),
        ("facts.toml", 'verified = "corroborated"', 'verified = "hearsay"',
         "facts F01 › verified: write one of these: 'article', 'corroborated' or 'primary'"),
        ("facts.toml", "print_default = true", 'print_default = "yes"',
         "facts F01 › print_default: write true or false, without quotation marks"),
        ("facts.toml", 'slug = "five-cities"', 'slug = "Five Cities"',
         "facts F01 › slug: write small letters from a to z, digits and hyphens: night-train"),
        ("facts.toml", 'cites = ["S01"]', "cites = []",
         "facts F01 › cites: give 1 or more"),
        ("facts.toml", 'speaker = { en = "CBC News (reporting)"', 'speaker = { en = ""',
         "facts F01 › speaker › en: write something between the quotation marks"),
        ("sources.toml", 'retrieved = "2026-11-22"', 'retrieved = "unknown"',
         "sources S01 › retrieved: write a date: YYYY, YYYY-MM or YYYY-MM-DD"),
        ("sources.toml", 'url = ""', 'url = "https://cbc.ca/…/9.7073273"',
         "sources S01 › url: write the whole address, from https:// on, or leave it empty"),
        ("campaign.toml", '\nen = "ICE offices in Canada"', "", "title › en: this key is missing: add it"),
        ("passages.toml", '\nfr = "Je lui donne raison."', "",
         "close › agree number 1 › fr: this key is missing: add it"),
        ("passages.toml", '\nen = "I make the same request."', "",
         "close › agree number 2 › en: this key is missing: add it"),
        ("campaign.toml", '["good", "contested-accounts"]', '["good"]',
         "rules › print_together number 1: give 2 or more"),
        ("campaign.toml", 'locked = ["no-arrests", "no-firearms", "project-fester"]',
         'locked = ["no-arrests"]',
         "stances close › locked: give 2 or more"),
        ("campaign.toml", 'defaults = ["five-cities", ', 'defaults = ["ossoff", "five-cities", ',
         "stances close › defaults: give 4 at most"),
    ],
)  # fmt: skip
def test_value_out_of_its_schema_is_placed(
    folder: Path, spoil: Spoil, name: str, old: str, new: str, problem: str
) -> None:
    spoil(name, old, new)
    assert problems(folder) == [f"{name}: {problem}"]


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("facts.toml", 'sources = ["S01", "S02"]', 'sources = ["S01", "S99"]',
         "facts F01: unknown source S99: add it to sources.toml"),
        ("facts.toml", 'source = "S01"', 'source = "S98"',
         "facts F01: unknown source S98: add it to sources.toml"),
        ("facts.toml", 'cites = ["S01"]', 'cites = ["S05"]',
         "facts F01: cites S05, which is not among its sources"),
        ("facts.toml", 'category = "presence"', 'category = "nowhere"',
         "facts F01: unknown category nowhere"),
        ("facts.toml", 'antecedents = ["five-cities"]', 'antecedents = ["six-cities"]',
         "facts F02: unknown fact six-cities among its antecedents"),
        ("facts.toml", 'slug = "hsi-not-ero"', 'slug = "five-cities"',
         "facts five-cities: two facts are named five-cities: rename one"),
        ("campaign.toml", '    "ossoff",\n    "deaths-23",', '    "ossof",\n    "deaths-23",',
         "stances close: unknown fact ossof: add it to facts.toml"),
        ("campaign.toml", 'origin_fact = "king"', 'origin_fact = "queen"',
         "stances keep: unknown fact queen: add it to facts.toml"),
        ("campaign.toml", 'defaults = ["five-cities"', 'defaults = ["good"',
         "stances close: default good is not one of its core facts"),
        ("campaign.toml", 'locked = ["no-arrests", "no-firearms"', 'locked = ["no-arrests", "king"',
         "stances close: locked king is not one of its must_disclose"),
        ("campaign.toml", '["good", "contested-accounts"]', '["good", "uncontested"]',
         "print_together: unknown fact uncontested"),
    ],
)  # fmt: skip
def test_name_that_leads_nowhere_is_placed(
    folder: Path, spoil: Spoil, name: str, old: str, new: str, problem: str
) -> None:
    spoil(name, old, new)
    assert problems(folder)[0] == f"{name}: {problem}"


def test_fact_that_needs_confirming_may_not_be_usual(folder: Path, spoil: Spoil) -> None:
    spoil("facts.toml", "print_default = true", "print_default = false")
    assert [line for line in problems(folder) if "stances close" in line] == [
        "campaign.toml: stances close: five-cities has print_default = false: no letter starts with it"
    ]


def test_folder_bears_its_campaign_s_name(folder: Path) -> None:
    moved = folder.rename(folder.with_name("ice-offices"))
    assert problems(moved) == [f"{moved}: slug: name the folder “ice-offices-canada” or change the slug"]


def test_catalogue_gathers_the_problems_of_every_campaign(folder: Path) -> None:
    other = folder.with_name("other")
    other.mkdir()
    (other / "campaign.toml").write_text("slug =")
    (folder / "facts.toml").unlink()
    with pytest.raises(ContentError) as refused:
        load_catalogue(folder.parent)
    assert {Path(problem.path).parent.name for problem in refused.value.problems} == {folder.name, "other"}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('addressee = "prime-minister"', 'addressee = "president"',
         "addressee, copies: unknown official president"),
        ('"public-safety"]', '"private-safety"]', "addressee, copies: unknown official private-safety"),
        ("[[stances]]",
         '[[places]]\nname = { en = "Rome", fr = "Rome" }\nphrase = { en = "in Rome", fr = "à Rome" }\n'
         'fact = "five-cities"\nridings = ["48001", "00000"]\n\n[[stances]]',
         "places: unknown riding 00000"),
    ],
)  # fmt: skip
def test_campaign_that_names_strangers_is_refused(
    folder: Path, spoil: Spoil, old: str, new: str, problem: str
) -> None:
    spoil("campaign.toml", old, new)
    with pytest.raises(ContentError) as refused:
        load_catalogue(folder.parent)
    assert str(refused.value) == f"{folder}: {problem}"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("close.en.md.j2", "{{ own_words }}", "{{own_words }}"),
        ("passages.toml", "I agree with her.", "I agree with her"),
    ],
)
def test_revision_changes_with_any_byte_of_the_folder(
    folder: Path, spoil: Spoil, name: str, old: str, new: str
) -> None:
    before = load_campaign(folder).revision
    spoil(name, old, new)
    assert load_campaign(folder).revision != before


def test_revision_is_the_same_for_the_same_files(folder: Path) -> None:
    assert load_campaign(folder).revision == load_campaign(folder).revision


def test_passage_that_a_letter_never_says_is_named_in_that_language(folder: Path, spoil: Spoil) -> None:
    spoil("close.fr.md.j2", '{{ say("badge") }}', "")
    assert problems(folder) == [
        'passages.toml: close › badge: close.fr.md.j2 never says it: write say("badge")'
    ]


def test_passage_of_no_letter_is_named_in_both_languages(folder: Path, spoil: Spoil) -> None:
    spoil(
        "passages.toml",
        "\n[[close.opening]]",
        '\n[[open.hello]]\nen = "Hi."\nfr = "Allô."\n\n[[close.opening]]',
    )
    assert problems(folder) == [
        f'passages.toml: open › hello: open.{language}.md.j2 never says it: write say("hello")'
        for language in ("en", "fr")
    ]

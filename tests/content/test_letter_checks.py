"""What the check says of letters, asks and sources: each message, from a folder wrong in just that way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from spoiling import campaign_copy, replace_in, said_of

from webapp.checks.folder import check_folder

Spoil = Callable[[str, str, str], None]
Found = Callable[[], list[str]]


def test_copy_that_is_left_alone_is_in_order(found: Found) -> None:
    assert found() == []


LATE = [
    ("close.en", "passages.toml", "to ask you {{ ask }}", "about ICE.",
     "put the ask in the first paragraph: use {{ ask }}"),
    ("close.fr", "passages.toml", "pour vous demander {{ ask }}", "au sujet de l’ICE.",
     "put the ask in the first paragraph: use {{ ask }}"),
]  # fmt: skip
UNWRITABLE = [
    ("review.en", "review.en.md.j2", "{{ own_words }}", "", "has no place for {{ own_words }}"),
    ("review.fr", "review.fr.md.j2", "{{ own_words }}", "", "has no place for {{ own_words }}"),
    ("keep.en", "keep.en.md.j2", "{{ own_words }}", '{{ own_words }} {{ fact("six-cities") }}',
     "there is no fact “six-cities”"),
    ("keep.fr", "keep.fr.md.j2", "{{ own_words }}", '{{ own_words }} {{ fact("good", "loud") }}',
     "fact “good” has no wording “loud”"),
    ("safeguards.en", "safeguards.en.md.j2", "{{ own_words }}",
     '{{ own_words }} {{ fact("ossoff") }} {{ fact("ossoff") }}',
     "fact “ossoff” is printed twice or was not chosen: ask has() first"),
    ("close.en", "close.en.md.j2", '{{ fact("no-arrests", "no_arrests") }} and ', "",
     "wording “and_no_firearms” of “no-firearms” must follow “no-arrests” at once"),
    ("close.fr", "close.fr.md.j2", '{{ more("law") }}', "", "never prints png-10-days: add more()"),
    ("short.en", "short.en.md.j2", "{{ own_words }}", '{{ own_words }} {{ say("unknown") }}',
     "there is no passage “short.unknown”: add it to passages.toml"),
    ("short.fr", "short.fr.md.j2", "{{ own_words }}", '{{ own_words }} {{ say("opening") }}',
     "passage “short.opening” is said twice"),
    ("follow-up.en", "follow-up.en.md.j2", "{{ own_words }}", '{{ own_words }} {{ say("closing") }}',
     "passage “follow-up.closing” is said twice"),
]  # fmt: skip


def said_after(mistakes: list[tuple[str, str, str, str, str]], parent: Path) -> list[str]:
    """Return what the check says of a folder with all these mistakes in its letters."""
    folder = campaign_copy(parent)
    for _, name, old, new, _ in mistakes:
        replace_in(folder / name, old, new)
    return said_of(folder)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return what is said of three folders: one that asks too late, one for each language's mistakes."""
    in_each = [[mistake for mistake in UNWRITABLE if mistake[0].endswith(end)] for end in (".en", ".fr")]
    return [
        line
        for mistakes in (LATE, *in_each)
        for line in said_after(mistakes, tmp_path_factory.mktemp("spoiled"))
    ]


@pytest.mark.parametrize(
    ("letter", "message"), [(letter, message) for letter, *_, message in LATE + UNWRITABLE]
)
def test_mistake_in_a_letter_is_said_once_of_its_file(said: list[str], letter: str, message: str) -> None:
    assert said.count(f"{letter}.md.j2: {message}") == 1


def test_letter_without_a_mistake_is_not_named(said: list[str]) -> None:
    named = {line.partition(".md.j2")[0] for line in said}
    assert named == {letter for letter, *_ in LATE + UNWRITABLE}


def test_mistakes_in_both_languages_are_said_at_once(tmp_path: Path) -> None:
    mistakes = [mistake for mistake in UNWRITABLE if mistake[0].startswith("review")]
    assert said_after(mistakes, tmp_path) == [
        "review.en.md.j2: has no place for {{ own_words }}",
        "review.fr.md.j2: has no place for {{ own_words }}",
    ]


def test_stances_have_equally_many_asks(spoil: Spoil, found: Found) -> None:
    spoil("campaign.toml", "asks = [", 'asks = [\n    { en = "Write back.", fr = "Répondre." },')
    assert found() == ["campaign.toml: stances: give every stance the same number of asks"]


@pytest.mark.parametrize(
    ("old", "new", "where", "opening"),
    [
        ("I ask you to keep the HSI", "Keep the HSI", "stances keep › ask_line › en", "I ask you"),
        ("Je vous demande de maintenir", "Veuillez maintenir",
         "stances keep › ask_line › fr", "Je vous demande"),
    ],
)  # fmt: skip
def test_ask_line_begins_as_an_ask(
    spoil: Spoil, found: Found, old: str, new: str, where: str, opening: str
) -> None:
    spoil("campaign.toml", old, new)
    assert found()[0] == f"campaign.toml: {where}: begin it with “{opening}”"


def test_source_without_a_fact_is_a_warning(folder: Path, spoil: Spoil, found: Found) -> None:
    entry = (folder / "sources.toml").read_text(encoding="utf-8").split("[[sources]]")[2]
    spoil("sources.toml", "[[sources]]", "[[sources]]" + entry.replace('"S02"', '"S99"') + "[[sources]]")
    assert found() == ["sources.toml: sources S99: warning: no fact rests on this source: remove it"]


def test_folder_without_a_campaign_is_a_problem(tmp_path: Path) -> None:
    (problem,) = check_folder(tmp_path)
    assert str(problem) == f"{tmp_path}: holds no campaign: a campaign is a folder with a campaign.toml"


def test_folder_that_does_not_load_is_not_checked_further(folder: Path, spoil: Spoil, found: Found) -> None:
    (folder / "facts.toml").unlink()
    spoil("close.en.md.j2", "{{ own_words }}", "")
    assert found() == ["facts.toml: the file is missing: add it"]


def test_campaigns_below_a_folder_are_all_checked(folder: Path, found: Found) -> None:
    other = folder.with_name("other")
    other.mkdir()
    (other / "campaign.toml").write_text("slug =")
    paths = {Path(problem.path).parent.name for problem in check_folder(folder.parent)}
    assert paths == {"ice-offices-canada", "other", "data"}

"""`apostille new`: a campaign that passes the checks before a word of it is changed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from webapp.content.campaigns import load_campaign
from webapp.content.json_schemas import json_schemas
from webapp.domain.typography import french

Call = Callable[..., tuple[int, bytes, str]]
NBSP = "\u00a0"
LETTERS = [f"{name}.{ln}.md.j2" for name in ("first-view", "second-view") for ln in ("en", "fr")]
SHARED = [f"{name}.{ln}.md.j2" for name in ("follow-up", "short") for ln in ("en", "fr")]
TABLES = ["campaign.toml", "facts.toml", "passages.toml", "sources.toml"]


@pytest.fixture
def made(call: Call, tmp_path: Path) -> Path:
    """Return the folder of a campaign whose owner writes both languages."""
    languages = ("--language", "en", "--language", "fr")
    assert call("new", "Save the night train", *languages, "--folder", str(tmp_path))[0] == 0
    return tmp_path / "save-the-night-train"


def test_new_campaign_passes_the_checks_without_a_warning(call: Call, made: Path) -> None:
    assert call("check", str(made), "--on", "2026-07-01") == (0, b"0 problems, 0 warnings.\n", "")


def test_new_campaign_has_every_file_a_campaign_needs(made: Path) -> None:
    assert sorted(path.name for path in made.iterdir()) == sorted([*LETTERS, *SHARED, *TABLES])


def test_schemas_that_its_files_name_stand_beside_it(made: Path) -> None:
    for name in TABLES:
        named = (made / name).read_text("utf-8").splitlines()[0].removeprefix("#:schema ")
        assert (made / named).read_text("utf-8") == json_schemas()[name.replace(".toml", ".json")]


def test_new_campaign_has_two_views_with_as_many_asks_and_two_wordings_of_every_passage(made: Path) -> None:
    campaign = load_campaign(made)
    assert [len(stance.asks) for stance in campaign.stances.values()] == [2, 2]
    assert {len(wordings) for wordings in campaign.passages.values()} == {2}


def test_every_claim_and_source_of_it_says_that_it_is_an_example(made: Path) -> None:
    campaign = load_campaign(made)
    assert [f.claim.en.split()[0] for f in campaign.facts.values()] == ["EXAMPLE:"] * 4
    assert [f.claim.fr.split(NBSP)[0] for f in campaign.facts.values()] == ["EXEMPLE"] * 4
    assert [(s.publisher.en, s.url) for s in campaign.sources.values()] == [
        ("Example publisher (replace)", "https://example.org/replace-this")
    ]


def test_owner_of_one_language_is_told_that_the_other_is_needed(call: Call, tmp_path: Path) -> None:
    status, output, errors = call(
        "new",
        "Sauvons le train",
        "--language",
        "fr",
        "--folder",
        str(tmp_path),
        "--addressee",
        "public-safety",
    )
    folder = tmp_path / "sauvons-le-train"
    assert (status, errors, output.decode().splitlines()) == (
        0,
        "",
        [
            f"{folder}: made, with an example wherever your own words are to stand.",
            "Letters need both languages: write the English texts too, marked “EXAMPLE TO TRANSLATE”, "
            "before you publish.",
            f"Replace the examples, then run: apostille check {folder}",
        ],
    )
    campaign = load_campaign(folder)
    assert campaign.addressee == "public-safety"
    assert (campaign.title.en, campaign.title.fr) == (
        "EXAMPLE TO TRANSLATE: Sauvons le train",
        "Sauvons le train",
    )
    assert call("check", str(folder), "--on", "2026-07-01") == (0, b"0 problems, 0 warnings.\n", "")


def test_owner_may_name_the_folder(call: Call, tmp_path: Path) -> None:
    assert call("new", "Save the night train", "--slug", "Train de nuit", "--folder", str(tmp_path))[0] == 0
    campaign = load_campaign(tmp_path / "train-de-nuit")
    assert (campaign.slug, campaign.title.en) == ("train-de-nuit", "Save the night train")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("L’œuvre d’été", "l-oeuvre-d-ete"),
        ('Say "no" to \\ and @slug@, 100 %', "say-no-to-and-slug-100"),
        ("Trains  {{ own_words }}", "trains-own-words"),
    ],
)
def test_title_of_any_characters_is_kept_and_its_folder_has_a_plain_name(
    call: Call, tmp_path: Path, title: str, slug: str
) -> None:
    assert call("new", title, "--folder", str(tmp_path))[0] == 0
    assert tomllib.loads((tmp_path / slug / "campaign.toml").read_text("utf-8"))["title"] == {
        "en": " ".join(title.split()),
        "fr": f"EXEMPLE À TRADUIRE{NBSP}: {french(' '.join(title.split()))}",
    }
    assert call("check", str(tmp_path / slug))[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((" ",), "Enter a title, such as “Save the night train”."),
        (
            ("?!",),
            "The title “?!” needs a letter from a to z or a digit, which its folder is named by: add one.",
        ),
        (("a" * 61,), "Give a shorter name with --slug: a folder's name may have 60 characters."),
        (
            ("Trains", "--addressee", "king"),
            "No office is called “king”: choose one of prime-minister, foreign-affairs, public-safety.",
        ),
    ],
)
def test_what_cannot_be_a_campaign_is_refused_and_nothing_is_made(
    call: Call, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    status, output, errors = call("new", *arguments, "--folder", str(tmp_path))
    assert (status, output, errors) == (2, b"", f"apostille: {message}\n")
    assert list(tmp_path.iterdir()) == []


def test_folder_that_exists_is_refused_and_left_as_it_was(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "save-the-night-train"
    folder.mkdir()
    status, output, errors = call("new", "Save the night train", "--folder", str(tmp_path))
    message = f"{folder} is there already: give another title, or remove the folder first."
    assert (status, output, errors) == (2, b"", f"apostille: {message}\n")
    assert list(folder.iterdir()) == []

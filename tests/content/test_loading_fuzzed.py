"""Whatever stands in a campaign's files, reading them gives a campaign or says what is wrong with it."""

from __future__ import annotations

import re
import shutil
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from webapp.composition.specimens import all_specimens, specimens
from webapp.content.campaigns import load_campaign
from webapp.content.fact_schema import FactsFile
from webapp.content.new_campaign import NewCampaign, make_campaign
from webapp.content.reading import read_toml
from webapp.content.schema import PassagesFile
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import ContentError

FUZZED = settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
NAMES = (
    "campaign.toml",
    "facts.toml",
    "sources.toml",
    "passages.toml",
    "first-view.en.md.j2",
    "short.fr.md.j2",
)
SNIPPETS = (
    "", "\n", "=", "[", "]", "{", "}", "{{", "}}", "{%", "%}", '"', "'''", "\\", "#", ".", "\x00", "\ue002",
    "\ufeff", "9" * 5_000, "1e999", "-1", "true", "1979-05-27", "9999-12-31", "unknown", "[[facts]]",
    "a.b.c = 1", "{{ own_words }}", "{{ fact(\"third-fact\") }}", "{{ asks }}",
    "{% if member %}", "{% endif %}", "é", "💌", "«",
)  # fmt: skip
KNOWN = {"read", "refused"}
VALUES = (
    '"."',
    '" "',
    '"a"',
    '""',
    '"»"',
    "[]",
    "{}",
    "0",
    '"{{ ask }}"',
    '"unknown"',
    '"0001"',
    '"2999-12-31"',
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    new = NewCampaign("Save the night train", ("en", "fr"), "prime-minister", date(2026, 11, 25))
    return make_campaign(new, tmp_path_factory.mktemp("kept"))


def outcome(read: Callable[[], object]) -> str:
    """Return what reading came to: a value, or a refusal whose every problem is words in one line."""
    try:
        read()
    except ContentError as error:
        said = [problem.message for problem in error.problems]
        return "refused" if said and all(each.strip() and "\n" not in each for each in said) else "unclear"
    return "read"


def load_and_compose(folder: Path, catalogue: Catalogue) -> set[str]:
    """Read the folder; where it is a campaign, compose its letters; return how each of these went."""
    loaded: list[Campaign] = []
    outcomes = {outcome(lambda: loaded.append(load_campaign(folder)))}
    for campaign in loaded:
        if {campaign.addressee, *campaign.copies} <= set(catalogue.officials):
            tables = replace(catalogue, campaigns={campaign.slug: campaign})
            outcomes |= {
                outcome(partial(_compose_all, campaign, tables, stance)) for stance in campaign.stances
            }
    return outcomes


def _compose_all(campaign: Campaign, tables: Catalogue, stance: str) -> None:
    deque(all_specimens(campaign, tables, stance=stance), maxlen=0)


@FUZZED
@given(
    content=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "facts.toml"
    path.write_bytes(content)
    outcomes = {outcome(partial(read_toml, path, schema)) for schema in (FactsFile, PassagesFile)}

    assert outcomes <= KNOWN


ANY_VALUE = st.recursive(
    st.sampled_from(("1", "true", "1.5", '"a"', '""', "1979-05-27", "07:32:00", "inf", "nan", "9" * 4_400)),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda listed: f"[{', '.join(listed)}]")
        | st.lists(inner, max_size=3).map(
            lambda listed: (
                "{" + ", ".join(f"k{number} = {value}" for number, value in enumerate(listed)) + "}"
            )
        )
    ),
    max_leaves=5,
)
ANY_KEY = st.sampled_from(("facts", "id", "slug", "claim", "en", "close", "a.b", '"two words"', "''"))


@FUZZED
@given(
    pairs=st.lists(st.tuples(ANY_KEY, ANY_VALUE), max_size=4),
    table=st.sampled_from(("", "[[facts]]", "[a.b]")),
)
def test_any_toml_is_read_or_refused(tmp_path: Path, pairs: list[tuple[str, str]], table: str) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(table + "\n" + "\n".join(f"{key} = {value}" for key, value in pairs), encoding="utf-8")
    outcomes = {outcome(partial(read_toml, path, schema)) for schema in (FactsFile, PassagesFile)}

    assert outcomes <= KNOWN


PLACE = st.integers(0, 10_000)
"""How far into a file something stands, in ten-thousandths of it."""


@FUZZED
@given(
    name=st.sampled_from(NAMES),
    place=PLACE,
    length=st.sampled_from((0, 1, 5, 40, 400)),
    snippet=st.sampled_from(SNIPPETS),
)
def test_campaign_with_a_stretch_replaced_loads_or_is_refused(
    kept: Path, catalogue: Catalogue, name: str, place: int, length: int, snippet: str
) -> None:
    text = (kept / name).read_text(encoding="utf-8")
    start = len(text) * place // 10_000
    spoiled = text[:start] + snippet + text[start + length :]

    assert compose_spoiled(kept, catalogue, name, spoiled) <= KNOWN


@FUZZED
@given(name=st.sampled_from(NAMES[:4]), place=PLACE, value=st.sampled_from(VALUES))
def test_campaign_with_a_value_replaced_loads_or_is_refused(
    kept: Path, catalogue: Catalogue, name: str, place: int, value: str
) -> None:
    text = (kept / name).read_text(encoding="utf-8")
    values = list(re.finditer(r'"[^"\n]*"', text))
    old = values[(len(values) - 1) * place // 10_000]
    spoiled = text[: old.start()] + value + text[old.end() :]

    assert compose_spoiled(kept, catalogue, name, spoiled) <= KNOWN


def test_ask_that_is_a_period_alone_is_an_empty_item(
    kept: Path, tmp_path: Path, catalogue: Catalogue
) -> None:
    folder = tmp_path / kept.name
    shutil.copytree(kept, folder)
    text = (folder / "campaign.toml").read_text(encoding="utf-8")
    asks = re.sub(r"(?s)asks = \[.*?\n\]", 'asks = [{ en = ".", fr = "." }]', text)
    (folder / "campaign.toml").write_text(asks, encoding="utf-8")
    campaign = load_campaign(folder)
    letters = list(specimens(campaign, replace(catalogue, campaigns={campaign.slug: campaign})))
    assert len(letters) == 2 * len(campaign.stances)
    assert {stance.asks[0].en for stance in campaign.stances.values()} == {"."}


def compose_spoiled(kept: Path, catalogue: Catalogue, name: str, spoiled: str) -> set[str]:
    """Load a copy of the campaign with one file spoiled, and return how that and its letters went."""
    with TemporaryDirectory() as parent:
        folder = Path(parent) / kept.name
        shutil.copytree(kept, folder)
        (folder / name).write_text(spoiled, encoding="utf-8")
        return load_and_compose(folder, catalogue)

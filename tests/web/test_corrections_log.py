"""The log of corrections, its feed, and what a letter's check says of them."""

from __future__ import annotations

import feedparser
import html5lib
import pytest
from corrected import NEWER, OLDER, SLUG, corrected_campaigns
from flask import Flask
from inspection import XHTML
from sending import upload
from specimens import MakeLetter

from webapp.app import create_app
from webapp.renderers import pdf
from webapp.settings import Settings

SITE = "https://letters.example.ca"
LOG = f"campaigns/{SLUG}/corrections"
TAG = "tag:letters.example.ca,2026:corrections/ice-offices-canada"


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Return a site whose campaign had to correct two things."""
    campaigns = corrected_campaigns(tmp_path_factory.mktemp("corrected"))
    return create_app(Settings(campaigns=campaigns, site=SITE))


def page_of(app: Flask, path: str) -> str:
    response = app.test_client().get(path)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def words(html: str) -> list[str]:
    """Return each definition and each item of a page's main part as one line of words."""
    main = next(html5lib.parse(html).iter(f"{XHTML}main"))
    return [
        " ".join("".join(element.itertext()).split())
        for element in main.iter()
        if element.tag in (f"{XHTML}h2", f"{XHTML}dd", f"{XHTML}li")
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Nothing had to be corrected yet."), ("fr", "Rien n’a dû être corrigé jusqu’ici.")],
)
def test_campaign_that_never_was_wrong_says_so(app: Flask, language: str, said: str) -> None:
    page = page_of(app, f"/{language}/{LOG}")

    assert (page.count(f"<strong>{said}</strong>"), page.count("<article")) == (1, 0)


def test_log_says_what_it_said_what_it_says_and_why(corrected: Flask) -> None:
    claims = {f.slug: f.claim.fr for f in corrected.extensions["catalogue"].campaigns[SLUG].facts.values()}

    assert words(page_of(corrected, f"/fr/{LOG}")) == [
        " ".join(line.split())
        for line in (
            "1er décembre 2026",
            "Exemple\u00a0: ce qui était <écrit> & plus.",
            "Exemple\u00a0: ce qui est écrit.",
            "Exemple\u00a0: une erreur.",
            claims["deaths-23"],
            "withdrawn-fact (retiré)",
            "20 novembre 2026",
            "Exemple\u00a0: un ancien mot.",
            "Exemple\u00a0: un nouveau mot.",
            "Exemple\u00a0: une meilleure source.",
            claims["five-cities"],
        )
    ]


@pytest.mark.parametrize("page", ["", "/sources"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_form_and_sources_lead_to_the_log_and_to_its_feed(app: Flask, language: str, page: str) -> None:
    path = f"/{language}/campaigns/{SLUG}{page or '/'}"
    document = html5lib.parse(page_of(app, path))
    links = [link.get("href") for link in next(document.iter(f"{XHTML}main")).iter(f"{XHTML}a")]
    feeds = [
        link.get("href")
        for link in document.iter(f"{XHTML}link")
        if (link.get("rel"), link.get("type")) == ("alternate", "application/atom+xml")
    ]

    assert (links.count(f"/{language}/{LOG}"), feeds) == (1, [f"/{language}/{LOG}.atom"])


def feed_of(app: Flask, language: str) -> feedparser.FeedParserDict:
    response = app.test_client().get(f"/{language}/{LOG}.atom")
    assert response.content_type == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.get_data(), response_headers={"content-type": response.content_type})
    assert (feed.bozo, feed.version) == (False, "atom10")
    return feed


@pytest.mark.parametrize(
    ("language", "title", "entries"),
    [
        (
            "en",
            "Corrections: ICE offices in Canada",
            ["Correction of December\u00a01, 2026", "Correction of November\u00a020, 2026"],
        ),
        (
            "fr",
            "Corrections\u00a0: Les bureaux de l’ICE au Canada",
            ["Correction du 1er\u00a0décembre\u00a02026", "Correction du 20\u00a0novembre\u00a02026"],
        ),
    ],
)
def test_feed_is_read_by_a_reader_of_feeds(
    corrected: Flask, language: str, title: str, entries: list[str]
) -> None:
    feed = feed_of(corrected, language)
    page = f"{SITE}/{language}/{LOG}"

    assert (feed.feed.id, feed.feed.title, feed.feed.updated, feed.feed.author, feed.feed.language) == (
        f"{TAG}/{language}", title, "2026-12-01T00:00:00Z", "Apostille", f"{language}-CA",
    )  # fmt: skip
    assert [(link.rel, link.href) for link in feed.feed.links] == [
        ("self", f"{page}.atom"),
        ("alternate", page),
    ]
    assert [(each.title, each.id, each.updated, each.link) for each in feed.entries] == [
        (entries[0], f"{TAG}/{language}/{NEWER}", "2026-12-01T00:00:00Z", f"{page}#{NEWER}"),
        (entries[1], f"{TAG}/{language}/{OLDER}", "2026-11-20T00:00:00Z", f"{page}#{OLDER}"),
    ]


def test_entry_of_the_feed_says_what_the_page_says(corrected: Flask) -> None:
    (content,) = feed_of(corrected, "en").entries[0].content
    entry = html5lib.parse(content.value)
    claim = corrected.extensions["catalogue"].campaigns[SLUG].facts["deaths-23"].claim.en

    assert content.type == "application/xhtml+xml"
    assert [
        "".join(element.itertext())
        for element in entry.iter()
        if element.tag in (f"{XHTML}h3", f"{XHTML}p", f"{XHTML}li")
    ] == [
        *("It said", "Example: what it <once> said & more."),
        *("It says", "Example: what it says now."),
        *("Why", "Example: a slip."),
        *("Facts", claim, "withdrawn-fact (withdrawn)"),
    ]
    (link,) = entry.iter(f"{XHTML}a")
    assert link.get("href") == f"{SITE}/en/campaigns/{SLUG}/sources#fact-deaths-23"


def test_feed_without_entries_is_as_old_as_the_newest_reading_of_a_source(app: Flask) -> None:
    feed = feed_of(app, "en")
    sources = app.extensions["catalogue"].campaigns[SLUG].sources.values()
    newest = max(source.retrieved.isoformat() for source in sources)

    assert (feed.entries, feed.feed.updated) == ([], f"{newest}T00:00:00Z")
    assert feed.feed.id == "tag:localhost,2026:corrections/ice-offices-canada/en"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_unknown_campaign_has_neither_log_nor_feed(app: Flask, language: str) -> None:
    client = app.test_client()

    assert [
        client.get(f"/{language}/campaigns/none/corrections{end}").status_code for end in ("", ".atom")
    ] == [
        404,
        404,
    ]


@pytest.mark.parametrize(
    ("letter", "told"),
    [("en", "Corrected since this letter"), ("fr", "Corrigé depuis cette lettre")],
)
def test_check_of_a_letter_written_before_says_what_was_corrected(
    corrected: Flask, make_letter: MakeLetter, letter: str, told: str
) -> None:
    file = pdf.render(make_letter(language=letter))
    page = corrected.test_client().post(f"/{letter}/verify", **upload(file)).get_data(as_text=True)

    assert page.count(f"<h3>{told}</h3>") == 1
    assert [day for day in ("2026-12-01", "2026-11-20") if f'<time datetime="{day}">' in page] == [
        "2026-12-01"
    ]


def test_check_of_a_letter_where_nothing_was_corrected_says_nothing_of_it(
    app: Flask, make_letter: MakeLetter
) -> None:
    page = app.test_client().post("/en/verify", **upload(pdf.render(make_letter()))).get_data(as_text=True)

    assert page.count("Corrected since this letter") == 0

"""Where the pages of a letter break: where those of its PDF do."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from reading_back import STANCES, Opened, squeezed
from specimens import MakeLetter

from webapp.domain.campaigns import Campaign
from webapp.domain.letters import Claim, Letter, LetterPart
from webapp.renderers.html import fragments, letter_css
from webapp.renderers.labels import labels, mark_text
from webapp.renderers.pagination import Pagination, paginate, paginate_whole

Open = Callable[..., Opened]
SENTENCE = "My neighbours on Whyte Avenue ask me what these offices are for. "
LONG_WORDS = ((SENTENCE * 24)[:1499] + ".",)
LAYOUTS = ("plain", "window", "envelope")


def longest(campaign: Campaign, stance: str) -> dict[str, object]:
    """Return what makes the longest letter of a stance: every fact it offers, and 1,500 characters."""
    return {"stance": stance, "facts": campaign.stances[stance].offered, "own_words": LONG_WORDS}


def places(part: LetterPart) -> list[str]:
    """Return the text of each place where a page may begin, as the PDF prints it, without spaces."""
    printed = []
    for run in part.runs:
        mark = ""
        if isinstance(run, Claim):
            mark = mark_text(run.numbers, translated=False, language=part.language).strip("[]")
            mark += f"({labels(part.language)['our_translation']})" if run.translated else ""
        printed.append(squeezed(run.text + mark))
    return printed + [squeezed(text) for text in (part.closing, part.sender.name, *part.copies)]


def head(part: LetterPart) -> str:
    """Return the sender and the date as they are printed."""
    return f"{part.sender.name} · {part.sender.street}{part.sender.town(part.language)}{part.date_line}"


def breaks_in(read: Opened, part: LetterPart) -> tuple[int, ...]:
    """Return the first place to start on each page but the first of a part, as its PDF's text has them."""
    pages = [squeezed(page) for page in read.pages]
    for block in (
        "".join(part.postal_block),
        head(part),
    ):  # a window's head is read after the rest of its page
        pages = [page.replace(squeezed(block), "") for page in pages]
    whole = "".join(pages)
    ends = [sum(map(len, pages[: number + 1])) for number in range(len(pages))]
    cursor, starts = whole.index(squeezed(part.salutation)) + len(squeezed(part.salutation)), []
    for place in places(part):
        cursor = whole.index(place, cursor)
        page = next(number for number, end in enumerate(ends) if cursor < end)
        starts.append(page if any(map(str.isalnum, place)) else starts[-1])  # a full stop begins no page
        cursor += len(place)
    return tuple(starts.index(page) for page in sorted(set(starts))[1:])


def letter_pages_in(read: Opened) -> tuple[int, ...]:
    """Return how many pages of a PDF come before the sources in each part."""
    pages = read.pages[:-1] if read.letter.layout == "envelope" else read.pages
    begun = [squeezed(head(part)) for part in read.letter.parts]
    heads = [next(number for number, page in enumerate(pages) if first in squeezed(page)) for first in begun]
    heading = labels("en")["sources"]  # the same word in French
    sources = [number for number, page in enumerate(pages) if page.startswith(f"{heading}\n")]
    return tuple(at - first for at, first in zip(sources, heads, strict=True))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("stance", STANCES)
def test_usual_letter_fits_on_one_page(make_letter: MakeLetter, stance: str, language: str) -> None:
    pagination = paginate(make_letter(stance=stance, language=language))

    assert (pagination.letter_pages, pagination.breaks) == ((1,), ((),))
    assert 0.5 < pagination.fill < 1


@pytest.mark.parametrize(
    ("stance", "language", "layout"),
    [
        *((stance, "both", "plain") for stance in STANCES),
        *(("close", "both", layout) for layout in LAYOUTS[1:]),
    ],
)
def test_longest_letter_breaks_where_its_pdf_does(
    campaign: Campaign, opened: Open, stance: str, language: str, layout: str
) -> None:
    read = opened(**longest(campaign, stance), language=language, layout=layout)
    pagination = paginate(read.letter)

    assert pagination.breaks == tuple(breaks_in(read, part) for part in read.letter.parts)
    assert pagination.letter_pages == letter_pages_in(read)
    assert pagination.fill > 1


@pytest.mark.parametrize("length", range(100, 1500, 200))
def test_letter_of_any_length_breaks_where_its_pdf_does(opened: Open, length: int) -> None:
    read = opened(language="fr", own_words=(LONG_WORDS[0][:length].rstrip(),))
    pagination = paginate(read.letter)

    assert pagination.breaks == (breaks_in(read, read.letter.parts[0]),)
    assert (pagination.fill > 1) == (pagination.letter_pages[0] > 1)


def test_more_words_fill_more(make_letter: MakeLetter) -> None:
    fills = [paginate(make_letter(own_words=(SENTENCE * n,))).fill for n in (1, 4, 8, 16, 23)]

    assert fills == sorted(set(fills))


def test_bilingual_letter_breaks_in_each_language_where_its_pdf_does(opened: Open) -> None:
    read = opened(own_words=LONG_WORDS, language="both")
    pagination = paginate(read.letter)

    assert pagination.breaks == tuple(breaks_in(read, part) for part in read.letter.parts)
    assert pagination.letter_pages == (2, 2)


def test_window_takes_more_of_the_page_and_an_envelope_none(make_letter: MakeLetter) -> None:
    plain, window, envelope = (paginate(make_letter(layout=layout)) for layout in LAYOUTS)

    assert window.fill > plain.fill
    assert envelope == plain


def test_page_without_a_start_shares_the_break_of_the_next(make_letter: MakeLetter) -> None:
    pagination = paginate(make_letter(own_words=(SENTENCE * 240,)))  # one run over two whole pages

    assert pagination.letter_pages[0] > 2
    assert pagination.breaks[0][0] == pagination.breaks[0][1]


def test_bottom_margin_is_that_of_the_style_sheet() -> None:
    assert set(re.findall(r"size: 215.9mm 279.4mm;\n  margin: \S+ \S+ (\S+)", letter_css())) == {"12mm"}


def marks(html: str) -> list[tuple[str, str]]:
    """Return the words of each page break, and the letter's next fifteen characters."""
    found = re.finditer(r'<span class="page-break">([^<]+)</span>', html)
    return [(mark[1], re.sub(r"<[^>]+>|\s+", " ", html[mark.end() :]).strip()[:15]) for mark in found]


def begun(letter: Letter, position: int) -> str:
    part = letter.parts[0]
    texts = [*(run.text for run in part.runs), part.closing, part.sender.name, *part.copies]
    return texts[position].strip()[:15].rstrip()


@pytest.mark.parametrize("position", [0, 7, -7, -4, -3, -2, -1])
@pytest.mark.parametrize(
    ("language", "words", "sources"),
    [
        ("en", "Page 2 begins here", "The sources begin on a page of their own"),
        ("fr", "La page 2 commence ici", "Les sources commencent sur une page à part"),
    ],
)
def test_preview_says_in_words_where_a_page_begins(
    make_letter: MakeLetter, language: str, words: str, sources: str, position: int
) -> None:
    letter = make_letter(language=language)
    part = letter.parts[0]
    position %= len(part.runs) + 2 + len(part.copies)
    [html] = fragments(letter, level=3, breaks=((position,),))

    [(first, after), (last, heading)] = marks(html)
    assert (first, last) == (words, sources)
    assert after.startswith(begun(letter, position))
    assert heading.startswith("Sources")


def test_preview_of_two_languages_has_the_marks_of_each(make_letter: MakeLetter) -> None:
    english, french = fragments(make_letter(language="both"), level=3, breaks=((), (3, 9)))

    assert [words for words, _ in marks(english)] == [labels("en")["sources_break"]]
    assert [words for words, _ in marks(french)] == [
        "La page 2 commence ici",
        "La page 3 commence ici",
        labels("fr")["sources_break"],
    ]


def test_marks_are_all_that_breaks_add(make_letter: MakeLetter) -> None:
    letter = make_letter(language="both")
    plain = fragments(letter, level=3)
    marked = fragments(letter, level=3, breaks=((2, 5), (1,)))

    without = [re.sub(r'<span class="page-break">[^<]+</span>\n?', "", part) for part in marked]
    assert without == list(plain)
    assert [part for part in plain if "page-break" in part or "-r0" in part or "-head" in part] == []


@pytest.mark.parametrize("language", ["en", "fr", "both"])
@pytest.mark.parametrize("stance", STANCES)
def test_page_is_as_full_as_that_of_the_letter_laid_out_whole(
    stance: str, language: str, make_letter: MakeLetter
) -> None:
    letter = make_letter(stance=stance, language=language, own_words=("Mine, and no one else’s.",))
    made_up, whole = paginate(letter), paginate_whole(letter)

    assert made_up == Pagination(whole.letter_pages, pytest.approx(whole.fill, abs=1e-9), whole.breaks)

"""What the documents say of the project is true of it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import click
import pytest

from webapp.cli import commands
from webapp.composition.template_grammar import ASKING, FACTS, LETTER, PRINTING
from webapp.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "letter_templates" / "README.md"]


def modules() -> dict[str, str]:
    """Return each module's path and the first line of its docstring."""
    sentences = {}
    for path in sorted((ROOT / "webapp").rglob("*.py")):
        docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        sentences[str(path.relative_to(ROOT))] = docstring.splitlines()[0]
    return sentences


def test_architecture_names_every_module_with_its_own_sentence() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = page.split("<!-- modules -->\n")[1].split("<!-- /modules -->")[0]

    assert table == "".join(f"| `{path}` | {sentence} |\n" for path, sentence in modules().items())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_paths_and_links_of_a_document_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text) + re.findall(r'src="([^"]+)"', text)
    named = re.findall(r"`((?:webapp|tests|docs|deploy|scripts|static|letter_templates)/[\w./-]*)`", text)

    missing = [link for link in links if not (document.parent / link).exists()]
    missing += [path for path in named if not (ROOT / path).exists()]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_make_commands_of_a_document_exist(document: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    text = document.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE))

    assert named - targets == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_apostille_commands_of_a_document_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:\.venv/bin/|`|^)apostille ([a-z]+)", text, re.MULTILINE))

    assert named - set(commands.list_commands(click.Context(commands))) == set()


def words_of_templates() -> set[str]:
    """Return the words that templates and passages are rendered with, as the code gives them."""
    source = (ROOT / "webapp" / "composition" / "script.py").read_text(encoding="utf-8")
    given = re.findall(
        r"^            (\w+)=", source.split(".render(")[1].split("        )\n")[0], re.MULTILINE
    )
    shared = re.findall(r'^        "(\w+)": ', source.split("def _words(")[1], re.MULTILINE)
    return {*given, *shared}


# What is Jinja's own in the table, and the two names that its examples give.
STATEMENTS = {"if", "elif", "else", "endif", "for", "endfor", "in", "set", "and", "or", "not", "slug", "both"}


def test_template_language_page_names_every_word_of_it_and_no_other() -> None:
    page = (ROOT / "letter_templates" / "README.md").read_text(encoding="utf-8")
    table = page.split("## The language of a letter")[1].split("\n## ")[0]
    left = "".join(re.findall(r"^\| (`.+?`) \|", table, re.MULTILINE))
    unquoted = re.sub(r'"[^"]*"', "", left)
    named = set(re.findall(r"[a-z_]+", unquoted)) - STATEMENTS

    assert named == words_of_templates()


def test_grammar_of_templates_has_every_word_they_are_rendered_with_and_no_other() -> None:
    assert LETTER.words | {*PRINTING, *ASKING, FACTS} == words_of_templates()


def test_makefile_s_commands_all_have_a_word_of_help() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE))
    helped = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))

    assert phony == helped


def test_requirements_record_no_index_address() -> None:
    text = (ROOT / "requirements.txt").read_text() + (ROOT / "requirements-dev.txt").read_text()

    assert re.findall(r"https?://|--index|--find-links|--extra", text) == []


SETTINGS_PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


def test_settings_page_names_every_setting_and_no_other() -> None:
    source = (ROOT / "webapp" / "settings.py").read_text(encoding="utf-8")

    named = re.findall(r"^\| `(\w+)`", SETTINGS_PAGE, re.MULTILINE)
    assert sorted(named) == sorted(set(re.findall(r'"(APOSTILLE_\w+|REPRESENT_\w+)"', source)))


def test_settings_page_gives_the_defaults_of_the_code() -> None:
    """Setting each variable to what its row calls the default changes nothing, and another value would."""
    rows = re.findall(r"^\| `(\w+)` \| (?:`([^`]*)`|none)(.*?) \|", SETTINGS_PAGE, re.MULTILINE)
    given = {name: default for name, default, more in rows if not more}
    read = {name: Settings.from_environment({name: default}) for name, default in given.items()}

    assert {name for name, _, more in rows if more} == {"APOSTILLE_CAMPAIGNS"}
    assert Settings().campaigns == ROOT / "letter_templates"
    assert read == dict.fromkeys(read, Settings())

"""The message opens right in Python's parser and in the mail programs of Debian that are installed."""

from __future__ import annotations

import email
import email.policy
import shutil
import subprocess
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from specimens import ANNE, MakeLetter

from webapp.domain.letters import Sender
from webapp.renderers import eml, html, pdf, text

ZOE = Sender(
    'O\'Brien, Zoë "Zed" <x@y>', ANNE.street, ANNE.city, ANNE.province, ANNE.postal_code, "zoé@exemple.ca"
)


def parsed(content: bytes) -> EmailMessage:
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def unflowed(body: str) -> str:
    """Return format=flowed text as a mail program shows it (RFC 3676, 4.2)."""
    lines: list[str] = []
    soft = False
    for line in body.replace("\r\n", "\n").split("\n"):
        shown = line.removeprefix(" ")
        if soft:
            lines[-1] += shown
        else:
            lines.append(shown)
        soft = shown.endswith(" ")
    return "\n".join(lines)


def test_headers_say_who_and_what(make_letter: MakeLetter) -> None:
    letter = make_letter(language="fr")
    message = parsed(eml.render(letter))

    assert {name: str(value) for name, value in message.items() if name != "Content-Type"} == {
        "To": "pm@pm.gc.ca",
        "Cc": "Heather.McPherson@parl.gc.ca, Anita.Anand@parl.gc.ca",
        "Subject": letter.subject,
        "Date": "Tue, 24 Nov 2026 12:00:00 +0000",
        "X-Unsent": "1",
        "MIME-Version": "1.0",
    }
    assert message.defects == []


def test_message_to_an_office_without_a_known_address_leaves_it_to_the_sender(
    make_letter: MakeLetter,
) -> None:
    letter = replace(make_letter(), to="")
    message = parsed(eml.render(letter))

    assert (message["To"], message["Cc"]) == (None, ", ".join(letter.cc))
    assert message.defects == []


def test_sender_with_every_sign_in_the_name_is_one_address(make_letter: MakeLetter) -> None:
    content = eml.render(make_letter(sender=ZOE)).decode()
    message = email.message_from_string(content, policy=email.policy.default)

    (address,) = message["From"].addresses
    assert (address.display_name, address.addr_spec) == (ZOE.name, ZOE.email)


@pytest.mark.parametrize("language", ["en", "fr", "both"])
def test_message_carries_the_text_the_page_and_the_pdf(make_letter: MakeLetter, language: str) -> None:
    letter = make_letter(language=language, own_words=("From here,\n > I see it.", " " * 3 + "x" * 200))
    message = parsed(eml.render(letter))
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    (attachment,) = message.iter_attachments()

    assert unflowed(plain.get_content()).rstrip("\n") == text.body(letter).rstrip("\n")
    assert (plain.get_content_type(), plain["Content-Type"].params["format"]) == ("text/plain", "flowed")
    assert page.get_content().replace("\r\n", "\n").rstrip() == html.document(letter).rstrip()
    assert attachment.get_content() == pdf.render(letter)


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "Letter 2026-11-24.pdf"), ("fr", "Lettre à transmettre 2026-11-24.pdf")],
)
def test_attachment_s_name_arrives(make_letter: MakeLetter, language: str, name: str) -> None:
    (attachment,) = parsed(eml.render(make_letter(language=language))).iter_attachments()

    assert attachment.get_filename() == name


def test_lines_keep_the_limit_of_mail(make_letter: MakeLetter) -> None:
    lines = eml.render(make_letter(sender=ZOE, language="both")).split(b"\r\n")

    assert [line for line in lines if len(line) > 998] == []
    assert b"\n" not in b"".join(lines)


def test_same_letter_is_the_same_message(make_letter: MakeLetter) -> None:
    assert eml.render(make_letter()) == eml.render(make_letter())


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), max_size=300))
@settings(deadline=None)
def test_flowed_text_is_shown_as_it_was(words: str) -> None:
    shown = "\n".join(line.rstrip(" ") for line in words.split("\n"))

    assert unflowed(eml.flowed(words)) == shown


@pytest.mark.skipif(not shutil.which("ripmime"), reason="RIPMIME IS NOT INSTALLED: one reader fewer")
def test_ripmime_takes_the_pdf_out(make_letter: MakeLetter, tmp_path: Path) -> None:
    letter = make_letter()
    (tmp_path / "letter.eml").write_bytes(eml.render(letter))
    subprocess.run([shutil.which("ripmime") or "", "-i", "letter.eml", "-d", "out"], cwd=tmp_path, check=True)

    (attachment,) = (tmp_path / "out").glob("*.pdf")
    assert attachment.read_bytes() == pdf.render(letter)


@pytest.mark.skipif(not shutil.which("notmuch"), reason="NOTMUCH IS NOT INSTALLED: one reader fewer")
def test_notmuch_reads_subject_and_body(make_letter: MakeLetter, tmp_path: Path) -> None:
    letter = make_letter(language="fr")
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "letter.eml").write_bytes(eml.render(letter))
    config = tmp_path / "config"
    config.write_text(f"[database]\npath={tmp_path / 'mail'}\n[user]\nprimary_email=a@example.ca\n")
    environment = {
        "NOTMUCH_CONFIG": str(config),
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "PATH": "/usr/bin",
    }

    def notmuch(*arguments: str) -> str:
        run = subprocess.run(
            [shutil.which("notmuch") or "", *arguments], env=environment, check=True, capture_output=True
        )
        return run.stdout.decode()

    notmuch("new", "--quiet")
    shown = notmuch("show", "--format=text", "*")
    assert f"Subject: {letter.subject}" in shown
    assert "Monsieur le Premier Ministre," in shown
    assert "Filename: Lettre à transmettre 2026-11-24.pdf" in shown


def test_address_outside_ascii_is_written_as_rfc_6532_says(make_letter: MakeLetter) -> None:
    first = eml.render(make_letter(sender=ZOE)).split(b"\r\n")[0]

    assert first.decode().endswith(" <zoé@exemple.ca>")

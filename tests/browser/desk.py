"""The writing desk as a person meets it: controls found by role and label."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page

WORDS = {
    "en": {
        "riding": "Your federal riding",
        "stance": "Close the offices until the human-rights crisis is resolved",
        "own_words": "Why does this matter to you?",
        "seen": "What have you seen or felt where you live?",
        "question": "What would you like the Prime Minister to answer?",
        "name": "Your name",
        "street": "Street address",
        "city": "City or town",
        "province": "Province or territory",
        "postal_code": "Postal code",
        "see": "See my letter",
        "pdf": "Download the PDF",
        "letter": "Your letter",
        "find": "Find my riding",
        "show_facts": "Show the facts",
        "update_facts": "Update the facts",
        "wording": "Change the wording",
        "passage": "Passage",
        "another": "Another wording",
        "leave_out": "Leave it out",
        "down": "Move paragraph 1 down",
        "toggle": "See the letter so far",
        "change": "Change my answers",
        "keep": "Keep my letter in this browser while I write",
        "go_on": "Go on with it",
        "forget": "Forget everything",
        "forgotten": "Forgotten: nothing is kept in this browser.",
    },
    "fr": {
        "riding": "Votre circonscription fédérale",
        "stance": "Fermer les bureaux jusqu’à ce que la crise des droits de la personne soit résolue",
        "own_words": "Pourquoi cela compte-t-il pour vous?",
        "seen": "Qu’avez-vous vu ou ressenti là où vous vivez?",
        "question": "À quelle question voudriez-vous que le premier ministre réponde?",
        "name": "Votre nom",
        "street": "Adresse municipale",
        "city": "Ville ou village",
        "province": "Province ou territoire",
        "postal_code": "Code postal",
        "see": "Voir ma lettre",
        "pdf": "Télécharger le PDF",
        "letter": "Votre lettre",
        "find": "Trouver ma circonscription",
        "show_facts": "Afficher les faits",
        "update_facts": "Mettre les faits à jour",
        "wording": "Modifier le texte",
        "passage": "Passage",
        "another": "Autre formulation",
        "leave_out": "Retirer ce passage",
        "down": "Descendre le paragraphe 1",
        "toggle": "Voir l’aperçu",
        "change": "Modifier mes réponses",
        "keep": "Conserver ma lettre dans ce navigateur pendant que j’écris",
        "go_on": "Continuer cette lettre",
        "forget": "Tout oublier",
        "forgotten": "C’est oublié\u00a0: rien n’est conservé dans ce navigateur.",
    },
}

TYPED = {
    "own_words": "My neighbour works at the border.",
    "name": "Anne Tremblay",
    "street": "10832 82 Avenue NW",
    "city": "Edmonton",
    "province": "AB",
    "postal_code": "t6e 2b3",
}


class Desk:
    """The form of a campaign, in one language."""

    def __init__(self, page: Page, address: str, language: str, query: str = "") -> None:
        self.page = page
        self.words = WORDS[language]
        self.address = f"{address}/{language}/campaigns/ice-offices-canada/"
        page.goto(self.address + query)

    def fill(self, *, riding: str = "edmonton strathcona") -> None:
        page, words = self.page, self.words
        page.get_by_label(words["riding"]).fill(riding)
        self.stance().check()
        page.get_by_label(words["own_words"]).fill(TYPED["own_words"])
        page.get_by_label(words["name"]).fill(TYPED["name"])
        page.get_by_label(words["street"]).fill(TYPED["street"])
        page.get_by_label(words["city"]).fill(TYPED["city"])
        page.get_by_label(words["province"]).select_option(TYPED["province"])
        page.get_by_label(words["postal_code"], exact=True).fill(TYPED["postal_code"])

    def typed(self) -> dict[str, str]:
        """Return what stands in the fields that `fill` fills, the riding apart."""
        return {name: self.page.get_by_label(self.words[name], exact=True).input_value() for name in TYPED}

    def stance(self) -> Locator:
        return self.page.get_by_role("radio", name=self.words["stance"])

    def button(self, word: str) -> Locator:
        """Return the buttons whose name begins with the words for ``word``."""
        name = re.compile("^" + re.escape(self.words[word]))
        return self.page.get_by_role("button", name=name)

    def press(self, word: str) -> None:
        """Press a button that asks the server for a page, and wait for the page."""
        with self.page.expect_navigation():
            self.button(word).first.click()

    def fill_and_change(self) -> None:
        """Fill the form in, add a fact to the usual ones, and rewrite the opening."""
        self.fill()
        self.wait_for_preview(TYPED["own_words"])
        self.show_fact("vancouver-mayor").check()
        self.open_wording()
        self.passages().first.fill("OPENING 1867.")

    def see_letter(self) -> None:
        self.press("see")

    def heading(self) -> str:
        return re.sub(r"\s+", " ", self.page.locator("h1").inner_text())

    def passages(self) -> Locator:
        """Return the passages that may be rewritten, in the letter's order."""
        return self.page.get_by_role("textbox", name=re.compile(rf"^{self.words['passage']}\s?: "))

    def left_out(self) -> Locator:
        """Return the boxes that leave a passage out, in the letter's order."""
        return self.page.get_by_role("checkbox", name=re.compile("^" + self.words["leave_out"]))

    def open_wording(self) -> None:
        self.page.locator("summary", has_text=self.words["wording"]).click()

    def fact(self, slug: str) -> Locator:
        return self.page.locator(f"#fact-{slug}")

    def show_fact(self, slug: str) -> Locator:
        """Return the box of a fact, its group laid open."""
        box = self.fact(slug)
        if not box.is_visible():
            self.page.locator(".facts-group").filter(has=box).locator("> summary").click()
        return box

    def facts_chosen(self, *slugs: str) -> list[bool]:
        return [self.fact(slug).is_checked() for slug in slugs]

    def paragraphs(self) -> list[str]:
        """Return the movable paragraphs as the page orders them."""
        field = self.page.locator("#passages button[name=up], #passages button[name=down]")
        return list(dict.fromkeys(field.evaluate_all("all => all.map(button => button.value)")))

    def preview(self) -> Locator:
        """Return the letter so far."""
        return self.page.locator("#preview-body")

    def wait_for_preview(self, text: str) -> None:
        """Wait until the letter so far says ``text``, seen or not."""
        self.page.wait_for_function(
            """text => document.getElementById("preview-body").textContent
                .replace(/\\s+/g, " ").includes(text)""",
            arg=text,
        )

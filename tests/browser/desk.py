"""The writing desk as a person meets it: controls found by role and label."""

from __future__ import annotations

import re

from playwright.sync_api import Page

WORDS = {
    "en": {
        "riding": "Your federal riding",
        "stance": "Close the offices until the human-rights crisis is resolved",
        "own_words": "In your own words (optional)",
        "name": "Your name",
        "street": "Street address",
        "city": "City or town",
        "province": "Province or territory",
        "postal_code": "Postal code",
        "see": "See my letter",
        "pdf": "Download the PDF",
        "letter": "Your letter",
    },
    "fr": {
        "riding": "Votre circonscription fédérale",
        "stance": "Fermer les bureaux jusqu’à ce que la crise des droits de la personne soit résolue",
        "own_words": "Dans vos mots (facultatif)",
        "name": "Votre nom",
        "street": "Adresse municipale",
        "city": "Ville ou village",
        "province": "Province ou territoire",
        "postal_code": "Code postal",
        "see": "Voir ma lettre",
        "pdf": "Télécharger le PDF",
        "letter": "Votre lettre",
    },
}


class Desk:
    """The form of a campaign, in one language."""

    def __init__(self, page: Page, address: str, language: str) -> None:
        self.page = page
        self.words = WORDS[language]
        page.goto(f"{address}/{language}/campaigns/ice-offices-canada/")

    def fill(self, *, riding: str = "edmonton strathcona") -> None:
        page, words = self.page, self.words
        page.get_by_label(words["riding"]).fill(riding)
        page.get_by_role("radio", name=words["stance"]).check()
        page.get_by_label(words["own_words"]).fill("My neighbour works at the border.")
        page.get_by_label(words["name"]).fill("Anne Tremblay")
        page.get_by_label(words["street"]).fill("10832 82 Avenue NW")
        page.get_by_label(words["city"]).fill("Edmonton")
        page.get_by_label(words["province"]).select_option("AB")
        page.get_by_label(words["postal_code"], exact=True).fill("t6e 2b3")

    def see_letter(self) -> None:
        self.page.get_by_role("button", name=self.words["see"]).click()

    def heading(self) -> str:
        return re.sub(r"\s+", " ", self.page.locator("h1").inner_text())

"""The preview of a folder whose check ends while the page is being made."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from pathlib import Path

from webapp.app import create_preview
from webapp.content.new_campaign import NewCampaign, make_campaign
from webapp.domain.errors import Problem


class EndingSoon(Future[list[Problem]]):
    """A check that is at work when it is first looked at twice, and done ever after."""

    def __init__(self) -> None:
        super().__init__()
        self.looks = 0

    def done(self) -> bool:
        self.looks += 1
        return self.looks > 2


def test_page_says_that_the_check_is_at_work_and_has_a_key_that_will_change(tmp_path: Path) -> None:
    campaign = NewCampaign("Save the night train", ("en", "fr"), "prime-minister", date(2026, 11, 25))
    app = create_preview(make_campaign(campaign, tmp_path))
    workshop = app.extensions["workshop"]
    ending = EndingSoon()
    ending.set_result([])
    workshop._known = replace(workshop.now(), checked=ending)
    page = app.test_client().get("/en/preview").get_data(as_text=True)
    now = workshop._known.key

    assert "The check is at work…" in page
    assert f'data-key="{now}-checking"' in page

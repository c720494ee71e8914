// Shows the pages of the PDF as images on the letter's own page; without this the button opens them on another.

import { busyWords, secondsToWait } from "./busy.js";

const place = document.getElementById("page-images");
const status = place.querySelector("[role=status]");
const form = document.getElementById("letter-data");
let timer;

async function show() {
  clearTimeout(timer);
  place.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(place.dataset.from, { method: "POST", body: new FormData(form) });
    const seconds = secondsToWait(response);
    status.textContent = seconds ? busyWords(place, seconds) : "";
    if (seconds) timer = setTimeout(show, seconds * 1000);
    if (!response.ok) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    place.replaceChildren(status, ...page.querySelectorAll(".page-images"));
  } catch {
    // the button stays: it opens the same images on a page of their own
  }
  place.removeAttribute("aria-busy");
}

show();
form.elements.layout.addEventListener("change", show);

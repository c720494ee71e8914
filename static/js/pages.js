// Shows the pages of the PDF as images on the letter's own page; without this the button opens them on another.

const place = document.getElementById("page-images");
const form = document.getElementById("letter-data");

async function show() {
  place.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(place.dataset.from, { method: "POST", body: new FormData(form) });
    if (!response.ok) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    place.replaceChildren(...page.querySelectorAll(".page-images"));
  } catch {
    // the button stays: it opens the same images on a page of their own
  }
  place.removeAttribute("aria-busy");
}

show();
form.elements.layout.addEventListener("change", show);

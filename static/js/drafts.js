// Keeps a draft in this browser, only while the writer's box is ticked.

import { FORGOTTEN } from "./forgetting.js";

const form = document.getElementById("letter-form");
const box = document.getElementById("keep-draft");
const status = document.getElementById("draft-status");
const found = document.getElementById("draft-found");
const place = `apostille:${form.dataset.preview.split("/").slice(2, -1).join("/")}`;
const NEVER_KEPT = ["latitude", "longitude"];

function stored() {
  try {
    return JSON.parse(localStorage.getItem(place));
  } catch {
    return null;
  }
}

function keep() {
  if (!box.checked) return;
  const fields = [...new FormData(form)].filter(([name]) => !NEVER_KEPT.includes(name));
  try {
    localStorage.setItem(place, JSON.stringify(fields));
    status.textContent = status.dataset.kept;
  } catch {
    box.checked = false;
    status.textContent = status.dataset.refused;
  }
}

// The server shows the form with everything in the draft, as it does after every button.
function goOn(fields) {
  const carrier = document.createElement("form");
  carrier.method = "post";
  carrier.action = location.pathname;
  for (const [name, value] of fields) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    carrier.append(field);
  }
  document.body.append(carrier);
  carrier.submit();
}

const draft = stored();
const isGoingOn = form.dataset.posted === "yes";
document.getElementById("draft").hidden = false;
if (Array.isArray(draft)) {
  box.checked = isGoingOn;
  found.hidden = isGoingOn;
  document.getElementById("draft-continue").addEventListener("click", () => goOn(draft));
  if (isGoingOn) keep();
}
box.addEventListener("change", () => {
  if (box.checked) keep();
  else document.querySelector("#draft [data-forgets]").click();
});
form.addEventListener("input", keep);
form.addEventListener("change", keep);
document.addEventListener(FORGOTTEN, () => {
  box.checked = false;
  found.hidden = true;
  status.textContent = status.dataset.forgotten;
});

// Keeps the letter beside the form up to date while it is written. The server answers with the parts of
// the page that changed; an answer that comes after a newer question is dropped.

import { busyWords, secondsToWait } from "./busy.js";
import { swap } from "./swapping.js";

const PAUSE = 80; // milliseconds after the last keystroke, so that an answer stands within 300
const RETRY = 1500;
const form = document.getElementById("letter-form");
const preview = document.getElementById("preview");
const status = document.getElementById("preview-status");
const toggle = document.getElementById("preview-toggle");
const keys = {};
const written = []; // the fields written in since the last question: its answer does not know what they hold
let asked = 0;
let timer;
let question;

document.documentElement.classList.add("scripted");
for (const hint of document.querySelectorAll("[data-unscripted]")) hint.hidden = true;

export function ask(submitter, delay = PAUSE) {
  clearTimeout(timer);
  timer = setTimeout(() => update(submitter), delay);
}

async function update(submitter, isSecondTry = false) {
  const number = ++asked;
  question?.abort();
  question = new AbortController();
  preview.setAttribute("aria-busy", "true");
  const body = new FormData(form);
  written.length = 0;
  for (const key of Object.values(keys)) if (key) body.append("known", key);
  if (submitter) body.append(submitter.name, submitter.value);
  let answer;
  try {
    const response = await fetch(form.dataset.preview, { method: "POST", body, signal: question.signal });
    const seconds = secondsToWait(response);
    if (seconds) return wait(number, submitter, seconds);
    if (!response.ok) throw new Error(String(response.status));
    answer = await response.json();
  } catch (error) {
    if (error.name === "AbortError" || number !== asked) return;
    if (!isSecondTry) return void setTimeout(() => number === asked && update(submitter, true), RETRY);
    preview.removeAttribute("aria-busy");
    return say(form.dataset.stale, true);
  }
  if (number === asked) show(answer, submitter);
}

function wait(number, submitter, seconds) {
  if (number !== asked) return;
  preview.removeAttribute("aria-busy");
  say(busyWords(form, seconds), true);
  ask(submitter, seconds * 1000);
}

function show(answer, submitter) {
  for (const part of answer.parts) {
    const region = document.getElementById(part.id === "preview" ? "preview-body" : part.id);
    const isTypedIn = region.contains(document.activeElement) && document.activeElement.matches("textarea");
    const isNewer = written.some((field) => region.contains(field));
    if (isNewer || (isTypedIn && !submitter)) continue; // it is put in place with the next answer
    keys[part.id] = part.key;
    swap(region, part.html, submitter);
  }
  form.elements.order.value = answer.order;
  document.getElementById("bar-length").textContent = answer.brief;
  document.getElementById("share-link").value = answer.share;
  mark(answer);
  preview.removeAttribute("aria-busy");
  say(answer.length);
}

function mark({ step, done }) {
  for (const link of document.querySelectorAll("[data-step]")) {
    if (link.dataset.step === step) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
    link.querySelector("[data-done]").hidden = !done.includes(link.dataset.step);
  }
}

function say(words, isVisible = false) {
  status.classList.toggle("visually-hidden", !isVisible);
  status.classList.toggle("error", isVisible);
  if (status.textContent !== words) status.textContent = words;
}

// Facts that are printed together are left out together.
function leaveOut(facts) {
  for (const fact of facts) {
    const box = document.getElementById(`fact-${fact}`);
    if (box && !box.disabled) box.checked = false;
  }
}

function open(isOpen) {
  preview.classList.toggle("is-open", isOpen);
  toggle.setAttribute("aria-expanded", String(isOpen));
  toggle.textContent = isOpen ? toggle.dataset.closes : toggle.dataset.opens;
  if (isOpen) {
    preview.scrollIntoView();
    preview.focus({ preventScroll: true });
  } else {
    toggle.focus();
  }
}

toggle.setAttribute("aria-expanded", "false");
toggle.setAttribute("aria-controls", "preview");
toggle.addEventListener("click", (event) => {
  event.preventDefault();
  open(!preview.classList.contains("is-open"));
});

form.addEventListener("input", ({ target }) => {
  written.push(target);
  ask();
});
form.addEventListener("change", ({ target }) => {
  if (target.dataset.with && !target.checked) leaveOut(target.dataset.with.split(" "));
  ask(undefined, 0);
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=up], button[name=down], button[name=another], button[name=restore]");
  if (!button) return;
  event.preventDefault();
  ask(button, 0);
});

ask(undefined, 0);

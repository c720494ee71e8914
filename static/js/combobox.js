// Suggests ridings while somebody types: a combobox with list autocomplete and manual selection, after the
// WAI-ARIA Authoring Practices. Without it, or without an answer, the field stays a plain text field.

import { busyWords, secondsToWait } from "./busy.js";
const WAIT = 120; // milliseconds without a key before the server is asked
const SHORTEST = 2; // characters
const POSTAL_CODE = /^\s*([a-z]\d[a-z])[\s.-]*(\d[a-z]\d)\s*$/i;

function element(name, attributes, ...content) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...content);
  return made;
}

class Combobox {
  constructor(input) {
    this.input = input;
    this.matches = [];
    this.active = -1;
    this.query = "";
    this.note = element("p", { class: "combobox-note" });
    const label = input.dataset.listLabel;
    this.list = element("ul", { role: "listbox", class: "combobox-list", id: `${input.id}-list`, "aria-label": label });
    this.popup = element("div", { class: "combobox-popup", hidden: "" }, this.note, this.list);
    this.status = element("p", { role: "status", class: "visually-hidden" });
    this.code = element("input", { type: "hidden", name: input.name }); // several ridings may bear a name
    this.found = document.getElementById(`${input.id}-found`);
    input.after(this.code, this.popup, this.status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", "false");
    input.addEventListener("input", () => this.isChoosing || this.typed());
    input.addEventListener("keydown", (event) => this.pressed(event));
    input.addEventListener("blur", () => this.close());
    for (const down of ["pointerdown", "mousedown"]) {
      this.popup.addEventListener(down, (event) => event.preventDefault()); // the field keeps the focus
    }
    this.list.addEventListener("click", (event) => this.choose(this.options.indexOf(event.target.closest("li"))));
  }

  get options() {
    return [...this.list.children];
  }

  get isOpen() {
    return !this.popup.hidden;
  }

  get isTooShort() {
    return this.input.value.trim().length < SHORTEST;
  }

  typed() {
    this.forget();
    this.activate(-1);
    this.code.value = "";
    this.found?.remove(); // it spoke of what was in the field before
    if (this.isTooShort) return this.close();
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  // Drops the question that waits or is under way, so that its answer never comes after a newer one.
  forget() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.asking = null;
  }

  async ask(place = -1) {
    this.forget();
    if (this.isTooShort) return this.close();
    const asking = (this.asking = new AbortController());
    const query = this.input.value;
    const answer = await this.answer(query, asking.signal);
    if (this.asking !== asking) return;
    this.asking = null;
    if (!answer) return this.close();
    this.query = query;
    this.show(answer);
    this.activate(place < 0 ? -1 : Math.min(place, answer.matches.length - 1));
  }

  async answer(riding, signal) {
    try {
      const body = new URLSearchParams({ riding });
      const response = await fetch(this.input.dataset.suggests, { method: "POST", body, signal });
      const seconds = secondsToWait(response);
      if (seconds) return { matches: [], note: busyWords(this.input, seconds), said: "" };
      return response.ok ? await response.json() : null;
    } catch {
      return null; // the field is a plain text field, and the form asks again when it is sent
    }
  }

  show({ matches, note, said }) {
    this.matches = matches;
    this.active = -1;
    this.note.textContent = note;
    this.list.replaceChildren(...matches.map((match, place) => this.option(match, place)));
    this.popup.hidden = !matches.length && !note;
    this.list.scrollTop = 0;
    this.input.setAttribute("aria-expanded", String(matches.length > 0));
    this.status.textContent = note ? `${said} ${note}` : said;
  }

  option({ name, province, reason }, place) {
    const option = element("li", { role: "option", id: `${this.list.id}-${place}`, "aria-selected": "false" });
    option.append(`${name} (${province})`);
    if (reason) option.append(" ", element("span", { class: "hint" }, reason));
    return option;
  }

  close() {
    this.forget();
    this.activate(-1);
    this.popup.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.status.textContent = "";
  }

  activate(place) {
    this.active = place;
    this.options.forEach((option, each) => option.setAttribute("aria-selected", String(each === place)));
    const option = this.options[place];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  choose(place) {
    const match = this.matches[place];
    if (!match) return;
    this.fillPostalCode();
    this.input.value = match.name;
    this.code.value = match.code;
    this.found?.remove();
    this.close();
    this.isChoosing = true; // the list does not open again for what was chosen from it
    for (const name of ["input", "change"]) this.input.dispatchEvent(new Event(name, { bubbles: true }));
    this.isChoosing = false;
  }

  fillPostalCode() {
    const code = this.query.match(POSTAL_CODE);
    const field = this.input.form.elements.postal_code;
    if (code && field && !field.value.trim()) field.value = `${code[1]} ${code[2]}`.toUpperCase();
  }

  // Down and Up go round; from the field, to the first or the last. A closed list opens first.
  move(step) {
    const count = this.matches.length;
    if (!this.isOpen || !count) return this.ask(step > 0 ? 0 : Infinity);
    this.activate((Math.max(this.active, step > 0 ? -1 : 0) + step + count) % count);
  }

  pressed(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (this.isHandled(event)) event.preventDefault();
  }

  // Returns whether a key has done its work here, and is not to do anything else.
  isHandled({ key, altKey }) {
    const wasOpen = this.isOpen;
    const hasActive = this.active >= 0;
    switch (key) {
      case "ArrowDown":
        if (!altKey) this.move(1);
        else if (!wasOpen) this.ask();
        return true;
      case "ArrowUp":
        if (altKey) this.close();
        else this.move(-1);
        return true;
      case "Enter": // with nothing active, it sends the form
        this.choose(this.active);
        this.close();
        return hasActive;
      case "Escape":
        this.close();
        return wasOpen;
      case "Tab":
        this.choose(this.active);
        this.close();
        return false;
      case "Home":
      case "End":
      case "ArrowLeft":
      case "ArrowRight": // back in the text, where the key moves the cursor
        this.activate(-1);
        return false;
      default:
        return false;
    }
  }
}

for (const input of document.querySelectorAll("input[data-suggests]")) new Combobox(input);

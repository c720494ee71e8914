// Asks whether the folder has changed, and then puts the new page in the place of this one, where it was scrolled to.

const EVERY = 1000; // milliseconds

async function fresh() {
  const response = await fetch(location.href);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  document.title = page.title;
  document.querySelector("main").replaceChildren(...page.querySelector("main").childNodes);
}

async function look() {
  const { key, changes } = document.getElementById("workshop").dataset;
  try {
    const now = await (await fetch(changes)).json();
    if (now.key !== key) await fresh();
  } catch {
    // the server is not there: ask again
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);

// Forgets whatever this site keeps in this browser: every button that offers it does the same.

export const FORGOTTEN = "apostille:forgotten";

function forget() {
  try {
    localStorage.clear();
  } catch {
    // nothing was kept where nothing may be kept
  }
  document.dispatchEvent(new Event(FORGOTTEN));
}

function isSomethingKept() {
  try {
    return localStorage.length > 0;
  } catch {
    return false;
  }
}

for (const button of document.querySelectorAll("[data-forgets]")) button.addEventListener("click", forget);

const kept = document.getElementById("kept-here");
if (kept && isSomethingKept()) {
  kept.hidden = false;
  document.addEventListener(FORGOTTEN, () => {
    const status = document.getElementById("forget-status");
    status.textContent = status.dataset.forgotten;
  });
}

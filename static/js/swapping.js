// Puts a new version of a part of the page in place: what was open stays open, and the focus stays where it was.

export function swap(region, html, submitter) {
  const opened = [...region.querySelectorAll("details[open][id]")].map((details) => details.id);
  const focus = submitter?.id ?? (region.contains(document.activeElement) ? document.activeElement.id : "");
  region.innerHTML = html;
  for (const id of opened) {
    const details = document.getElementById(id);
    if (details) details.open = true;
  }
  for (const hint of region.querySelectorAll("[data-unscripted]")) hint.hidden = true;
  if (focus) (document.getElementById(focus) ?? nearest(region, submitter) ?? region).focus({ preventScroll: true });
}

// A paragraph moved to the top has no button to move it up any more: its other button takes the focus.
function nearest(region, submitter) {
  const same = `[value="${CSS.escape(submitter?.value ?? "")}"]`;
  return submitter && region.querySelector(`button[name=up]${same}, button[name=down]${same}`);
}

// Moves the focus to the list of what needs changing, so that a screen reader begins there.

document.getElementById("error-summary")?.focus();

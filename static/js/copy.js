// Copies one part of the e-mail, and says so only after the clipboard has it.

const status = document.getElementById("copy-status");

async function isCopied(text) {
  if (!navigator.clipboard?.writeText) return false;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    return false;
  }
  try {
    return (await navigator.clipboard.readText()) === text;
  } catch {
    return true; // reading back is refused in most browsers; the write itself was confirmed
  }
}

async function copy(button) {
  const part = document.getElementById(button.dataset.copies);
  status.textContent = "";
  if (await isCopied(part.value)) {
    const label = part.labels[0].textContent;
    status.textContent = status.dataset.done.replace("{part}", label);
  } else {
    part.focus();
    part.select();
    status.textContent = status.dataset.refused;
  }
}

for (const button of document.querySelectorAll("button[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}

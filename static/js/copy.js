// Copies one part of the e-mail, and says so only after the clipboard has it.

const status = document.getElementById("copy-status");

async function isWritten(write) {
  if (!navigator.clipboard) return false;
  try {
    await write();
    return true;
  } catch {
    return false;
  }
}

async function isRead(text) {
  try {
    return (await navigator.clipboard.readText()) === text;
  } catch {
    return true; // reading back is refused in most browsers; the write itself was confirmed
  }
}

function report(label) {
  status.textContent = status.dataset.done.replace("{part}", label);
}

async function copyText(part) {
  const text = part.value;
  const copied = (await isWritten(() => navigator.clipboard.writeText(text))) && (await isRead(text));
  if (copied) return report(part.labels[0].textContent);
  part.focus();
  part.select();
  status.textContent = status.dataset.refused;
}

async function copyRich(part) {
  const letter = part.cloneNode(true);
  for (const hidden of letter.querySelectorAll(".visually-hidden")) hidden.remove(); // it speaks of the page
  const item = () =>
    new ClipboardItem({
      "text/html": new Blob([letter.innerHTML], { type: "text/html" }),
      "text/plain": new Blob([document.getElementById("mail-body").value], { type: "text/plain" }),
    });
  if (await isWritten(() => navigator.clipboard.write([item()]))) return report(part.dataset.label);
  getSelection().selectAllChildren(part);
  status.textContent = status.dataset.refused;
}

function offer(selector, copy) {
  for (const button of document.querySelectorAll(selector)) {
    button.hidden = false;
    button.addEventListener("click", () => {
      status.textContent = "";
      copy(document.getElementById(button.dataset.copies ?? button.dataset.copiesRich));
    });
  }
}

offer("button[data-copies]", copyText);
offer("button[data-copies-rich]", copyRich);

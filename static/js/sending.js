// Looks whether the site answers before a form is sent, so that a page full of words is never lost to a
// browser's error page.

const PATIENCE = 8000;

async function answers() {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    return (await fetch(location.pathname.slice(0, 4), { method: "HEAD", cache: "no-store", signal })).ok;
  } catch {
    return false;
  }
}

for (const form of document.querySelectorAll("form[data-unreachable]")) {
  const status = document.getElementById("sending");
  let isSure = false;
  form.addEventListener("submit", async (event) => {
    if (isSure) {
      isSure = false;
      return;
    }
    event.preventDefault();
    if (await answers()) {
      isSure = true;
      status.textContent = "";
      form.requestSubmit(event.submitter);
    } else {
      status.textContent = form.dataset.unreachable;
      status.scrollIntoView({ block: "nearest" });
    }
  });
}

// Fills in the writer's position, to four decimals, when its button is pressed, then sends the form.

const locate = document.getElementById("locate");
const button = locate.querySelector("button");
const fields = locate.querySelectorAll("input");

function send({ coords }) {
  const values = [coords.latitude, coords.longitude];
  fields.forEach((field, place) => {
    field.value = values[place].toFixed(4);
    field.disabled = false;
  });
  button.form.requestSubmit(button);
}

function refuse() {
  locate.querySelector("[role=status]").textContent = locate.dataset.refused;
}

if (navigator.geolocation) {
  locate.hidden = false;
  button.addEventListener("click", (event) => {
    if (!fields[0].disabled) return; // the position is in the form: let it go
    event.preventDefault();
    navigator.geolocation.getCurrentPosition(send, refuse, { timeout: 10_000 });
  });
}

// What to do where the site answers that it has too much to do: say so, and when it is asked again.

const BUSY = [429, 503];

// Returns the seconds to wait; 0 where the answer is another one, or does not say.
export function secondsToWait(response) {
  const seconds = Number(response.headers.get("Retry-After"));
  return BUSY.includes(response.status) && seconds > 0 ? seconds : 0;
}

export function busyWords(element, seconds) {
  return element.dataset.busy.replace("{seconds}", seconds);
}

// Shows the dates of a series while somebody chooses how it repeats. Without this file they stand on the event's page.

const PAUSE = 250; // milliseconds after the last change
const ASKED = new Set(["day", "repeats", "weekdays", "repeats_until", "repeats_times", "leaves_out"]);

function items(days) {
  return days.map((day) => {
    const item = document.createElement("li");
    item.textContent = day;
    return item;
  });
}

function enhance(box) {
  const form = box.closest("form");
  const part = (name) => box.querySelector(`[data-${name}]`);
  let timer;
  let request;

  function show(found) {
    box.hidden = found.days.length === 0;
    part("said").textContent = found.said;
    part("days").replaceChildren(...items(found.days));
    part("more").hidden = !found.has_more;
    part("skipped").hidden = found.skipped.length === 0;
    part("skipped-days").textContent = found.skipped.join(", ");
  }

  async function ask() {
    request?.abort();
    request = new AbortController();
    const chosen = [...new FormData(form)].filter(([name]) => ASKED.has(name));
    try {
      const answer = await fetch(`${box.dataset.nextDates}?${new URLSearchParams(chosen)}`, { signal: request.signal });
      if (answer.ok) show(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") box.hidden = true;
    }
  }

  form.addEventListener("input", (event) => {
    if (!ASKED.has(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
}

document.querySelectorAll("[data-next-dates]").forEach(enhance);

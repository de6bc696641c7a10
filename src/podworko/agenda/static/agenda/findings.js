// Shows beside a form what the event would have to do with others, while it is typed. Without this file a button does.

const PAUSE = 400; // milliseconds after the last change
const ASKED = new Set([
  "day", "last_day", "time_from", "time_to", "pencil", "repeats", "weekdays", "repeats_until", "repeats_times",
  "leaves_out", "organisation_id", "location_id", "room_id", "kind_id", "audiences", "co_organisers", "equipment",
  "helpers",
]);

function enhance(box) {
  const form = document.querySelector("form.form");
  const list = box.querySelector("[data-findings-list]");
  const link = document.querySelector("[data-findings-link]");
  const status = box.querySelector("[data-findings-status]");
  let timer;
  let request;

  // Where the list stands below the form, a link at the end of the form leads to it.
  function tell() {
    const count = list.querySelectorAll(".entry").length;
    status.textContent = `${status.dataset.said}: ${count}`;
    if (!link) return;
    link.textContent = status.textContent;
    link.hidden = count === 0;
  }

  async function ask() {
    request?.abort();
    request = new AbortController();
    const address = new URL(box.dataset.findings, location.href);
    for (const [name, value] of new FormData(form)) {
      if (ASKED.has(name) && value) address.searchParams.append(name, value);
    }
    try {
      const answer = await fetch(address, { signal: request.signal });
      if (!answer.ok) return;
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      list.replaceChildren(...found.body.childNodes);
      tell();
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  form.addEventListener("input", (event) => {
    if (!ASKED.has(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  document.querySelector("[data-look]")?.remove();
  if (list.querySelector(".entry")) tell();
  else if (form.elements.day?.value) ask(); // filled in for them: from a free time, from a draft, from one line
}

document.querySelectorAll("[data-findings]").forEach(enhance);

// Shows how far a job is, and goes on when it has ended. Without it, the page has a link that does the same.

const PAUSE = 1500;
const place = document.querySelector("[data-progress]");

async function look() {
  try {
    const answer = await fetch(place.dataset.progress, { headers: { Accept: "application/json" } });
    const said = await answer.json();
    if (!said.is_under_way) {
      window.location.reload();
      return;
    }
    place.querySelector("[data-percent]").textContent = String(said.percent);
    place.querySelector("progress").value = said.percent;
  } catch {
    // The server is away for a moment; the next look may find it.
  }
  window.setTimeout(look, PAUSE);
}

if (place) {
  window.setTimeout(look, PAUSE);
}

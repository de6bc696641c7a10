// Lists the drafts that this browser keeps (see config/static/js/drafts.js), with a link to the form of each.

const PREFIX = `podworko.draft.${document.body.dataset.person ?? ""}.`;
const box = document.querySelector("[data-drafts]");

function drafts() {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => JSON.parse(localStorage.getItem(key)))
      .filter((draft) => draft?.page?.startsWith("/") && draft.title);
  } catch {
    return [];
  }
}

if (box) {
  const list = box.querySelector("ul");
  const written = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  for (const draft of drafts().sort((one, other) => other.at - one.at)) {
    const link = document.createElement("a");
    link.href = draft.page;
    link.textContent = draft.title;
    const item = document.createElement("li");
    item.append(link, ` – ${written.format(draft.at)}`);
    list.append(item);
    box.hidden = false;
  }
}

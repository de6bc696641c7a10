// Filters without leaving the page: the answer is the same page, of which the changed parts are taken over.

const form = document.querySelector("[data-filters]");
const status = document.querySelector("[data-status]");
let shown = location.search;

async function show(url) {
  const asked = (show.asked = {});
  let page;
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(response.status);
    page = new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    location.assign(url);
    return;
  }
  if (asked !== show.asked) return;
  history.pushState(null, "", url);
  shown = location.search;
  const focused = document.activeElement?.closest("[data-filter]")?.textContent;
  for (const part of document.querySelectorAll("[data-replace]")) {
    const fresh = page.querySelector(`[data-replace="${part.dataset.replace}"]`);
    if (fresh) part.replaceChildren(...fresh.childNodes);
  }
  if (focused) {
    const again = [...document.querySelectorAll("[data-filter]")].find((link) => link.textContent === focused);
    (again ?? document.getElementById("list-title"))?.focus();
  }
  sync(new URL(url, location.href).searchParams);
  status.textContent = document.querySelector('[data-replace="summary"]').textContent.replace(/\s+/g, " ").trim();
  document.dispatchEvent(new CustomEvent("map:filtered"));
}

function sync(query) {
  for (const field of form.querySelectorAll("input[type=checkbox], input[type=search], select")) {
    if (field.type === "checkbox") field.checked = query.get(field.name) === field.value;
    else field.value = query.get(field.name) ?? "";
  }
}

function asked() {
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  return `${location.pathname}${query.size ? `?${query}` : ""}`;
}

if (form) {
  form.addEventListener("change", () => show(asked()));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(asked());
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-filter]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    show(link.href);
  });
  // A link inside the page, such as the one past the header, is no reason to load it again.
  addEventListener("popstate", () => location.search === shown || location.reload());
}

// What every page gets: menus that close, dialogs that open, focus on what went wrong.
// Drafts and the guard against double sending are fetched only by pages that have forms.

const menus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  }
});

document.addEventListener("focusin", (event) => {
  for (const menu of menus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// A link to a field inside a folded group opens the group first.
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  const target = link && document.getElementById(link.hash.slice(1));
  if (!target) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  if (target.matches("input, select, textarea")) {
    event.preventDefault();
    target.focus();
  }
});

// A table that is wider than the page scrolls by itself, also by keyboard, and says what it is.
for (const table of document.querySelectorAll("main table:not(.table-frame table)")) {
  const frame = document.createElement("div");
  frame.className = "table-frame";
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  const heading = table.caption ?? table.closest("section")?.querySelector("h2, h3") ?? document.querySelector("h1");
  frame.setAttribute("aria-label", heading?.textContent.trim() ?? document.title);
  table.replaceWith(frame);
  frame.append(table);
}

document.querySelector("[data-focus]")?.focus();

if (document.querySelector("form[data-draft], form[data-draft-forget], [data-draft-done]")) import("./drafts.js");
if (document.querySelector('form[method="post" i]')) import("./sending.js");

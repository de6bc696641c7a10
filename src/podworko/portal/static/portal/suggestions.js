// Proposes names while somebody types into a search field: a combobox with a list (ARIA APG, „editable combobox
// with list autocomplete”). Without this file the form works as it stands.

const PAUSE = 180; // milliseconds after the last key
const SHORTEST = 2;

const label = document.querySelector("[data-form-words]")?.content.querySelector("[data-suggestions-label]")?.textContent;

function enhance(form, number) {
  const input = form.querySelector('input[type="search"]');
  const list = document.createElement("ul");
  const status = document.createElement("span");
  let options = [];
  let active = -1;
  let timer;
  let request;

  list.id = `suggestions-${number}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label ?? "");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(list, status);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  function close() {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    list.replaceChildren();
    options = [];
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
    point(-1);
  }

  function point(position) {
    active = position;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === active)));
    if (active < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", options[active].id);
      options[active].scrollIntoView({ block: "nearest" });
    }
  }

  function choose(option) {
    input.value = option.dataset.title;
    close();
    form.requestSubmit();
  }

  function show(suggestions) {
    options = suggestions.map(({ title, note }, index) => {
      const option = document.createElement("li");
      const small = document.createElement("span");
      option.id = `${list.id}-${index}`;
      option.setAttribute("role", "option");
      option.dataset.title = title;
      small.textContent = note;
      option.append(title, small);
      return option;
    });
    list.replaceChildren(...options);
    list.hidden = options.length === 0;
    input.setAttribute("aria-expanded", String(options.length > 0));
    status.textContent = options.length ? `${label}: ${options.length}` : "";
    point(-1);
  }

  async function ask() {
    request?.abort();
    request = new AbortController();
    const asked = input.value.trim();
    if (asked.length < SHORTEST) {
      close();
      return;
    }
    const address = new URL(form.dataset.suggestions, location.href);
    address.search = new URLSearchParams(new FormData(form));
    try {
      const response = await fetch(address, { signal: request.signal });
      const { suggestions } = response.ok ? await response.json() : { suggestions: [] };
      if (document.activeElement === input && input.value.trim() === asked) show(suggestions);
    } catch (error) {
      // Typed on, or offline: what is typed can still be sent.
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) {
      if (event.key === "ArrowDown" && !event.isComposing) ask();
      return;
    }
    const count = options.length;
    if (event.key === "ArrowDown") point(active + 1 < count ? active + 1 : -1);
    else if (event.key === "ArrowUp") point(active < 0 ? count - 1 : active - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) choose(options[active]);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  // Before the field loses the focus and the list goes.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest('[role="option"]');
    if (option) choose(option);
  });
}

document.querySelectorAll("form[data-suggestions]").forEach(enhance);

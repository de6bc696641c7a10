// Keeps what is typed into <form data-draft="key"> in this browser, and offers it back after an error,
// an expired session or a closed tab. A page with data-draft-done="key" (or "*" for all of this person's) makes it
// forget, and so does sending <form data-draft-forget="*">, which is how signing out leaves nothing behind.
//
// Never kept: passwords, files, one-time codes, the token against forged requests, data-draft-skip.
// Hidden fields are kept and come back with the draft: a form's version must be the one that was seen
// while typing, or somebody else's change in the meantime would be overwritten unnoticed.

const ALL = "podworko.draft.";
// Two people at one computer do not see each other's drafts on the same form.
const PREFIX = `${ALL}${document.body.dataset.person ?? ""}.`;
const DAYS_KEPT = 14;
const NEVER = '[type="password"], [type="file"], [name="csrfmiddlewaretoken"], [autocomplete="one-time-code"], [data-draft-skip]';

const store = {
  read(key, prefix = PREFIX) {
    try {
      return JSON.parse(localStorage.getItem(prefix + key));
    } catch {
      return null;
    }
  },
  write(key, draft) {
    try {
      localStorage.setItem(PREFIX + key, JSON.stringify(draft));
      return true;
    } catch {
      return false; // full, or forbidden by the browser: the form works without
    }
  },
  forget(key, prefix = PREFIX) {
    try {
      localStorage.removeItem(prefix + key);
    } catch {
      // nothing was kept either
    }
  },
  keys(prefix = PREFIX) {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
    } catch {
      return [];
    }
  },
};

const words = (name) => document.querySelector("template[data-form-words]")?.content.querySelector(`[data-${name}]`)?.textContent ?? "";

const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !field.matches(NEVER) && !field.matches("button, fieldset, output, [type=submit]"));

function valuesOf(form, isWanted) {
  const values = {};
  for (const field of fieldsOf(form)) {
    if (!isWanted(field)) continue;
    const kept = (values[field.name] ??= []);
    if (field.matches('[type="checkbox"], [type="radio"]')) {
      if (field.checked) kept.push(field.value);
    } else if (field.multiple && field.options) {
      kept.push(...[...field.selectedOptions].map((option) => option.value));
    } else {
      kept.push(field.value);
    }
  }
  return values;
}

const typed = (form) => valuesOf(form, (field) => field.type !== "hidden");
const hidden = (form) => valuesOf(form, (field) => field.type === "hidden");

function fill(form, values) {
  const left = JSON.parse(JSON.stringify(values));
  for (const field of fieldsOf(form)) {
    const kept = left[field.name];
    if (!kept) continue;
    if (field.matches('[type="checkbox"], [type="radio"]')) field.checked = kept.includes(field.value);
    else if (field.multiple && field.options) for (const option of field.options) option.selected = kept.includes(option.value);
    else if (kept.length) field.value = kept.shift();
    if (field.type !== "hidden" && field.value) field.closest("details")?.setAttribute("open", "");
  }
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const clock = (moment) => new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }).format(moment);
const dayAndClock = (moment) => new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" }).format(moment);

function forget(key) {
  if (key === "*") store.keys().forEach((each) => store.forget(each));
  else store.forget(key);
}

function forgetOld() {
  const oldest = Date.now() - DAYS_KEPT * 24 * 3600 * 1000;
  for (const key of store.keys(ALL)) if (!(store.read(key, ALL)?.at > oldest)) store.forget(key, ALL);
}

function offer(form, key, draft) {
  const template = document.querySelector("template[data-draft-offer]");
  if (!template) return;
  const box = template.content.firstElementChild.cloneNode(true);
  const time = box.querySelector("[data-draft-time]");
  time.dateTime = new Date(draft.at).toISOString();
  time.textContent = dayAndClock(draft.at);
  box.querySelector("[data-draft-restore]").addEventListener("click", () => {
    fill(form, draft.hidden);
    fill(form, draft.typed);
    box.remove();
    form.dispatchEvent(new Event("input", { bubbles: true }));
    fieldsOf(form).find((field) => field.type !== "hidden")?.focus();
  });
  box.querySelector("[data-draft-discard]").addEventListener("click", () => {
    store.forget(key);
    box.remove();
    fieldsOf(form).find((field) => field.type !== "hidden")?.focus();
  });
  form.before(box);
}

function keep(form) {
  const key = form.dataset.draft;
  const atFirst = typed(form);
  const draft = store.read(key);
  // Typing anew replaces the draft in the store; the one on offer can be restored as long as the page is open.
  if (draft?.typed && !same(draft.typed, atFirst)) offer(form, key, draft);
  let timer = 0;
  let isMine = false;
  const save = () => {
    clearTimeout(timer);
    timer = 0;
    const now = typed(form);
    if (same(now, atFirst)) {
      // Typed and taken back again: there is nothing to offer.
      if (isMine) store.forget(key);
      return;
    }
    const at = Date.now();
    const status = form.querySelector("[data-draft-status]");
    // The desk lists drafts by the title of their page and links to it.
    const where = { page: location.pathname, title: document.querySelector("h1")?.textContent.trim() };
    const isKept = store.write(key, { at, ...where, typed: now, hidden: hidden(form) });
    isMine ||= isKept;
    if (isKept && status) status.textContent = `${words("draft-saved")} ${clock(at)}`;
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  });
  form.addEventListener("submit", save);
  addEventListener("pagehide", () => timer && save());
}

for (const done of document.querySelectorAll("[data-draft-done]")) forget(done.dataset.draftDone);
forgetOld();
for (const form of document.querySelectorAll("form[data-draft]")) keep(form);
for (const form of document.querySelectorAll("form[data-draft-forget]")) {
  form.addEventListener("submit", () => forget(form.dataset.draftForget));
}

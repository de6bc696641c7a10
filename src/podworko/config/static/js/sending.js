// A form that is on its way is not sent again. The server refuses doubles too; this spares people the doubt.

const words = (name) => document.querySelector("template[data-form-words]")?.content.querySelector(`[data-${name}]`)?.textContent ?? "";
const SECONDS_UNTIL_RETRY = 20;

function statusOf(form) {
  let status = form.querySelector("[data-sending-status]");
  if (!status) {
    status = document.createElement("p");
    status.dataset.sendingStatus = "";
    status.className = "draft-status";
    status.setAttribute("role", "status");
    form.append(status);
  }
  return status;
}

function release(form) {
  delete form.dataset.isSending;
  for (const button of form.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
  const status = form.querySelector("[data-sending-status]");
  if (status) status.textContent = "";
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if ("isSending" in form.dataset) {
    event.preventDefault();
    statusOf(form).textContent = words("sent-already");
    return;
  }
  form.dataset.isSending = "";
  statusOf(form).textContent = words("sending");
  // Not `disabled`: the value of the pressed button must still be sent.
  for (const button of form.querySelectorAll("button:not([type=button])")) button.setAttribute("aria-disabled", "true");
  setTimeout(() => release(form), SECONDS_UNTIL_RETRY * 1000);
});

// Back from the next page: the form stands as it was left.
addEventListener("pageshow", () => document.querySelectorAll("form[data-is-sending]").forEach(release));

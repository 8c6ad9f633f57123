// Asks once before a page with unsaved changes is left, and says meanwhile that something is not saved.
export function startGuard() {
  const words = document.getElementById("words").dataset;
  let changed = false;

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-guard]");
    if (!form) return;
    changed = true;
    const state = form.querySelector("[data-saved]");
    if (state) state.textContent = words.unsaved;
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-guard]")) changed = false;
  });
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const leaves = event.detail.boosted && changed;
    if (leaves && !confirm(words.leave)) event.preventDefault();
    else if (leaves) changed = false;
  });
}

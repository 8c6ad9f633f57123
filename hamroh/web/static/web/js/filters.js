// A choice among the filters applies at once; text waits for Enter or the button, so that nothing moves under the typing hand.
export function startFilters() {
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("[data-filters]");
    if (form && event.target.matches("select:not([multiple])")) form.requestSubmit();
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-filters]")) return;
    // Empty fields stay out of the address, so that it can be read and sent to somebody.
    for (const field of event.target.elements) if (field.name && !field.value) field.disabled = true;
  });
  addEventListener("pageshow", () => {
    for (const field of document.querySelectorAll("[data-filters] :disabled")) field.disabled = false;
  });
}

// Manners of what already works without a script: one menu open at a time, Escape closes and returns the focus, dialogs.
export function startMenus() {
  document.addEventListener("toggle", closeOthers, true);
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
    clickDialogs(event);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest?.("details.menu[open]") ?? openMenus()[0];
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("focusout", (event) => {
    const menu = event.target.closest?.("details.menu[open]");
    if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  quietScrollers();
  addEventListener("resize", quietScrollers, { passive: true });
}

function openMenus() {
  return [...document.querySelectorAll("details.menu[open]")];
}

function closeOthers(event) {
  const opened = event.target;
  if (!(opened instanceof HTMLDetailsElement) || !opened.open || !opened.matches(".menu")) return;
  for (const menu of openMenus()) if (menu !== opened && !menu.contains(opened)) menu.open = false;
}

function clickDialogs(event) {
  const opener = event.target.closest("[data-opens]");
  if (opener && !event.ctrlKey && !event.metaKey) {
    const dialog = document.getElementById(opener.dataset.opens);
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      if (!dialog.open) dialog.showModal();
    }
  }
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
  if (event.target instanceof HTMLDialogElement) event.target.close();
}

// A table that fits needs no stop of its own on the way of the Tab key.
function quietScrollers() {
  for (const box of document.querySelectorAll(".scroller")) {
    if (box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== "visible") box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

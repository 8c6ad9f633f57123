// Search from anywhere: Ctrl+K or /, answers while typing, arrows to choose, Enter to open.
const PAUSE = 180;

export function startSearch() {
  const dialog = document.getElementById("search");
  if (!dialog) return;
  const form = dialog.querySelector("[data-search]");
  const input = form.elements.q;
  const found = dialog.querySelector(".found");
  const state = { timer: 0, request: null, asked: "" };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const wanted = ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") || (event.key === "/" && !typing);
    if (!wanted) return;
    event.preventDefault();
    if (!dialog.open) dialog.showModal();
    input.select();
  });
  input.addEventListener("input", () => {
    clearTimeout(state.timer);
    state.timer = setTimeout(() => ask(form, input, found, state), PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    step(event, input, found);
    if (event.key !== "Escape") return;
    // A search field spends the first Escape on emptying itself; here one press closes.
    event.preventDefault();
    dialog.close();
  });
  form.addEventListener("submit", (event) => {
    const chosen = found.querySelector("a.at");
    if (!chosen) return;
    event.preventDefault();
    chosen.click();
  });
}

async function ask(form, input, found, state) {
  const words = input.value.trim();
  if (words === state.asked) return;
  state.asked = words;
  state.request?.abort();
  if (!words) return found.replaceChildren();
  state.request = new AbortController();
  const address = new URL(form.action);
  address.search = new URLSearchParams({ q: words, partial: "1" });
  try {
    const answer = await fetch(address, { signal: state.request.signal, headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    found.replaceChildren(...page.body.childNodes);
    if (!found.querySelector("a")) say(found, "nothing");
  } catch (problem) {
    if (problem.name !== "AbortError") say(found, "failed");
  }
}

function say(found, word) {
  const line = document.createElement("p");
  line.textContent = document.getElementById("words").dataset[word];
  found.replaceChildren(line);
}

function step(event, input, found) {
  const ways = { ArrowDown: 1, ArrowUp: -1 };
  if (!(event.key in ways)) return;
  event.preventDefault();
  const links = [...found.querySelectorAll("a")];
  if (!links.length) return;
  const at = links.findIndex((link) => link.classList.contains("at"));
  links[at]?.classList.remove("at");
  const next = links[(at + ways[event.key] + links.length + (at < 0 && ways[event.key] < 0 ? 1 : 0)) % links.length];
  next.id ||= `found-${links.indexOf(next)}`;
  next.classList.add("at");
  next.scrollIntoView({ block: "nearest" });
  // The focus stays in the field; a screen reader is told which answer is meant.
  input.setAttribute("aria-activedescendant", next.id);
}

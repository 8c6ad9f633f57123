// Entry point: what every page needs, and the heavier parts only where the page has something for them.
import { startMenus } from "hamroh/menus";
import { startSearch } from "hamroh/search";
import { startTheme } from "hamroh/theme";

document.documentElement.classList.add("js");
startTheme();
startMenus();
startSearch();

const LATER = [
  ["[data-filters]", () => import("hamroh/filters").then((m) => m.startFilters())],
  ["form[data-guard]", () => import("hamroh/guard").then((m) => m.startGuard())],
  ["[data-job]", () => import("hamroh/job").then((m) => m.startJobs())],
  ["[data-chart]", () => import("hamroh/charts").then((m) => m.startCharts())],
];
const started = new Set();

function startWhatIsThere() {
  for (const [selector, start] of LATER) {
    if (!started.has(selector) && document.querySelector(selector)) {
      started.add(selector);
      start();
    }
  }
}

startWhatIsThere();
document.addEventListener("htmx:load", startWhatIsThere);

// A form that came back with mistakes: the summary is read first.
document.querySelector("[data-faults]")?.focus();

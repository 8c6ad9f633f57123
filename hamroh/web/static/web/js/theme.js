// The theme is kept in a cookie, so that the server already writes it into the next page and nothing flashes.
const YEAR = 365 * 24 * 3600;

export function startTheme() {
  for (const form of document.querySelectorAll("[data-themes]")) {
    form.addEventListener("submit", (event) => {
      const theme = event.submitter?.value;
      if (!theme) return;
      event.preventDefault();
      const secure = location.protocol === "https:" ? "; Secure" : "";
      document.cookie = `theme=${theme}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
      document.documentElement.dataset.theme = theme;
      for (const button of document.querySelectorAll("[data-themes] button")) {
        button.setAttribute("aria-pressed", String(button.value === theme));
      }
      document.dispatchEvent(new CustomEvent("hamroh:theme", { detail: { theme } }));
    });
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    document.dispatchEvent(new CustomEvent("hamroh:theme", { detail: { theme: "auto" } }));
  });
}

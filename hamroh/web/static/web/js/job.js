// Progress of long work is asked for by htmx; here only: no asking while nobody looks, and the title tells when it is done.
export function startJobs() {
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (document.hidden && event.target.matches("[data-job]")) event.preventDefault();
  });
  document.addEventListener("htmx:afterSwap", () => {
    const done = document.querySelector('.job[data-state="finished"]');
    if (done && document.hidden && !document.title.startsWith("✓")) document.title = `✓ ${document.title}`;
  });
}

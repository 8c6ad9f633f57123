// Finds charts, waits until one comes into view, then loads the drawing library and draws from the table on the page.
export function startCharts() {
  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        seen.unobserve(entry.target);
        draw(entry.target);
      }
    },
    { rootMargin: "200px" },
  );
  for (const figure of document.querySelectorAll("[data-chart]")) {
    seen.observe(figure);
    figure.addEventListener("click", (event) => {
      const kind = event.target.closest("[data-export]")?.dataset.export;
      if (kind) save(figure, kind);
    });
  }
}

async function draw(figure) {
  try {
    const { drawChart } = await import("hamroh/draw");
    drawChart(figure);
  } catch {
    // Without the picture the numbers remain: the table is opened instead.
    figure.querySelector("[data-plot]").hidden = true;
    figure.querySelector("[data-table]").open = true;
  }
}

async function save(figure, kind) {
  const name = `${figure.dataset.name}.${kind}`;
  if (kind === "csv") return download(new Blob(["\ufeff", tableAsCsv(figure)], { type: "text/csv;charset=utf-8" }), name);
  const { chartAsPng, chartAsSvg } = await import("hamroh/draw");
  download(kind === "png" ? await chartAsPng(figure) : chartAsSvg(figure), name);
}

// The table as it stands, with the bounds of an interval as columns of their own, the source and the word of a demonstration.
function tableAsCsv(figure) {
  const rows = [...figure.querySelectorAll("[data-table] tr")];
  const bounded = [...rows[0].cells].map((_, at) => rows.some((row) => row.cells[at].dataset.low !== undefined));
  const lines = rows.map((row, line) =>
    [...row.cells].flatMap((cell, at) => {
      const name = quote(cell.dataset.value ?? wordsOf(cell));
      if (!bounded[at]) return [name];
      return line === 0
        ? [name, quote(`${wordsOf(cell)} (≥)`), quote(`${wordsOf(cell)} (≤)`)]
        : [name, quote(cell.dataset.low ?? ""), quote(cell.dataset.high ?? "")];
    }).join(","),
  );
  for (const note of [figure.querySelector(".source"), document.querySelector(".fictional")]) {
    if (note?.textContent.trim()) lines.push(quote(wordsOf(note)));
  }
  return lines.join("\r\n");
}

function wordsOf(element) {
  return (element.querySelector(".suppressed .unseen") ?? element).textContent.trim().replace(/\s+/g, " ");
}

// A leading sign of a formula is defused, since spreadsheets would run it.
function quote(text) {
  const safe = /^[=+@\t\r]/.test(text) ? `'${text}` : text;
  return /^-?[\d.]+$/.test(safe) ? safe : `"${safe.replaceAll('"', '""')}"`;
}

function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

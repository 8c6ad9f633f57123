// Draws a chart from its table. Colours come from the page's tokens, so a chart follows the theme; motion from the reader's wish.
import * as echarts from "echarts";

// A saved picture goes into papers: it is drawn on white, whatever the theme of the page.
let onPaper = false;
// Lines and bars differ by dash and pattern too: colour alone never tells two series apart.
const DASHES = ["solid", "dashed", "dotted", [8, 3, 2, 3]];
const SYMBOLS = ["circle", "rect", "triangle", "diamond"];
const DECALS = [
  null,
  { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 },
  { symbol: "circle", symbolSize: 0.6, dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [6, 0] },
  { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [1, 4] },
];

export function drawChart(figure) {
  const plot = figure.querySelector("[data-plot]");
  plot.hidden = false;
  const chart = echarts.init(plot, null, { renderer: "canvas", locale: "EN" });
  const again = () => chart.setOption(options(figure), { notMerge: true });
  again();
  new ResizeObserver(() => chart.resize()).observe(plot);
  document.addEventListener("hamroh:theme", again);
}

export async function chartAsPng(figure) {
  const chart = render(figure, "canvas");
  // Not by a data: address: the content security policy lets nothing fetch one.
  const blob = await new Promise((done) => chart.getRenderedCanvas({ pixelRatio: 2 }).toBlob(done, "image/png"));
  chart.dispose();
  return blob;
}

export function chartAsSvg(figure) {
  const chart = render(figure, "svg");
  const text = chart.renderToSVGString();
  chart.dispose();
  return new Blob([text], { type: "image/svg+xml" });
}

// What is saved carries its title, source and, in a demonstration, the word that it is invented.
function render(figure, renderer) {
  const words = [".source", ".fictional"].map((name) => (name === ".source" ? figure : document).querySelector(name)?.textContent.trim().replace(/\s+/g, " "));
  const chart = renderer === "svg"
    ? echarts.init(null, null, { renderer, ssr: true, width: 960, height: 560 })
    : echarts.init(Object.assign(document.createElement("canvas"), { width: 960, height: 560 }), null, { renderer, width: 960, height: 560 });
  onPaper = true;
  const option = options(figure);
  option.animation = false;
  option.backgroundColor = token("--sheet");
  const style = { fill: token("--ink"), font: `600 18px ${option.textStyle.fontFamily}`, width: 920, overflow: "truncate" };
  const small = { fill: token("--ink-soft"), font: `13px ${option.textStyle.fontFamily}`, width: 920, overflow: "break" };
  option.graphic = [
    { type: "text", left: 20, top: 16, style: { ...style, text: titleOf(figure) } },
    { type: "text", left: 20, bottom: 12, style: { ...small, text: words.filter(Boolean).join(". ") } },
  ];
  option.grid = { ...option.grid, top: 84, bottom: 72, left: 20, right: 28 };
  option.legend = { ...option.legend, top: 46, left: 20 };
  onPaper = false;
  chart.setOption(option);
  return chart;
}

function titleOf(figure) {
  const parts = [...figure.querySelector("figcaption").childNodes].map((node) => node.textContent.trim().replace(/\s+/g, " "));
  return parts.filter(Boolean).join(", ");
}

function token(name) {
  const probe = document.createElement("i");
  probe.hidden = true;
  if (onPaper) probe.style.colorScheme = "light";
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

function readTable(figure) {
  const [head, ...rows] = [...figure.querySelectorAll("[data-table] tr")];
  const number = (text) => (text === undefined ? null : Number(text));
  const series = [...head.cells].slice(1).map((cell, at) => ({
    name: cell.textContent.trim(),
    values: rows.map((row) => number(row.cells[at + 1].dataset.value)),
    low: rows.map((row) => number(row.cells[at + 1].dataset.low)),
    high: rows.map((row) => number(row.cells[at + 1].dataset.high)),
  }));
  return { categories: rows.map((row) => row.cells[0].textContent.trim()), series };
}

function options(figure) {
  const { categories, series } = readTable(figure);
  const shape = figure.dataset.chart;
  const lying = shape === "rows";
  const palette = ["--structure", "--accent", "--step-3", "--good", "--warn", "--bad"].map(token);
  const [ink, soft, line] = ["--ink", "--ink-soft", "--line"].map(token);
  const written = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: Number(figure.dataset.decimals) });
  const short = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact" });
  const font = getComputedStyle(document.body).fontFamily;
  const names = {
    type: "category", data: categories, inverse: lying, boundaryGap: shape !== "line",
    axisLine: { lineStyle: { color: soft } }, axisTick: { show: false },
    axisLabel: { color: ink, hideOverlap: true, ...(lying ? { width: 180, overflow: "truncate" } : {}) },
  };
  const amounts = {
    type: "value", splitLine: { lineStyle: { color: line } },
    axisLabel: { color: soft, formatter: (value) => short.format(value) },
  };
  return {
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    animationDuration: 300,
    color: palette,
    textStyle: { fontFamily: font, fontSize: 13 },
    grid: { left: 4, right: 20, top: series.length > 1 ? 40 : 16, bottom: 4, containLabel: true },
    legend: { show: series.length > 1, data: series.map((one) => one.name), top: 0, left: 0, textStyle: { color: ink }, itemGap: 16 },
    // Drawn on the canvas: a tooltip of HTML would need inline styles, which the content security policy forbids.
    tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: token("--sheet"), borderColor: token("--line-strong"),
      textStyle: { color: ink }, confine: true, valueFormatter: (value) => (value == null ? words().unknown : written.format(value)) },
    xAxis: lying ? amounts : names,
    yAxis: lying ? names : amounts,
    series: series.flatMap((one, at) => [
      {
        name: one.name, data: one.values, type: shape === "line" ? "line" : "bar", connectNulls: false, barMaxWidth: 36,
        stack: shape === "stack" ? "all" : undefined, symbol: SYMBOLS[at % SYMBOLS.length], symbolSize: 6,
        itemStyle: { color: palette[at % palette.length], ...(shape === "line" ? {} : { decal: decal(at, token("--sheet")) }) },
        lineStyle: { width: 2.5, type: DASHES[at % DASHES.length] },
      },
      ...(one.low.some((value) => value !== null) ? [interval(one, at, series.length, lying, ink, token("--sheet"))] : []),
    ]),
  };
}

function decal(at, colour) {
  const pattern = DECALS[at % DECALS.length];
  return pattern && { ...pattern, color: colour };
}

function words() {
  return document.getElementById("words").dataset;
}

// Uncertainty is drawn: a whisker from the lower to the upper bound.
function interval(one, at, count, lying, colour, ground) {
  return {
    name: `${one.name} (${words().interval})`, type: "custom", tooltip: { show: false }, z: 5, silent: true,
    encode: lying ? { x: [1, 2], y: 0 } : { x: 0, y: [1, 2] },
    data: one.low.map((low, index) => [index, low, one.high[index]]).filter(([, low, high]) => low !== null && high !== null),
    renderItem(_, api) {
      const point = (value) => api.coord(lying ? [value, api.value(0)] : [api.value(0), value]);
      const [from, to] = [point(api.value(1)), point(api.value(2))];
      const band = api.size(lying ? [0, 1] : [1, 0])[lying ? 1 : 0];
      const shift = count > 1 ? (at - (count - 1) / 2) * Math.min(band * 0.8 / count, 36) : 0;
      const move = ([x, y]) => (lying ? [x, y + shift] : [x + shift, y]);
      const cap = (centre) => (lying ? [[centre[0], centre[1] - 5], [centre[0], centre[1] + 5]] : [[centre[0] - 5, centre[1]], [centre[0] + 5, centre[1]]]);
      const stroke = { stroke: colour, lineWidth: 1.5, fill: "none" };
      // A halo keeps the whisker visible where it crosses its own bar.
      const halo = { stroke: ground, lineWidth: 5, fill: "none" };
      const lines = [[move(from), move(to)], cap(move(from)), cap(move(to))];
      return { type: "group", children: [halo, stroke].flatMap((style) => lines.map((points) => ({ type: "polyline", shape: { points }, style }))) };
    },
  };
}

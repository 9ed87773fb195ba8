import type { Frame } from "../terminal/recording";
import type { Span } from "../terminal/screen";
import { escaped } from "./svg";

const LINE = 18;
const CHARACTER = 7.83;
const MARGIN = 16;
/** The sixteen colours of a terminal, as far as they are not those of text, for light and dark pages. */
const COLORS: Readonly<Record<number, [light: string, dark: string]>> = {
  1: ["#cf222e", "#ff7b72"],
  2: ["#116329", "#3fb950"],
  3: ["#7d4e00", "#d29922"],
  4: ["#0969da", "#58a6ff"],
  5: ["#8250df", "#bc8cff"],
  6: ["#1b7c83", "#39c5cf"],
  8: ["#59636e", "#9198a1"],
  9: ["#a40e26", "#ffa198"],
  10: ["#1a7f37", "#56d364"],
  11: ["#633c01", "#e3b341"],
  12: ["#218bff", "#79c0ff"],
  13: ["#a475f9", "#d2a8ff"],
  14: ["#3192aa", "#56d4dd"],
};

/** What a terminal showed, as a picture that moves; whoever wants no motion sees the end. */
export function sessionPicture(frames: readonly Frame[], columns: number, title: string): string {
  const width = Math.ceil(columns * CHARACTER + 2 * MARGIN);
  const height = Math.max(...frames.map(({ rows }) => rows.length)) * LINE + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<style>${style(frames)}</style>`,
    `<rect class="paper" width="${width}" height="${height}" rx="8"/>`,
    ...frames.map(({ rows }, index) => `<g class="frame" id="f${index}">${rows.map(drawn).join("")}</g>`),
    "</svg>",
    "",
  ].join("\n");
}

function style(frames: readonly Frame[]): string {
  const total = frames.reduce((sum, { seconds }) => sum + seconds, 0);
  let begin = 0;
  const turns = frames.map(({ seconds }, index) => {
    const [from, to] = [begin, (begin += seconds)].map((at) => `${((100 * at) / total).toFixed(2)}%`);
    // What is not drawn at 0% would be interpolated.
    const before = index === 0 ? "" : "0%{opacity:0}";
    return `@keyframes f${index}{${before}${from}{opacity:1}${to}{opacity:0}}#f${index}{animation-name:f${index}}`;
  });
  return [
    "text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#1f2328;white-space:pre}",
    ".paper{fill:#f6f8fa}.b{font-weight:600}",
    ...colorRules("light"),
    `.frame{opacity:0;animation:${total.toFixed(2)}s step-end infinite}.frame:last-of-type{opacity:1}`,
    ...turns,
    "@media(prefers-reduced-motion:reduce){.frame{animation:none!important}}",
    "@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.paper{fill:#151b23}",
    ...colorRules("dark"),
    "}",
  ].join("");
}

function colorRules(page: "light" | "dark"): string[] {
  return Object.entries(COLORS).map(([color, [light, dark]]) => `.c${color}{fill:${page === "light" ? light : dark}}`);
}

function drawn(spans: readonly Span[], row: number): string {
  if (spans.length === 0) return "";
  const words = spans.map(({ text, color, bold }) => {
    const kinds = [...(color !== undefined && color in COLORS ? [`c${color}`] : []), ...(bold ? ["b"] : [])];
    return kinds.length === 0 ? escaped(text) : `<tspan class="${kinds.join(" ")}">${escaped(text)}</tspan>`;
  });
  return `<text x="${MARGIN}" y="${MARGIN + (row + 0.75) * LINE}" xml:space="preserve">${words.join("")}</text>`;
}

/** What the pictures are drawn with: SVG that is readable in light and dark pages. */

const STYLE = `<style>
  svg { font-family: system-ui, sans-serif; font-size: 13px; fill: #1f2328; color: #1f2328 }
  .paper { fill: #ffffff } .box { fill: #f6f8fa; stroke: #59636e } .line { stroke: #59636e; fill: none }
  .grid { stroke: #d1d9e0 } .quiet { fill: #59636e } .strong { font-weight: 600 }
  .good { stroke: #1a7f37 } .bad { stroke: #d1242f }
  @media (prefers-color-scheme: dark) {
    svg { fill: #f0f6fc; color: #f0f6fc } .paper { fill: #0d1117 } .box { fill: #151b23; stroke: #9198a1 }
    .line { stroke: #9198a1 } .grid { stroke: #3d444d } .quiet { fill: #9198a1 }
    .good { stroke: #3fb950 } .bad { stroke: #f85149 }
  }
</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
  <path d="M0 0L8 4L0 8z" fill="currentColor" opacity="0.7"/></marker></defs>`;

/** A whole picture; `title` is what a screen reader says of it. */
export function svg(width: number, height: number, title: string, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    STYLE,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    ...parts,
    "</svg>",
    "",
  ].join("\n");
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function box({ x, y, width, height }: Box, kind = ""): string {
  return `<rect class="box ${kind}" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>`;
}

export function text(x: number, y: number, words: string, { kind = "", anchor = "start" } = {}): string {
  return `<text class="${kind}" x="${x}" y="${y}" text-anchor="${anchor}">${escaped(words)}</text>`;
}

export function arrow(points: readonly (readonly [number, number])[], kind = ""): string {
  return `<polyline class="line ${kind}" points="${points.map((point) => point.join(",")).join(" ")}" marker-end="url(#tip)"/>`;
}

export function escaped(words: string): string {
  return words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A line of the picture: its points are time to settle and lag, in seconds. */
export interface Line {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly (readonly [settled: number, lag: number])[];
}

const [WIDTH, HEIGHT] = [860, 420];
const [LEFT, RIGHT, TOP, BOTTOM] = [60, 20, 50, 50];
const [SHORTEST, LONGEST, HIGHEST] = [2, 1_800, 10];
const TIMES: readonly (readonly [number, string])[] = [
  [2, "2 s"],
  [10, "10 s"],
  [30, "30 s"],
  [60, "1 min"],
  [300, "5 min"],
  [600, "10 min"],
  [1_800, "30 min"],
];

/** Lag against time to settle, as SVG on a white ground, so that it is readable in light and dark pages. */
export function lagPicture(lines: readonly Line[]): string {
  const x = (settled: number): number =>
    LEFT + ((WIDTH - LEFT - RIGHT) * Math.log(settled / SHORTEST)) / Math.log(LONGEST / SHORTEST);
  const y = (lag: number): number => HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * Math.min(lag, HIGHEST)) / HIGHEST;
  const at = (value: number): string => value.toFixed(1);
  const columns = TIMES.map(
    ([settled, text]) =>
      `<line x1="${at(x(settled))}" y1="${TOP}" x2="${at(x(settled))}" y2="${HEIGHT - BOTTOM}" stroke="#ddd"/>` +
      `<text x="${at(x(settled))}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${text}</text>`,
  );
  const rows = [0, 2, 4, 6, 8, 10].map(
    (lag) =>
      `<line x1="${LEFT}" y1="${at(y(lag))}" x2="${WIDTH - RIGHT}" y2="${at(y(lag))}" stroke="#ddd"/>` +
      `<text x="${LEFT - 8}" y="${at(y(lag) + 4)}" text-anchor="end">${lag} s</text>`,
  );
  const curves = lines.map(({ colour, points }) => {
    const path = points.map(([settled, lag]) => `${at(x(settled))},${at(y(lag))}`).join(" ");
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`;
  });
  const legend = lines.map(({ name, colour }, i) => {
    const left = LEFT + i * 250;
    return `<rect x="${left}" y="18" width="18" height="4" fill="${colour}"/><text x="${left + 26}" y="25">${name}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13" fill="#222">`,
    `<title>How much later than it settled a status is noticed, by the time that settling took</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    ...columns,
    ...rows,
    ...curves,
    ...legend,
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 10}" text-anchor="middle">time to settle</text>`,
    `</svg>`,
    "",
  ].join("\n");
}

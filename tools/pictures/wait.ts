import { arrow, box, svg, text, type Box } from "./svg";

interface State extends Box {
  readonly title: string;
  readonly lines: readonly string[];
  readonly kind?: string;
}

const STATES = {
  look: {
    x: 330,
    y: 30,
    width: 240,
    height: 66,
    title: "look",
    lines: ["ask for all that is pending,", "100 accounts a call"],
  },
  pause: {
    x: 30,
    y: 150,
    width: 240,
    height: 66,
    title: "pause",
    lines: ["3 s at first, 13 s at most;", "says what is pending"],
  },
  confirm: {
    x: 630,
    y: 150,
    width: 240,
    height: 66,
    title: "confirm",
    lines: ["read again what was read", "more than 10 s ago"],
  },
  last: {
    x: 30,
    y: 290,
    width: 240,
    height: 66,
    title: "last look",
    lines: ["the time is up: ask for all,", "20 s at most"],
  },
  violated: {
    x: 330,
    y: 290,
    width: 240,
    height: 66,
    title: "violated",
    lines: ["not as expected for the grace,", "or waiting does not help"],
    kind: "bad",
  },
  passed: {
    x: 630,
    y: 290,
    width: 240,
    height: 66,
    title: "passed",
    lines: ["everything was read and is", "as expected"],
    kind: "good",
  },
  timedOut: {
    x: 30,
    y: 410,
    width: 240,
    height: 66,
    title: "timed out",
    lines: ["still pending, or not read,", "at the last look"],
    kind: "bad",
  },
  unverifiable: {
    x: 330,
    y: 410,
    width: 240,
    height: 66,
    title: "unverifiable",
    lines: ["the service refuses, or was", "never reached"],
    kind: "bad",
  },
} as const satisfies Record<string, State>;

/** The states of a wait, and the four ways in which it ends. */
// eslint-disable-next-line max-lines-per-function -- one drawing, read from top to bottom
export function waitPicture(): string {
  const states = Object.values(STATES).flatMap(({ title, lines, ...place }: State) => [
    box(place, place.kind ?? ""),
    text(place.x + place.width / 2, place.y + 20, title, { kind: "strong", anchor: "middle" }),
    ...lines.map((line, i) =>
      text(place.x + place.width / 2, place.y + 38 + i * 17, line, { anchor: "middle", kind: "quiet" }),
    ),
  ]);
  const ways = [
    arrow([
      [330, 60],
      [150, 60],
      [150, 150],
    ]),
    text(160, 52, "something is pending", { kind: "quiet" }),
    arrow([
      [270, 170],
      [400, 170],
      [400, 96],
    ]),
    arrow([
      [570, 60],
      [750, 60],
      [750, 150],
    ]),
    text(580, 52, "all as expected", { kind: "quiet" }),
    arrow([
      [630, 170],
      [500, 170],
      [500, 96],
    ]),
    text(508, 190, "not so any more", { kind: "quiet" }),
    arrow(
      [
        [750, 216],
        [750, 290],
      ],
      "good",
    ),
    text(758, 258, "all fresh", { kind: "quiet" }),
    arrow(
      [
        [450, 96],
        [450, 290],
      ],
      "bad",
    ),
    text(458, 258, "a violation", { kind: "quiet" }),
    arrow([
      [150, 216],
      [150, 290],
    ]),
    text(158, 258, "timeout", { kind: "quiet" }),
    arrow(
      [
        [150, 356],
        [150, 410],
      ],
      "bad",
    ),
    arrow(
      [
        [270, 323],
        [300, 323],
        [300, 440],
        [330, 440],
      ],
      "bad",
    ),
    text(308, 395, "nothing was ever read", { kind: "quiet" }),
  ];
  return svg(
    900,
    500,
    "A wait looks and pauses until it has passed, is violated, has timed out, or can't be verified",
    [...ways, ...states],
  );
}

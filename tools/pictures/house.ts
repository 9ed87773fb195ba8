import ROOMS from "../rooms.json";
import { arrow, box, svg, text, type Box } from "./svg";
import type { Room } from "./rooms";

const [WIDTH, LEFT, ROOM_WIDTH, ROOM_HEIGHT, GAP] = [900, 150, 600, 64, 26];
const CHARACTERS = 92;

/** The house: every room with its files, and the way through it. */
export function housePicture(rooms: readonly Room[]): string {
  const known = ROOMS.flatMap(({ name, purpose }) => {
    const room = rooms.find((each) => each.name === name);
    return room ? [{ room, purpose }] : [];
  });
  const boxes = new Map<string, Box>();
  known.forEach(({ room }, i) => {
    boxes.set(room.name, { x: LEFT, y: 20 + i * (ROOM_HEIGHT + GAP), width: ROOM_WIDTH, height: ROOM_HEIGHT });
  });
  const parts = known.flatMap(({ room, purpose }) => drawRoom(boxes.get(room.name)!, room, purpose));
  const ways = known.flatMap(({ room }) => [...room.imports].flatMap((to) => drawImport(boxes, room.name, to)));
  const height = 20 + known.length * (ROOM_HEIGHT + GAP) + 10;
  return svg(WIDTH, height, "The rooms of the code, from the program at the top down to single values", [
    ...ways,
    ...parts,
  ]);
}

function drawRoom(place: Box, { name, files }: Room, purpose: string): string[] {
  return [
    box(place),
    text(place.x + 12, place.y + 22, `${name}/`.replace(/^(doors|provider)\/$/, "$1"), { kind: "strong" }),
    text(place.x + 150, place.y + 22, purpose),
    text(place.x + 12, place.y + 46, listed(files), { kind: "quiet" }),
  ];
}

/** An import of the next room runs straight down; one that passes rooms over runs beside them. */
function drawImport(boxes: ReadonlyMap<string, Box>, from: string, to: string): string[] {
  const [start, end] = [boxes.get(from), boxes.get(to)];
  if (!start || !end) return [];
  const floors = Math.round((end.y - start.y) / (ROOM_HEIGHT + GAP));
  if (floors === 1) {
    const middle = LEFT + ROOM_WIDTH / 2;
    return [
      arrow([
        [middle, start.y + ROOM_HEIGHT],
        [middle, end.y],
      ]),
    ];
  }
  const isLeft = floors % 2 === 0;
  const edge = isLeft ? LEFT : LEFT + ROOM_WIDTH;
  const beside = isLeft ? edge - 14 * floors : edge + 14 * floors;
  return [
    arrow([
      [edge, start.y + ROOM_HEIGHT - 14],
      [beside, start.y + ROOM_HEIGHT - 14],
      [beside, end.y + 14],
      [edge, end.y + 14],
    ]),
  ];
}

function listed(files: readonly string[]): string {
  const words = files.filter((file) => file !== "index").join(" · ");
  return words.length <= CHARACTERS ? words : `${words.slice(0, words.lastIndexOf(" · ", CHARACTERS))} …`;
}

import assert from "node:assert/strict";
import { sessionPicture } from "../../../../tools/pictures/session";
import type { Frame } from "../../../../tools/terminal/recording";

const FRAMES: Frame[] = [
  { rows: [[{ text: "$ a", bold: true }]], seconds: 1 },
  { rows: [[{ text: "$ a", bold: true }], [], [{ text: " <b> &", bold: false, color: 2 }]], seconds: 3 },
];

describe("the picture of a session", () => {
  const picture = sessionPicture(FRAMES, 80, "A title");

  it("shows one frame after the other, each for its time", () => {
    assert.match(picture, /animation:4\.00s/);
    assert.match(picture, /@keyframes f0\{0\.00%\{opacity:1\}25\.00%\{opacity:0\}\}/);
    assert.match(picture, /@keyframes f1\{0%\{opacity:0\}25\.00%\{opacity:1\}100\.00%\{opacity:0\}\}/);
  });

  it("keeps rows, blanks and colours, and what a terminal shows is no markup", () => {
    assert.match(
      picture,
      /<g class="frame" id="f0"><text [^>]*y="29\.5"[^>]*><tspan class="b">\$ a<\/tspan><\/text><\/g>/,
    );
    assert.match(picture, /<text [^>]*y="65\.5"[^>]*><tspan class="c2"> &#60;b&#62; &#38;<\/tspan>/);
  });
});

import type { ServerResponse } from "node:http";
import type { Answer, Outcome } from "./protocol";

/** HTTP statuses that no body follows. */
const WITHOUT_BODY = [101, 204, 205, 304];

/** Sends the outcome of a request. `wait` waits between two bytes of an answer that drips. */
export async function send(
  outcome: Outcome,
  response: ServerResponse,
  wait: (milliseconds: number) => Promise<void>,
): Promise<void> {
  if (!("ending" in outcome)) {
    writeHead(outcome, response);
    response.end(hasBody(outcome) ? outcome.body : undefined);
  } else if (outcome.ending === "reset") {
    response.socket?.resetAndDestroy();
  } else if (outcome.ending === "truncate" || outcome.ending === "stall") {
    const { answer, ending } = outcome;
    writeHead(answer, response);
    const half = answer.body.slice(0, answer.body.length / 2);
    response.write(half, () => ending === "truncate" && response.destroy());
  } else if (outcome.ending === "drip") {
    writeHead(outcome.answer, response);
    response.flushHeaders();
    for (const byte of Buffer.from(outcome.answer.body)) {
      await wait(outcome.every);
      if (response.destroyed) return;
      response.write(Buffer.of(byte));
    }
    response.end();
  }
}

function writeHead(answer: Answer, response: ServerResponse): void {
  const length = hasBody(answer) && { "content-length": Buffer.byteLength(answer.body) };
  response.writeHead(answer.status, { ...answer.headers, ...length });
}

const hasBody = ({ status }: Answer): boolean => !WITHOUT_BODY.includes(status);

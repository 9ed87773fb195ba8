import assert from "node:assert/strict";
import { Inspector2Client, BatchGetAccountStatusCommand } from "@aws-sdk/client-inspector2";
import { boundedHandler } from "../../../../provider/aws/boundedHandler";
import { keepAnswer, type WithAnswer } from "../../../../provider/aws/rawAnswer";
import { A } from "../../../support/readings";
import { useQuickRetries } from "../../../support/quickRetries";

/** What the network gives back: a body in pieces of bytes, as Node.js streams them, or whole. */
type Body = readonly (string | Uint8Array)[] | Uint8Array;

function clientFor(...answers: readonly { statusCode?: number; body: Body; headers?: Record<string, string> }[]) {
  let sent = 0;
  const client = new Inspector2Client({
    region: "us-east-1",
    credentials: { accessKeyId: "X", secretAccessKey: "x" },
    maxAttempts: 3,
    requestHandler: boundedHandler(
      {
        handle: async () => {
          const { statusCode = 200, body, headers = {} } = answers[Math.min(sent++, answers.length - 1)]!;
          const stream = Array.isArray(body) ? pieces(body as readonly string[]) : body;
          return {
            response: {
              statusCode,
              headers: { "content-type": "application/json", ...headers },
              body: stream,
            } as never,
          };
        },
      },
      20_000,
    ),
  });
  keepAnswer(client);
  const ask = async () => ((await client.send(new BatchGetAccountStatusCommand({}))) as WithAnswer).answer;
  return { ask, sent: () => sent };
}

async function* pieces(body: readonly (string | Uint8Array)[]) {
  for (const piece of body) yield typeof piece === "string" ? Buffer.from(piece) : piece;
}

describe("keepAnswer", () => {
  useQuickRetries();
  const answer = {
    accounts: [
      {
        accountId: A,
        plan: { tier: "NEW" },
        state: { status: "NEW_STATUS", since: 1 },
        resourceState: { ec2: { status: "ENABLED" }, ami: { status: "ENABLED", words: "é東🚀" } },
      },
    ],
    failedAccounts: [{ accountId: A, hint: [1, null], errorCode: "NEW_CODE" }],
    nextToken: "new",
  };
  const text = JSON.stringify(answer);

  it("hands out members, statuses and codes that the AWS SDK does not know", async () => {
    assert.deepEqual(await clientFor({ body: [text] }).ask(), answer);
    assert.deepEqual(await clientFor({ body: Buffer.from(text) }).ask(), answer);
  });

  it("puts together what came in pieces, also within a letter", async () => {
    const bytes = Buffer.from(text);
    const inPieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) => bytes.subarray(7 * i, 7 * i + 7));
    assert.deepEqual(await clientFor({ body: inPieces }).ask(), answer);
  });

  for (const [name, body] of [
    ["cut", text.slice(0, 40)],
    ["empty", ""],
    ["HTML", "<html>"],
    ["with a byte order mark", `\uFEFF${text}`],
  ] as const) {
    it(`lets the AWS SDK try again after an answer that is ${name}`, async () => {
      const { ask, sent } = clientFor({ body: [body] }, { body: [text] });
      assert.deepEqual([await ask(), sent()], [answer, 2]);
    });

    it(`fails, never hands out nothing, if every answer is ${name}`, async () => {
      const { ask, sent } = clientFor({ body: [body] });
      await assert.rejects(ask(), { name: "UnreadableAnswer", message: "the answer is not JSON" });
      assert.equal(sent(), 3);
    });
  }

  it("leaves an exception of the service as it is", async () => {
    const headers = { "x-amzn-errortype": "AccessDeniedException" };
    await assert.rejects(clientFor({ statusCode: 403, headers, body: ['{"message": "no"}'] }).ask(), {
      name: "AccessDeniedException",
      message: "no",
    });
  });

  it("keeps the HTTP status of an error whose page is not JSON", async () => {
    const { ask, sent } = clientFor({ statusCode: 503, body: ["<html>Service unavailable</html>"] });
    await assert.rejects(
      ask(),
      (error: Error & { $metadata?: { httpStatusCode?: number } }) => error.$metadata?.httpStatusCode === 503,
    );
    assert.equal(sent(), 3);
  });

  it("does not read on beyond 16 MiB", async () => {
    let read = 0;
    const endless = {
      async *[Symbol.asyncIterator]() {
        for (;;) {
          read++;
          yield Buffer.alloc(1024 * 1024, 32);
        }
      },
    };
    const { ask } = clientFor({ body: endless as never });
    await assert.rejects(ask(), { message: "the answer is larger than 16 MiB" });
    assert.ok(read <= 3 * 18, String(read));
  });
});

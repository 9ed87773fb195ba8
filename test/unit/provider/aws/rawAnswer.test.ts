import assert from "node:assert/strict";
import { Inspector2Client, BatchGetAccountStatusCommand } from "@aws-sdk/client-inspector2";
import { boundedHandler } from "../../../../provider/aws/boundedHandler";
import { keepAnswer, type WithAnswer } from "../../../../provider/aws/rawAnswer";
import { faultOf } from "../../../../provider/status/fault";
import { A } from "../../../support/readings";
import { useQuickRetries } from "../../../support/quickRetries";

/** What the network gives back: a body in pieces of bytes, as Node.js streams them, or whole. */
type Body = readonly (string | Uint8Array)[] | Uint8Array;

interface Answer {
  readonly statusCode?: number;
  readonly body: Body;
  readonly headers?: Record<string, string>;
}

function clientFor(...answers: readonly Answer[]) {
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

  it("keeps members, statuses and codes that the AWS SDK does not know", async () => {
    assert.deepEqual(await clientFor({ body: [text] }).ask(), answer);
    assert.deepEqual(await clientFor({ body: Buffer.from(text) }).ask(), answer);
  });

  it("joins the pieces of an answer, even if a piece ends within a letter", async () => {
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

  for (const statusCode of [101, 201, 202, 203, 204, 206, 226, 299]) {
    it(`takes nothing for an answer that is HTTP ${statusCode}`, async () => {
      const { ask, sent } = clientFor({ statusCode, body: [text] }, { body: [text] });
      assert.deepEqual([await ask(), sent()], [answer, 2]);
      await assert.rejects(clientFor({ statusCode, body: [text] }).ask(), {
        name: "UnreadableAnswer",
        message: `the answer is HTTP ${statusCode}, not 200`,
      });
    });
  }

  const errors: [name: string, answer: Answer, code: string, message: string][] = [
    ["a page", { statusCode: 502, body: ["<html>"] }, "HTTP502", "BatchGetAccountStatus answered HTTP 502"],
    ["nothing", { statusCode: 404, body: [] }, "HTTP404", "BatchGetAccountStatus answered HTTP 404"],
    [
      "words without a code",
      { statusCode: 403, body: ['{"message":"Forbidden"}'] },
      "HTTP403",
      "BatchGetAccountStatus answered HTTP 403: Forbidden",
    ],
    [
      "a code without words",
      { statusCode: 400, body: ['{"__type":"com.amazonaws#ValidationException"}'] },
      "ValidationException",
      "BatchGetAccountStatus answered HTTP 400",
    ],
    [
      "an empty header, and words with capitals",
      { statusCode: 403, headers: { "x-amzn-errortype": "" }, body: ['{"code":"AccessDenied","Message":"no"}'] },
      "AccessDenied",
      "no",
    ],
    [
      "a header with a namespace",
      {
        statusCode: 429,
        headers: { "x-amzn-errortype": "ThrottlingException:http://x/" },
        body: ['{"message":"slow"}'],
      },
      "ThrottlingException",
      "slow",
    ],
    ...["[1]", "{}", "5", "true", "null", '""', '" "', "[[]]", '"04da6b54-80e4-46f7-96ec-b56ff0331ba9"'].map(
      (json): (typeof errors)[number] => [
        `${json} for all there is`,
        {
          statusCode: 500,
          body: [`{"code":${json},"__type":${json},"message":${json},"Message":${json},"retryAfterSeconds":${json}}`],
        },
        "HTTP500",
        "BatchGetAccountStatus answered HTTP 500",
      ],
    ),
    ...['"#"', '":"', '","'].map((json): (typeof errors)[number] => [
      `the code ${json}`,
      { statusCode: 500, body: [`{"code":${json}}`] },
      "HTTP500",
      "BatchGetAccountStatus answered HTTP 500",
    ]),
    [
      "what terminals obey",
      { statusCode: 500, body: [JSON.stringify({ code: "New\u001b[31mException", message: "one\n::error::two" })] },
      "New Exception",
      "one ::error::two",
    ],
    [
      "wrong members of an exception",
      { statusCode: 429, body: ['{"__type":"ThrottlingException","message":"slow","retryAfterSeconds":{"a":[]}}'] },
      "ThrottlingException",
      "slow",
    ],
  ];
  for (const [name, error, code, message] of errors) {
    it(`gives HTTP ${error.statusCode} with ${name} a code and words`, async () => {
      const thrown: unknown = await clientFor(error)
        .ask()
        .catch((reason: unknown) => reason);
      const { kind: _kind, ...said } = faultOf(thrown);
      assert.deepEqual(said, { code, message });
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

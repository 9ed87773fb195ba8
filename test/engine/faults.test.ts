import assert from "node:assert/strict";
import { dependent, gate, scenes, type Scene } from "./support/scenes";

const A = "111122223333";
const INSPECTOR = gate("inspector", { accountIds: [A], resourceTypes: ["EC2"] });

describe("a gate that can't be verified is not a pass", () => {
  const scene = scenes();

  it("without the permission: fails at once, and names it", async () => {
    const denied = { faults: [{ error: { type: "AccessDeniedException" } }] };
    const { stack, emulator } = await scene(denied, INSPECTOR + dependent("dependent", "inspector"));
    const sentence =
      /Amazon Inspector in us-east-1 could not be asked \(AccessDeniedException: User: arn:aws:iam::111122223333:user\/emulator is not authorized[^]*The caller needs the permission inspector2:BatchGetAccountStatus/;

    const first = await stack.up();
    assert.equal(first.exitCode, 1, first.output);
    assert.match(first.output, sentence);
    assert.equal(emulator.calls.length, 1, "no use in asking again");
    assert.deepEqual(stack.names, []);

    emulator.set({ faults: [] });
    const second = await stack.up();
    assert.equal(second.exitCode, 0, second.output);

    emulator.set(denied);
    for (const command of ["preview", "up", "refresh"] as const) await failsToAsk(stack, command, sentence);
  });

  it("without a connection: fails within 15 s; a preview never says that nothing changes", async () => {
    const { stack, emulator } = await scene({ accounts: { [A]: "ENABLED" } }, INSPECTOR);
    const first = await stack.up();
    assert.equal(first.exitCode, 0, first.output);
    await emulator.close();
    const sentence =
      /Amazon Inspector in us-east-1 could not be asked \(ECONNREFUSED: [^]*Check the network and the proxy/;

    await failsToAsk(stack, "preview", sentence);
    stack.write(gate("fresh", { accountIds: [A], resourceTypes: ["EC2"] }) + dependent("dependent", "fresh"));
    await failsToAsk(stack, "up", sentence);
    assert.deepEqual(stack.names, ["inspector"]);
  });

  it("after the timeout: looks a last time, and says what it saw", async () => {
    const { stack, emulator } = await scene(
      { accounts: { [A]: { EC2: "ENABLING" } } },
      gate("inspector", { accountIds: [A], resourceTypes: ["EC2", "ECR"], timeout: "2s" }) +
        dependent("dependent", "inspector"),
    );
    const { exitCode, output } = await stack.up();
    assert.equal(exitCode, 1, output);
    assert.match(
      output,
      /Account 111122223333 in us-east-1, EC2: still ENABLING after \d+s \(2 looks\), expected ENABLED\. Raise `timeout`/,
    );
    assert.equal(emulator.calls.length, 2, "without a deadline, the second look would come after 3 s");
    assert.deepEqual(stack.names, ["inspector"]);
  });

  it("while the service has trouble: goes on, and passes once it answers", async () => {
    const { stack, emulator, afterNextCall } = await scene(
      {
        accounts: { [A]: "ENABLING" },
        faults: [
          { calls: [2], throttle: { retryAfterSeconds: 1 } },
          { calls: [3], status: 500 },
          { calls: [4], status: 503 },
          { calls: [5], reset: true },
          { calls: [6], truncate: true },
        ],
      },
      INSPECTOR + dependent("dependent", "inspector"),
    );
    afterNextCall(() => emulator.set({ accounts: { [A]: "ENABLED" } }));
    const { exitCode, output } = await stack.up();
    assert.equal(exitCode, 0, output);
    assert.deepEqual(emulator.calls.map(({ httpStatus }) => httpStatus).slice(0, 5), [200, 429, 500, 503, 0]);
    assert.equal(emulator.calls.length, 7);
    assert.deepEqual(stack.names, ["dependent", "inspector"]);
  });
});

async function failsToAsk(
  stack: Scene["stack"],
  command: "preview" | "up" | "refresh",
  sentence: RegExp,
): Promise<void> {
  const { exitCode, output } = await stack[command]();
  assert.ok(exitCode !== 0 && exitCode !== 7, `${command} ended with ${exitCode}:\n${output}`);
  const [, diagnostics = ""] = output.split("Diagnostics:");
  assert.match(diagnostics, sentence);
  assert.doesNotMatch(diagnostics, /AWS says|a code that this version does not know/, "what AWS never said");
}

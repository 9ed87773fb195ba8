import assert from "node:assert/strict";
import { gate, scenes } from "./support/scenes";
import { SECRETS } from "./support/stack";

const [A, B, C, D] = ["111122223333", "444455556666", "777788889999", "123412341234"];

describe("a read", () => {
  const scene = scenes();

  it("follows a transition for as long as `readTimeout`, in `.get` and in a refresh", async () => {
    const { stack, emulator, afterNextCall } = await scene(
      { accounts: { [A]: "ENABLED", [B]: "ENABLED", [C]: "ENABLING" } },
      gate("patient", { accountIds: [A], resourceTypes: ["EC2"] }) +
        gate("brief", { accountIds: [B], resourceTypes: ["EC2"], readTimeout: "0s" }) +
        `const { status, satisfied, region, accounts } = InspectorAccountStatus.get("theirs", "us-east-1/${C}");
         Object.assign(exports, { status, satisfied, region, ids: accounts.apply(Object.keys) });`,
    );
    afterNextCall(() => emulator.set({ accounts: { [C]: [{ all: "ENABLING", for: "3s" }, "DISABLED"] } }));
    const up = await stack.up();
    assert.equal(up.exitCode, 0, up.output);
    assert.deepEqual(stack.outputs, { status: "DISABLED", satisfied: false, region: "us-east-1", ids: [C] });

    emulator.set({ accounts: { [A]: "ENABLING", [B]: "ENABLING" } });
    afterNextCall(() => emulator.set({ accounts: { [A]: [{ all: "ENABLING", for: "3s" }, "DISABLED"] } }));
    const refresh = await stack.refresh();
    assert.equal(refresh.exitCode, 0, refresh.output);
    const [patient, brief] = ["patient", "brief"].map((name) => stack.recorded(name)!.outputs);
    assert.deepEqual([patient!["status"], patient!["satisfied"], patient!["pending"].length], ["DISABLED", false, 0]);
    assert.deepEqual([brief!["status"], brief!["satisfied"], brief!["pending"].length], ["ENABLING", false, 1]);
  });

  it("of an id that says nothing is refused in a sentence", async () => {
    for (const [id, sentence] of [
      [
        "us-east-1/9-accounts-0123456789abcdef",
        /This id stands for many accounts, or for secret ones, and can't be read back/,
      ],
      [
        "inspector",
        /The id of an InspectorAccountStatus is REGION\/ACCOUNT\[,ACCOUNT\.\.\.\], such as "us-east-1\/111122223333", not "inspector"\./,
      ],
    ] as const) {
      const { stack, emulator } = await scene({}, `InspectorAccountStatus.get("theirs", "${id}");`);
      const { exitCode, output } = await stack.preview();
      assert.notEqual(exitCode, 0, output);
      assert.match(output, sentence);
      assert.deepEqual(emulator.calls, []);
    }
  });
});

describe("gates side by side", () => {
  const scene = scenes();

  it("are created, refreshed and previewed through the connection of the stack's configuration", async () => {
    const ids = [A, B, C, D];
    const { stack, emulator } = await scene(
      {
        accounts: Object.fromEntries(
          ids.flatMap((id) => [
            [`eu-west-1/${id}`, "ENABLED"],
            [id, "SUSPENDED"],
          ]),
        ),
      },
      ids.map((id, i) => gate(`gate${i}`, { accountIds: [id] })).join(""),
      {
        config: { "aws:region": "eu-west-1", "aws:profile": "audit" },
        env: Object.fromEntries(
          Object.keys({ ...SECRETS, AWS_ACCESS_KEY_ID: "", AWS_REGION: "" }).map((name) => [name, undefined]),
        ),
        awsConfig: `[profile audit]\naws_access_key_id = AUDIT\naws_secret_access_key = ${SECRETS.AWS_SECRET_ACCESS_KEY}\n`,
      },
    );
    for (const command of ["up", "refresh", "preview"] as const) {
      const { exitCode, output } = await stack[command]();
      assert.equal(exitCode, 0, output);
      ids.forEach((id, i) => {
        const { outputs } = stack.recorded(`gate${i}`)!;
        assert.deepEqual(
          [outputs["region"], outputs["status"], Object.keys(outputs["accounts"])],
          ["eu-west-1", "ENABLED", [id]],
        );
      });
    }
    const connections = emulator.calls.map(({ region, accessKeyId }) => `${region} as ${accessKeyId}`);
    assert.deepEqual([...new Set(connections)], ["eu-west-1 as AUDIT"]);
  });
});

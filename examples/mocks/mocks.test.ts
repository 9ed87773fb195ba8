import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";

/** What the mocks answer to the data source. */
let isOn = true;

describe("the program, under mocks", () => {
  before(() =>
    pulumi.runtime.setMocks({
      // A resource gets its inputs as outputs, and what the provider would add.
      newResource: ({ name, type, inputs }) => ({
        id: `${name}-id`,
        state: type.endsWith(":InspectorAccountStatus") ? { ...inputs, status: "ENABLED", satisfied: true } : inputs,
      }),
      // The data source is asked for here, and nothing goes over the network.
      call: ({ token }) => (token === "inspector-status:index:getInspectorAccountStatus" ? { satisfied: isOn } : {}),
    }),
  );

  /** The program runs when it is imported, so each test imports it anew. */
  async function program(): Promise<typeof import("./index")> {
    delete require.cache[require.resolve("./index")];
    return require("./index") as typeof import("./index");
  }

  it("gates on EC2 and ECR", async () => {
    const { gate } = await program();
    assert.deepEqual(await valueOf(gate.resourceTypes), ["EC2", "ECR"]);
  });

  it("runs functions only where Lambda is scanned", async () => {
    assert.equal(await valueOf((await program()).mayRunFunctions), true);
    isOn = false;
    assert.equal(await valueOf((await program()).mayRunFunctions), false);
  });
});

function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

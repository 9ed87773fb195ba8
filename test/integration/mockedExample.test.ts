import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { TYPE, useMockedProgram, valueOf } from "../support/mockedProgram";
import { A } from "../support/readings";

describe("an example under mocks", () => {
  const program = useMockedProgram();

  it("the example that enables Amazon Inspector waits for it before it creates anything", async () => {
    await program.mock();
    const dependencies = new Map<string, readonly string[]>();
    const recorded = recordDependencies(dependencies);
    try {
      const { repositoryUrl } = require("../../examples/depend") as { repositoryUrl: pulumi.Output<string> };
      await valueOf(repositoryUrl);
    } finally {
      recorded.restore();
    }
    const byType = (type: string) => program.registered.find((args) => args.type === type)!;
    const [enabler, gate, images] = ["aws:inspector2/enabler:Enabler", TYPE, "aws:ecr/repository:Repository"].map(
      byType,
    );
    assert.deepEqual([enabler!.inputs["accountIds"], enabler!.inputs["resourceTypes"]], [[A], ["ECR"]]);
    assert.deepEqual([gate!.inputs["accountIds"], gate!.inputs["resourceTypes"]], [[A], ["ECR"]]);
    assert.ok(images);
    assert.ok(
      dependencies.get("inspector")!.some((urn) => urn.endsWith("Enabler::enabler")),
      "the gate does not depend on the enabler",
    );
    assert.ok(
      dependencies.get("images")!.some((urn) => urn.endsWith("InspectorAccountStatus::inspector")),
      "the repository does not depend on the gate",
    );
  });

  /** Mocks are not told what a resource depends on: that is taken from the requests. */
  function recordDependencies(dependencies: Map<string, readonly string[]>): { restore(): void } {
    const monitor = pulumi.runtime.getMonitor() as unknown as {
      registerResource(request: any, callback: unknown): unknown;
    };
    const { registerResource } = monitor;
    monitor.registerResource = function (request, callback) {
      dependencies.set(request.getName(), request.getDependenciesList());
      return registerResource.call(this, request, callback);
    };
    return { restore: () => void (monitor.registerResource = registerResource) };
  }
});

import assert from "node:assert/strict";
import { labelOf } from "../../../../tools/matrix/outcome";
import { ROWS } from "../../../../tools/matrix/rows";
import packageJson from "../../../../package.json";

describe("the rows of the matrix", () => {
  it("have names of their own", () => {
    const labels = ROWS.map(labelOf);
    assert.deepEqual(labels, [...new Set(labels)]);
  });

  it("have the oldest @pulumi/pulumi that the manifest claims", () => {
    const oldest = packageJson.peerDependencies["@pulumi/pulumi"].replace("^", "");
    assert.ok(ROWS.some(({ subject, name }) => subject === "pulumi" && name === `the oldest, ${oldest}`));
  });

  it("have a Pulumi.yaml where they say that it is", () => {
    for (const { files, folder, name } of ROWS)
      assert.ok(`${folder === undefined ? "" : `${folder}/`}Pulumi.yaml` in files, name);
  });
});

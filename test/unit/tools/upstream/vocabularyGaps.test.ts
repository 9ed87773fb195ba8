import assert from "node:assert/strict";
import { vocabularyGaps } from "../../../../tools/upstream/vocabularyGaps";

const KNOWN = { statuses: ["ENABLED"], errorCodes: ["ACCESS_DENIED"], responseKeys: ["ec2"], scanTypes: ["EC2"] };
const SHAPES = {
  Status: { type: "string", enum: ["ENABLED"] },
  ErrorCode: { type: "string", enum: ["ACCESS_DENIED"] },
  ResourceState: { type: "structure", members: { ec2: { shape: "State" } } },
  ResourceStatus: { type: "structure", members: { ec2: { shape: "Status" } } },
  ResourceScanType: { type: "string", enum: ["EC2"] },
};

describe("the model of the service", () => {
  it("says nothing new where every word is known, or where we know more", () => {
    assert.deepEqual(vocabularyGaps({ shapes: SHAPES }, KNOWN), []);
    assert.deepEqual(vocabularyGaps({ shapes: SHAPES }, { ...KNOWN, statuses: ["ENABLED", "DISABLED"] }), []);
  });

  it("is compared in each of its shapes", () => {
    const newer = {
      Status: { enum: ["ENABLED", "PAUSED"] },
      ErrorCode: { enum: ["QUOTA", "ACCESS_DENIED"] },
      ResourceState: { members: { ec2: {}, ami: {} } },
      ResourceStatus: { members: { ec2: {}, ebs: {} } },
      ResourceScanType: { enum: ["EC2", "AMI"] },
    };
    assert.deepEqual(vocabularyGaps({ shapes: newer }, KNOWN), [
      "The vocabulary lacks the status PAUSED, which the model has in Status.",
      "The vocabulary lacks the error code QUOTA, which the model has in ErrorCode.",
      "The vocabulary lacks the scan type of answers ami, which the model has in ResourceState.",
      "The vocabulary lacks the scan type of answers ebs, which the model has in ResourceStatus.",
      "The vocabulary lacks the scan type of requests AMI, which the model has in ResourceScanType.",
    ]);
  });

  it("is not taken for known where a shape is gone, or is no model", () => {
    const { Status, ...others } = SHAPES;
    assert.deepEqual(vocabularyGaps({ shapes: { ...others, State: Status } }, KNOWN), [
      "The model has no words in the shape Status any more: see what it is called now, in tools/upstream.",
    ]);
    for (const model of [undefined, null, "x", {}, { shapes: [] }, { shapes: { Status: null } }])
      assert.equal(vocabularyGaps(model, KNOWN).length, 5);
  });
});

// @ts-check
const { PolicyPack } = require("@pulumi/policy");
const { inspectorPolicies } = require("../dist/sdk/policy/index.js");

new PolicyPack("pulumi-inspector-status", { enforcementLevel: "mandatory", policies: inspectorPolicies() });

// @ts-check
const { PolicyPack } = require("@pulumi/policy");
const { inspectorPolicies } = require("../dist/sdk/policy/index.js");

// A pack takes its version from the folder that it is started in, which is that of the program with newer CLIs.
process.chdir(__dirname);
new PolicyPack("pulumi-inspector-status", { enforcementLevel: "mandatory", policies: inspectorPolicies() });

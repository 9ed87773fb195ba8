// The time that this package adds to a program that has loaded Pulumi already.
require("@pulumi/pulumi");
const begun = performance.now();
require("pulumi-inspector-status");
const milliseconds = performance.now() - begun;
const { dynamicProvider } = require("../../dist/sdk/dynamicProvider");
const { serializeFunction } = require("@pulumi/pulumi/runtime");

serializeFunction(() => dynamicProvider).then(({ text }) =>
  console.log(JSON.stringify({ milliseconds, bytes: Buffer.byteLength(text) })),
);

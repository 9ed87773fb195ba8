// Reads ever more accounts through the provider, and prints what it took.
const { measure } = require("./fleetMeasure");
const { read } = require("pulumi-inspector-status/provider");

measure(async (accountIds) => {
  const { props } = await read("fleet", { accounts: {}, region: "us-east-1", accountIds });
  return Object.keys(props.accounts).length;
});

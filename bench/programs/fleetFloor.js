// Reads ever more accounts by bare calls of the AWS SDK, and prints what it took.
const { measure } = require("./fleetMeasure");
const { BatchGetAccountStatusCommand, Inspector2Client } = require("@aws-sdk/client-inspector2");

const IDS_PER_CALL = 100;
const PARALLEL_CALLS = 4;
const client = new Inspector2Client({});

measure(async (accountIds) => {
  const accounts = [];
  let next = 0;
  const worker = async () => {
    while (next < accountIds.length) {
      const ids = accountIds.slice(next, (next += IDS_PER_CALL));
      accounts.push(...(await client.send(new BatchGetAccountStatusCommand({ accountIds: ids }))).accounts);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_CALLS }, worker));
  return accounts.length;
});

// `PYTHON=/path/to/python node tools/run.mjs recordAnswers` records what boto3 reads of the accounts of
// test/recorded/answers/scenario.ts. PYTHON is one that has boto3 (`python3 -m venv DIR && DIR/bin/pip install boto3`).
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { startEmulator } from "../sdk/testing";
import { ACCOUNT_IDS, REGION, SCENARIO } from "../test/recorded/answers/scenario";

const IDS_PER_CALL = 100;

async function main(): Promise<void> {
  const emulator = await startEmulator(SCENARIO);
  try {
    const accounts: Record<string, object> = {};
    const failedAccounts: Record<string, object> = {};
    let boto3 = "";
    for (let i = 0; i < ACCOUNT_IDS.length; i += IDS_PER_CALL) {
      const args = [
        join(__dirname, "recordAnswers.py"),
        emulator.url,
        REGION,
        ...ACCOUNT_IDS.slice(i, i + IDS_PER_CALL),
      ];
      const { stdout } = await promisify(execFile)(process.env["PYTHON"] ?? "python3", args, {
        env: { ...process.env, ...emulator.env },
        maxBuffer: 2 ** 24,
      });
      const { version, answer } = JSON.parse(stdout) as {
        version: string;
        answer: Record<"accounts" | "failedAccounts", { accountId: string }[]>;
      };
      boto3 = version;
      for (const entry of answer.accounts) accounts[entry.accountId] = entry;
      for (const entry of answer.failedAccounts) failedAccounts[entry.accountId] = entry;
    }
    const file = join(__dirname, "..", "test", "recorded", "answers", "boto3.json");
    writeFileSync(file, `${JSON.stringify({ boto3, accounts, failedAccounts }, undefined, 1)}\n`);
    console.log(
      `Recorded ${Object.keys(accounts).length} + ${Object.keys(failedAccounts).length} accounts, as boto3 ${boto3} reads them.`,
    );
  } finally {
    await emulator.close();
  }
}

void main();

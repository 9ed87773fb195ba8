import assert from "node:assert/strict";
import { StatusReader } from "../../provider/dataSource";
import {
  CODES,
  ACCOUNT_IDS,
  ACCOUNTS,
  FAILED_ACCOUNTS,
  MESSAGES,
  MISSING_IDS,
  NEWER,
  REGION,
  SCENARIO,
  STATUSES,
} from "../recorded/answers/scenario";
import boto3 from "../recorded/answers/boto3.json";
import { useWorlds } from "../support/world";

/** What is read of the accounts, and what of it is compared. */
interface Read {
  readonly accounts: object;
  readonly failedAccounts: object;
  readonly missingAccountIds: readonly string[];
}

describe("180 accounts with everything that an answer may have", () => {
  const world = useWorlds();

  it("are all combinations", () => {
    const combination = ({ status, errorCode, errorMessage }: any) =>
      JSON.stringify([status, errorCode ?? null, errorMessage ?? null]);
    const states = Object.values(ACCOUNTS).flatMap(({ state, resourceState }) => [
      state,
      ...Object.values(resourceState),
    ]);
    assert.equal(new Set(states.map(combination)).size, STATUSES.length * CODES.length * MESSAGES.length);
    const failures = new Set(
      Object.values(FAILED_ACCOUNTS).map(({ errorCode, errorMessage }) => JSON.stringify([errorCode, errorMessage])),
    );
    assert.equal(failures.size, CODES.length * MESSAGES.length);
    assert.equal(ACCOUNT_IDS.length, 180);
  });

  const ways: [name: string, read: (provider: Awaited<ReturnType<typeof world>>) => Promise<Read>][] = [
    [
      "the data source",
      ({ clock }) =>
        new StatusReader(
          () => undefined,
          () => undefined,
          { clock },
        ).read({ accountIds: ACCOUNT_IDS, region: REGION, timeout: "0s" }),
    ],
    [".get", async (made) => (await made.provider().read(`${REGION}/${ACCOUNT_IDS.join(",")}`, {})).outputs],
    [
      "the resource",
      async (made) =>
        (
          await made
            .provider()
            .create({ accountIds: ACCOUNT_IDS, region: REGION, enforcementLevel: "disabled", readTimeout: "0s" })
        ).outputs,
    ],
    [
      "a refresh",
      async (made) =>
        (
          await made
            .provider()
            .read("an id", { accountIds: ACCOUNT_IDS, region: REGION, accounts: {}, readTimeout: "0s" })
        ).outputs,
    ],
  ];
  for (const [name, read] of ways) {
    it(`are read by ${name} as boto3 reads them, and whole`, async () => {
      const made = await world(SCENARIO);
      const { accounts, failedAccounts, missingAccountIds } = await read(made);
      assert.deepEqual(withoutNewer({ accounts, failedAccounts }), {
        accounts: asKept(boto3.accounts),
        failedAccounts: asKept(boto3.failedAccounts),
      });
      assert.deepEqual({ accounts, failedAccounts }, asKept({ accounts: ACCOUNTS, failedAccounts: FAILED_ACCOUNTS }));
      assert.deepEqual(missingAccountIds, MISSING_IDS);
      assert.deepEqual(
        made.emulator.calls.slice(0, 2).map(({ accountIds }) => accountIds.length),
        [100, 80],
      );
    });
  }
});

/** What a client of today can see: new fields and scan types are not in its model. */
function withoutNewer<T>(value: T): T {
  return without(value, (name) => name === NEWER.field || name === NEWER.scanType);
}

/** Without nulls and empty texts, which say nothing, and on one line. */
function asKept<T>(value: T): T {
  const saying = without(value, (_, member) => member === null || member === "");
  return JSON.parse(JSON.stringify(saying).replaceAll("\u2028", " ")) as T;
}

function without<T>(value: T, isLeftOut: (name: string, member: unknown) => boolean): T {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value).filter(([name, member]) => !isLeftOut(name, member));
  return Object.fromEntries(kept.map(([name, member]) => [name, without(member, isLeftOut)])) as T;
}

import * as boundedHandler from "../../../provider/aws/boundedHandler";
import { InspectorCalls } from "../../../provider/aws/client";
import * as credentials from "../../../provider/aws/credentials";
import { Provider } from "../../../provider/provider";
import * as assessment from "../../../provider/status/assessment";
import type { Assessment } from "../../../provider/status/assessment";
import * as target from "../../../provider/gate/target";
import * as members from "../../../provider/status/members";
import * as clock from "../../../provider/waiting/clock";
import { Wait } from "../../../provider/waiting/wait";
import * as together from "../../../sdk/together";
import type { WrongOutcome } from "./course";

/** A way to break the provider on purpose, and the mistake that the oracle has to notice. */
interface BreakageEntry {
  readonly notices: WrongOutcome;
  /** It shows in stacks over several commands alone: no other runs are needed. */
  readonly inPrograms?: true;
  /** Breaks the provider of this process, for good: what TypeScript makes of a module is an object like any other. */
  readonly breakIt: () => void;
}

const BREAKAGE_TABLE = {
  countSuspendedAsPass: {
    notices: "falsePass",
    breakIt: () =>
      breakVerdict((all) => all.map((each) => (each.found === "SUSPENDED" ? { ...each, outcome: "ok" } : each))),
  },
  forgetFailedAccounts: {
    notices: "falsePass",
    breakIt: () => breakVerdict((all, _, kind) => (kind === "failed" ? [] : all)),
  },
  stopAtFirstAccount: {
    notices: "falsePass",
    // The accounts of a run are numbered from 0.
    breakIt: () => breakVerdict((all, accountId) => (accountId.endsWith("000") ? all : [])),
  },
  takeOldReadingsForFresh: { notices: "falsePass", breakIt: () => Object.assign(clock, { ageOf: () => 0 }) },
  countTimeoutTwice: { notices: "late", breakIt: countTimeoutTwice },
  keepOldKeys: { notices: "falseFailure", inPrograms: true, breakIt: keepOldKeys },
  keepOldSession: { notices: "falseFailure", inPrograms: true, breakIt: keepOldSession },
  forgetWhoJoins: { notices: "falsePass", inPrograms: true, breakIt: forgetWhoJoins },
  forgetPagesOfMembers: { notices: "falsePass", inPrograms: true, breakIt: forgetPagesOfMembers },
  skipMembersOfAnyCase: { notices: "falsePass", inPrograms: true, breakIt: skipMembersOfAnyCase },
  shareReadingsAcrossChanges: { notices: "falsePass", inPrograms: true, breakIt: shareReadingsAcrossChanges },
  hideDeployedByRefresh: { notices: "falsePass", inPrograms: true, breakIt: hideDeployedByRefresh },
  takeAny2xxForAnAnswer: { notices: "falsePass", breakIt: takeAny2xxForAnAnswer },
} as const satisfies Record<string, BreakageEntry>;

export type Breakage = keyof typeof BREAKAGE_TABLE;
export const BREAKAGES: Readonly<Record<Breakage, BreakageEntry>> = BREAKAGE_TABLE;

type Kind = Parameters<typeof assessment.assess>[1]["kind"];

function breakVerdict(change: (all: Assessment[], accountId: string, kind: Kind) => Assessment[]): void {
  const { assess } = assessment;
  const broken: typeof assess = (accountId, reading, expectation) =>
    change(assess(accountId, reading, expectation), accountId, reading.kind);
  Object.assign(assessment, { assess: broken });
}

function countTimeoutTwice(): void {
  const { get } = Object.getOwnPropertyDescriptor(Wait.prototype, "deadline")!;
  Object.defineProperty(Wait.prototype, "deadline", {
    get(this: Wait) {
      const deadline = get!.call(this) as number;
      return deadline + this.waited({ monotonic: deadline, wall: 0 });
    },
  });
}

function keepOldKeys(): void {
  const { credentialsOf } = credentials;
  let first: ReturnType<Awaited<ReturnType<typeof credentialsOf>>> | undefined;
  const broken: typeof credentialsOf = async (...args) => {
    const given = await credentialsOf(...args);
    return (...options) => (first ??= given(...options));
  };
  Object.assign(credentials, { credentialsOf: broken });
}

/** The keys are renewed, but the session of the role that was assumed with the old keys is still used. */
function keepOldSession(): void {
  const { credentialsOf } = credentials;
  const sessions = new WeakMap<object, ReturnType<credentials.CredentialsProvider>>();
  const broken: typeof credentialsOf = async (settings, ...rest) => {
    const given = await credentialsOf(settings, ...rest);
    if (!settings.roles?.length) return given;
    return (...options) => {
      const session = sessions.get(settings) ?? given(...options);
      sessions.set(settings, session);
      return session;
    };
  };
  Object.assign(credentials, { credentialsOf: broken });
}

/** The list of members from before the wait is used again before the pass. */
function forgetWhoJoins(): void {
  const { targetOf } = target;
  const broken: typeof targetOf = async (gate, ...rest) =>
    "target" in gate ? (gate as target.TargetedGate).target : targetOf(gate, ...rest);
  Object.assign(target, { targetOf: broken });
}

function forgetPagesOfMembers(): void {
  const { listMembers } = InspectorCalls.prototype;
  InspectorCalls.prototype.listMembers = async function (...args) {
    const { nextToken: _, ...page } = (await listMembers.apply(this, args)) as { readonly nextToken?: unknown };
    return page;
  };
}

function skipMembersOfAnyCase(): void {
  const { membershipOf } = members;
  const broken: typeof membershipOf = (administrator, all, excluded) =>
    membershipOf(
      administrator,
      all.map((member) => ({ ...member, relationshipStatus: member.relationshipStatus.toUpperCase() })),
      excluded,
    );
  Object.assign(members, { membershipOf: broken });
}

/** Every update is treated as a preview. */
function shareReadingsAcrossChanges(): void {
  const { together: tell } = together;
  const runtime = require("@pulumi/pulumi/runtime") as { _setIsDryRun(isDryRun: boolean): void };
  const broken: typeof tell = (...args) => {
    runtime._setIsDryRun(true);
    return tell(...args);
  };
  Object.assign(together, { together: broken });
}

function hideDeployedByRefresh(): void {
  const { read } = Provider.prototype;
  Provider.prototype.read = async function (id, recorded) {
    const { outputs } = await read.call(this, id, recorded);
    const live = Object.entries(outputs.accounts).map(([account, { resourceState }]) => {
      const cells = outputs.resourceTypes?.map((type) => [type, resourceState[type.toLowerCase()]?.status ?? ""]) ?? [];
      return [account, Object.fromEntries(cells) as Record<string, string>] as const;
    });
    return { id, outputs: { ...outputs, deployed: Object.fromEntries(live) } };
  };
}

function takeAny2xxForAnAnswer(): void {
  const { boundedHandler: bound } = boundedHandler;
  const broken: typeof bound = (handler, limit) => {
    const handle: typeof handler.handle = async (...args) => {
      const { response } = await handler.handle(...args);
      if (response.statusCode > 200 && response.statusCode < 300) response.statusCode = 200;
      return { response };
    };
    return bound(Object.assign(Object.create(handler) as typeof handler, { handle }), limit);
  };
  Object.assign(boundedHandler, { boundedHandler: broken });
}

import { callFault } from "../../provider/aws/callFault";
import { faultSentence, membershipError, membershipSentences } from "../../provider/gate/sentences";
import { BY_CODE, type FaultKind } from "../../provider/status/fault";
import { ERROR_CODES, errorCodeEntry, type Treatment } from "../../provider/status/vocabulary";
import { adviceIn, sourcesIn, textsIn } from "./literals";
import { argumentProblems, otherProblems, packageMissing, runErrors, saidInBrackets } from "./problems";
import { reasons } from "./reasons";

const REGION = "us-east-1";
const A = "111122223333";

const HEAD = `# Troubleshooting

Search this page for a word of the message. It is made from the sources, so that no message is missing. \`…\` stands for what
is only known when it is said; accounts and Regions are examples.

- [An account or a scan type is not as expected](#an-account-or-a-scan-type-is-not-as-expected)
- [Error codes of Amazon Inspector](#error-codes-of-amazon-inspector)
- [Amazon Inspector could not be asked](#amazon-inspector-could-not-be-asked)
- [What stands in the brackets](#what-stands-in-the-brackets)
- [Credentials, roles, proxies, endpoints and files](#credentials-roles-proxies-endpoints-and-files)
- [Members of an organization](#members-of-an-organization)
- [Arguments and configuration](#arguments-and-configuration)
- [The package is not found](#the-package-is-not-found)

`;

/** docs/troubleshooting.md, from the tables and sentences of the sources. */
export function troubleshootingPage(root: string): string {
  return `${HEAD}## An account or a scan type is not as expected

Each reason stands once, with its first ten accounts; \`pulumi stack export\` has all, in \`violations\` and \`pending\`.

${table(["message", "what to do"], reasons())}

## Error codes of Amazon Inspector

${table(["code", "what it means", "what a gate does", "what to do"], errorCodes())}

## Amazon Inspector could not be asked

\`Amazon Inspector in ${REGION} could not be asked (CODE: what AWS or the system says).\` A gate that could not be verified is
not a pass. What may pass by itself is tried again until the timeout; if there was no connection at all, for 15 seconds
(longer where \`aws:maxRetries\` is raised).

${table(["code", "what to do"], callFaults())}

## What stands in the brackets

AWS's own words, those of the system, or one of these, where an answer is none that AWS gives or does not come: something between
here and AWS may interfere, such as a proxy or a custom endpoint.

${list(saidInBrackets(root, advice(root).flat().join()))}

## Credentials, roles, proxies, endpoints and files

${table(["message", "what to do"], advice(root))}

## Members of an organization

${table(["message"], members(root))}

## Arguments and configuration

They are refused before any call, all at once. Each sentence begins with the name of the argument, or of the key of the stack's
configuration, and says what is expected; what was found stands at its end, unless it is a secret.

${list(argumentProblems(root))}

And these:

${list(otherProblems(root))}

What a program is told at its own line:

${list(runErrors(root))}

## The package is not found

\`${packageMissing(root)}…\`: the provider runs in a process of its own, and looks for the package from the folder of the program. Install
it there as a direct dependency; with pnpm, a dependency of a dependency is not enough.

[All guides](README.md).
`;
}

const TREATMENTS: Readonly<Record<Treatment, string>> = {
  wait: "waits until the timeout",
  doubt: "waits for `mismatchGrace`, then fails",
  fail: "fails at once",
  status: "looks at the status",
};

function errorCodes(): string[][] {
  return [...ERROR_CODES, "ValidationException", "any other"].map((code) => {
    const { meaning, treatment, remedy } = errorCodeEntry(code);
    return [code === "any other" ? code : `\`${code}\``, meaning, TREATMENTS[treatment], remedy];
  });
}

/** What else means the same as the codes of a kind. */
const ALSO: Readonly<Record<FaultKind, string>> = {
  denied: "HTTP 403",
  credentials: "",
  refused: "any other HTTP 4xx",
  invalid: "",
  throttled: "HTTP 429",
  unavailable: "`InternalServerException`, any other HTTP 5xx, any other code",
  unreadable: "",
  unreachable: "",
  untrusted: "",
};

/** The codes that mean the same, with what is said of them. */
function callFaults(): string[][] {
  const codes = new Map<string, string[]>();
  for (const kind of Object.keys(ALSO) as FaultKind[]) codes.set(remedyOf({ kind, code: "", message: "" }), []);
  for (const code of Object.keys(BY_CODE)) {
    const remedy = remedyOf(callFault(Object.assign(new Error(code), { code }), "BatchGetAccountStatus"));
    codes.set(remedy, [...(codes.get(remedy) ?? []), `\`${code}\``]);
  }
  for (const [kind, also] of Object.entries(ALSO)) {
    const remedy = remedyOf({ kind: kind as FaultKind, code: "", message: "" });
    if (also) codes.set(remedy, [...codes.get(remedy)!, also]);
  }
  return [...codes].filter(([, each]) => each.length > 0).map(([remedy, each]) => [each.join(", "), remedy]);
}

function remedyOf(fault: Parameters<typeof faultSentence>[0]): string {
  const { subject, remedy } = fault;
  if (remedy !== undefined) return `${subject === undefined ? "" : `_${subject}_: `}${remedy}`;
  return /\)\. (.*)$/s.exec(faultSentence(fault, REGION))![1]!;
}

function advice(root: string): string[][] {
  return sourcesIn(root, ["provider/aws"])
    .flatMap(adviceIn)
    .filter(({ subjects, remedies }) => subjects.length > 0 && remedies.length > 0)
    .map(({ subjects, remedies }) => [subjects.join("<br>"), remedies.join("<br>")]);
}

function members(root: string): string[][] {
  const denied = { kind: "denied", code: "AccessDeniedException", message: "…" } as const;
  const change = { joined: [A], left: [A], skipped: { [A]: "ACCOUNT_SUSPENDED" } };
  const [source] = sourcesIn(root, ["provider/gate/target.ts"]);
  return [
    membershipError({ outcome: "notAdministrator", administrator: A }, REGION),
    membershipError({ outcome: "notAdministrator", administrator: undefined }, REGION),
    membershipError({ outcome: "noMembers", administrator: A, skipped: {} }, REGION),
    membershipError({ outcome: "fault", operation: "ListMembers", fault: denied }, REGION),
    ...textsIn(source!).filter((text) => /^(No account|`excludeAccountIds`)/.test(text)),
    ...membershipSentences(change, REGION),
  ].map((sentence) => [sentence]);
}

function list(texts: readonly string[]): string {
  return texts.map((text) => `- ${inPage(text)}`).join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.map(inPage).join(" | ")} |`;
  return [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
}

/** What would be markup of a page or the end of a cell. */
function inPage(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll(/<(?!br>)/g, "&lt;");
}

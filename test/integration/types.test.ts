import assert from "node:assert/strict";
import { resolve } from "node:path";
import * as ts from "typescript";

const SDK = resolve("sdk");
const HEAD = `
import * as pulumi from "@pulumi/pulumi";
import { InspectorAccountStatus, InspectorAccountStatusByRegion, getInspectorAccountStatus, getInspectorAccountStatusOutput, type ScanType } from ${JSON.stringify(SDK)};
declare const enabler: { readonly accountIds: pulumi.Output<string[]>; readonly resourceTypes: pulumi.Output<string[]> };
declare const nothing: undefined;
declare const maybe: pulumi.Output<string | undefined>;
declare const config: pulumi.Config;
declare const provider: pulumi.ProviderResource & { readonly region: pulumi.Output<string | undefined>; readonly profile: pulumi.Output<string | undefined> };
const ids = ["111122223333"] as const;
const types = ["EC2", "ECR"] as const;
`;

/** What a program may write. */
const COMPILES: Readonly<Record<string, string>> = {
  "enabler and gate together": `new InspectorAccountStatus("g", { accountIds: enabler.accountIds, resourceTypes: enabler.resourceTypes });`,
  "an element of the enabler's": `new InspectorAccountStatus("g", { resourceTypes: ["EC2", enabler.resourceTypes.apply((all) => all[0]!)] });`,
  "scan types of the configuration": `new InspectorAccountStatus("g", { resourceTypes: config.requireObject("types") });`,
  "scan types of the configuration, by their type": `new InspectorAccountStatus("g", { resourceTypes: config.requireObject<ScanType[]>("types") });`,
  "secret scan types of the configuration": `new InspectorAccountStatus("g", { resourceTypes: config.requireSecretObject<string[]>("types") });`,
  "a list of texts that only the run knows": `const some: string[] = config.requireObject<string[]>("types"); const fixed: readonly string[] = some; new InspectorAccountStatus("g", { resourceTypes: some }); new InspectorAccountStatus("g", { resourceTypes: fixed }); new InspectorAccountStatus("g", { resourceTypes: ["EC2", ...some] }); new InspectorAccountStatusByRegion("g", { regions: ["us-east-1"], resourceTypes: { default: some } }); getInspectorAccountStatusOutput({ resourceTypes: some }); getInspectorAccountStatus({ resourceTypes: some }); new InspectorAccountStatus("g", { resourceTypes: Promise.resolve(some) });`,
  "lists that are read only": `new InspectorAccountStatus("g", { accountIds: ids, resourceTypes: types, excludeAccountIds: ids }); getInspectorAccountStatus({ accountIds: ids, resourceTypes: types }); getInspectorAccountStatusOutput({ accountIds: ids, resourceTypes: types });`,
  "a list of roles that is read only": `const roles = [{ roleArn: "a" }, { roleArn: pulumi.output("b"), externalId: nothing }] as const; new InspectorAccountStatus("g", { assumeRole: roles });`,
  "arguments that are undefined": `new InspectorAccountStatus("g", { accountIds: nothing, members: nothing, excludeAccountIds: nothing, resourceTypes: nothing, whereOffered: nothing, expectedStatus: nothing, enforcementLevel: nothing, timeout: nothing, mismatchGrace: nothing, readTimeout: nothing, region: nothing, profile: nothing, assumeRole: nothing, awsProvider: nothing, endpoint: nothing });`,
  "arguments of the data source that are undefined": `getInspectorAccountStatus({ accountIds: nothing, members: nothing, resourceTypes: nothing, timeout: nothing, region: nothing, assumeRole: nothing, awsProvider: nothing }); getInspectorAccountStatusOutput({ accountIds: nothing, resourceTypes: nothing, timeout: nothing, region: nothing });`,
  "arguments of all Regions that are undefined": `new InspectorAccountStatusByRegion("g", { regions: ["us-east-1"], resourceTypes: nothing, accountIds: nothing });`,
  "an Output without a value where it has a default": `new InspectorAccountStatus("g", { region: maybe, profile: maybe, timeout: maybe, mismatchGrace: maybe, readTimeout: maybe }); getInspectorAccountStatusOutput({ region: maybe, profile: maybe, timeout: maybe });`,
  "a provider as an option": `new InspectorAccountStatus("g", {}, { provider }); getInspectorAccountStatus({}, { provider }); new InspectorAccountStatusByRegion("g", { regions: ["us-east-1"] }, { providers: [provider] });`,
  "the enabler's types by Region": `new InspectorAccountStatusByRegion("g", { regions: ["us-east-1"], resourceTypes: { default: enabler.resourceTypes } });`,
};

/** What it may not, and what the compiler says of it. */
const REFUSED: Readonly<Record<string, [program: string, message: RegExp]>> = {
  "a scan type that there is not": [
    `new InspectorAccountStatus("g", { resourceTypes: ["EC3"] });`,
    /^Type '"EC3"' is not assignable to type 'Output<string> \| Input<ScanType>'/,
  ],
  "a scan type that there is not, in the data source": [
    `getInspectorAccountStatus({ resourceTypes: ["EC2", "ec2"] });`,
    /^Type '"ec2"' is not assignable to type .*Did you mean '"EC2"'\?|^Type '"ec2"' is not assignable to type .*"EC2"/,
  ],
  "a text in the place of a list": [
    `new InspectorAccountStatus("g", { resourceTypes: "EC2" });`,
    /^Type 'string' is not assignable to type 'ScanTypesInput \| undefined'/,
  ],
  "lists of something else": [
    `const some: unknown[] = []; new InspectorAccountStatus("g", { resourceTypes: some });`,
    /^Type 'unknown\[\]' is not assignable to type 'ScanTypesInput \| undefined'/,
  ],
  "an Output without a value where it decides what is checked": [
    `new InspectorAccountStatus("g", { accountIds: maybe.apply((id) => id === undefined ? undefined : [id]) });`,
    /^Type 'OutputInstance<string\[\] \| undefined>' is not assignable|^Type 'Output<string\[\] \| undefined>' is not assignable/,
  ],
  "a status in which nothing stays": [
    `new InspectorAccountStatus("g", { expectedStatus: "ENABLING" });`,
    /^Type '"ENABLING"' is not assignable to type 'Input<SettledStatus> \| undefined'/,
  ],
  "a number where an id is text": [
    `new InspectorAccountStatus("g", { accountIds: [111122223333] });`,
    /^Type 'number' is not assignable to type 'Input<string>'/,
  ],
  "an argument that there is not": [
    `new InspectorAccountStatus("g", { resourceType: ["EC2"] });`,
    /'resourceType' does not exist in type 'InspectorAccountStatusArgs'/,
  ],
  "the other accounts' level on the data source": [
    `getInspectorAccountStatusOutput({ enforcementLevel: "advisory" });`,
    /'enforcementLevel' does not exist in type 'GetInspectorAccountStatusOutputArgs'/,
  ],
};

describe("the types that a program sees", function () {
  this.timeout(120_000);
  const programs: Readonly<Record<string, string>> = {
    ...COMPILES,
    ...Object.fromEntries(Object.entries(REFUSED).map(([title, [program]]) => [title, program])),
  };
  const fileOf = (title: string): string => resolve("sdk", `${title.replace(/\W+/g, "-")}.program.ts`);
  let said: (title: string) => string[];

  before(() => {
    const options: ts.CompilerOptions = {
      ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: true, noEmit: true, types: ["node"] },
      ...{ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
      moduleResolution: ts.ModuleResolutionKind.Node10,
    };
    const host = ts.createCompilerHost(options);
    const texts = new Map(Object.entries(programs).map(([title, program]) => [fileOf(title), HEAD + program]));
    const { fileExists, readFile } = host;
    host.fileExists = (file) => texts.has(file) || fileExists(file);
    host.readFile = (file) => texts.get(file) ?? readFile(file);
    const program = ts.createProgram([...texts.keys()], options, host);
    said = (title) =>
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(fileOf(title)))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  });

  for (const title of Object.keys(COMPILES)) it(`take ${title}`, () => assert.deepEqual(said(title), []));

  for (const [title, [, message]] of Object.entries(REFUSED)) {
    it(`refuse ${title}, and say so`, () => {
      const [first, ...more] = said(title);
      assert.match(first ?? "nothing was said", message);
      assert.deepEqual(more, []);
    });
  }
});

import type * as pulumi from "@pulumi/pulumi";

type Door = typeof import("../provider/dynamic");
type Properties = Parameters<Door["create"]>[0];
type ConfigureRequest = Parameters<Door["configure"]>[0];

/*
 * The provider as Pulumi records it, as source code, in every gate: for as long as a stack lives, this text is what
 * runs. So it holds nothing but how to load the package that the program has installed, found from the program's folder.
 * Each function costs some 220 bytes in every gate; comments would be recorded too.
 */

const load = (): Door => {
  try {
    return require("module").createRequire(process.cwd() + "/")("pulumi-inspector-status/provider");
  } catch (e) {
    throw Object.assign(Error("Add pulumi-inspector-status to package.json: " + e), { stack: "" });
  }
};

// One function for all the methods that can be told by their arguments. Configuring never throws: it also comes before
// a gate is destroyed, which needs no package.
const call = (a: string | Properties, b?: Properties, c?: Properties): Promise<object> | void => {
  if (typeof a === "string") return c ? load().update(a, b!, c) : load().read(a, b!);
  if (b) return load().check(a, b);
  if (!a["config"]) return load().create(a);
  try {
    load().configure(a as unknown as ConfigureRequest);
  } catch {}
};

/** One object for all gates: Pulumi serializes it once. To delete a gate, nothing is to be done. */
export const dynamicProvider = {
  configure: call,
  check: call,
  diff: (a: string, b: Properties, c: Properties) => load().diff(a, b, c),
  create: call,
  read: call,
  update: call,
} as unknown as pulumi.dynamic.ResourceProvider;

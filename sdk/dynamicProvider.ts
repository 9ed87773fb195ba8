import type * as pulumi from "@pulumi/pulumi";

type Door = typeof import("../provider/dynamic");
type Properties = Parameters<Door["create"]>[0];
type ConfigureRequest = Parameters<Door["configure"]>[0];

/*
 * The provider as Pulumi records it, as source code, in every gate: for as long as a stack lives, this text is what
 * runs. So it holds nothing but how to load the package that the program has installed, found from the program's folder.
 * Each function costs some 220 bytes in every gate; comments would be recorded too.
 */

// One function for all the methods that can be told by their arguments. Of what it calls, only loading throws here; and
// configuring never does: it also comes before a gate is destroyed, which needs no package.
const call = (a: string | Properties, b?: Properties, c?: Properties, isDiff?: boolean): object | void => {
  try {
    const door: Door = require("module").createRequire(process.cwd() + "/")("pulumi-inspector-status/provider");
    return typeof a === "string"
      ? isDiff
        ? door.diff(a, b!, c!)
        : c
          ? door.update(a, b!, c)
          : door.read(a, b!)
      : b
        ? door.check(a, b)
        : a["config"]
          ? door.configure(a as unknown as ConfigureRequest)
          : door.create(a);
  } catch (e) {
    if (!(a as Properties)["config"])
      throw Object.assign(Error("Add pulumi-inspector-status to package.json: " + e), { stack: "" });
  }
};

/** One object for all gates: Pulumi serializes it once. To delete a gate, nothing is to be done. */
export const dynamicProvider = {
  configure: call,
  check: call,
  diff: (a: string, b: Properties, c: Properties) => call(a, b, c, true),
  create: call,
  read: call,
  update: call,
} as unknown as pulumi.dynamic.ResourceProvider;

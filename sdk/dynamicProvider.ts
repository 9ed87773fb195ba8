import type * as pulumi from "@pulumi/pulumi";

type Door = typeof import("../provider/dynamic");

/*
 * The provider as Pulumi records it, as source code, in every gate: for as long as a stack lives, this text is what
 * runs. So it holds nothing but how to load the package that the program has installed, found from the program's
 * folder, and one function for each method, which does the same whatever arguments a later Pulumi adds. Each function
 * costs some 220 bytes in every gate; comments would be recorded too. What was thrown may be anything, and `+` makes
 * text of it.
 */

// `configure` never throws, because it is also called before a gate is destroyed, which must work without the package.
const load = (request?: Parameters<Door["configure"]>[0]): Door | undefined => {
  try {
    const door = (require("module") as typeof import("module")).createRequire(process.cwd() + "/")(
      "pulumi-inspector-status/provider",
    ) as Door;
    if (request) door.configure(request);
    return door;
  } catch (e) {
    if (request) return undefined;
    const why = /'pulumi-inspector-status/.test(String(e)) ? "Add pulumi-inspector-status to package.json: " : "";
    throw Object.assign(Error(why + (e as string)), { stack: "" });
  }
};

/** One object for all gates, because Pulumi then serializes it once. Deleting a gate needs no code. */
export const dynamicProvider = {
  configure: load,
  check: (a: never, b: never) => load()!.check(a, b),
  diff: (a: string, b: never, c: never) => load()!.diff(a, b, c),
  create: (a: never) => load()!.create(a),
  read: (a: string, b: never) => load()!.read(a, b),
  update: (a: string, b: never, c: never) => load()!.update(a, b, c),
} as unknown as pulumi.dynamic.ResourceProvider;

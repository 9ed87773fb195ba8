import * as pulumi from "@pulumi/pulumi";
import { FIRST_TYPE_TOKEN } from "../provider/gate/names";

type AliasInput = NonNullable<pulumi.CustomResourceOptions["aliases"]>[number];

/**
 * The options of a gate, with aliases of the first type, under which old stacks have recorded it: one for its own name,
 * and one for each alias of the program, because a program that renames a gate gives only the old name, without a type.
 */
export function withFirstType(opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  const own = opts.aliases ?? [];
  return { ...opts, aliases: [...own, { type: FIRST_TYPE_TOKEN }, ...own.map(ofFirstType)] };
}

function ofFirstType(alias: AliasInput): AliasInput {
  const known = pulumi.output(alias) as pulumi.Output<pulumi.URN | pulumi.Alias>;
  return known.apply((it) =>
    typeof it === "string" || it.type !== undefined ? it : { ...it, type: FIRST_TYPE_TOKEN },
  );
}

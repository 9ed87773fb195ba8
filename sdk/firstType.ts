import * as pulumi from "@pulumi/pulumi";
import { FIRST_TYPE_TOKEN } from "../provider/gate/names";

type AliasInput = NonNullable<pulumi.CustomResourceOptions["aliases"]>[number];

/**
 * The options of a gate, with aliases under which stacks of the first type have recorded it: its own, and for each alias
 * of the program, because who renames a gate gives its old name only and knows nothing of types.
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

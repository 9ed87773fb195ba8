import { NOTHING } from "../provider/values/nothing";

/** What Regions must be, as the end of a sentence. */
export const REGIONS = "a list of names of AWS Regions";

/** The problem of arguments that name a Region besides `regions`. */
export function problemsOfRegion(args: object): string[] {
  const isThere = "region" in args && Boolean(args.region);
  return isThere ? ["`region` is not taken here: name it in `regions`"] : [];
}

/** The names of Regions without repetitions, or the problem, as the end of a sentence. */
export function regionNames(regions: unknown, expected = REGIONS): readonly string[] | { readonly problem: string } {
  if (regions === NOTHING || (Array.isArray(regions) && regions.includes(NOTHING)))
    return { problem: "was given as an Output or a Promise that has no value" };
  if (!Array.isArray(regions) || !regions.every((region) => typeof region === "string" && region !== ""))
    return { problem: `must be ${expected}` };
  if (regions.length === 0) return { problem: "must not be empty: no Region is not a pass" };
  return [...new Set(regions as string[])];
}

import * as pulumi from "@pulumi/pulumi";
import type { StackValidationPolicy } from "@pulumi/policy";
import { StatusReader, UserError } from "../../provider/dataSource";
import { SECRET_NAMES } from "../../provider/gate/names";
import { violationSentences } from "../../provider/gate/violationSentences";
import { SCAN_TYPES } from "../../provider/status/vocabulary";
import { DURATION } from "../../provider/values/duration";
import { stackConfig } from "../getInspectorAccountStatus";
import { concealed } from "./concealment";
import { placesOf, type Watched } from "./places";

/** The configuration of the policy {@link liveStatus}. */
interface LiveStatusConfig {
  readonly resourceTypes?: readonly string[];
  readonly timeout?: string;
}

const DEFAULT_TIMEOUT = "2m";

/**
 * Amazon Inspector has to be on, now, in the account and the Region of the stack's resources, for the scan types that
 * these need. What can't be read is a violation. A stack without anything of AWS is not read.
 *
 * Needs `inspector2:BatchGetAccountStatus`.
 *
 * @since 0.1.0
 */
export function liveStatus(): StackValidationPolicy {
  return {
    name: "inspector-enabled",
    displayName: "Amazon Inspector is on",
    description: "Amazon Inspector must be ENABLED in the account of the stack for what it scans there.",
    configSchema: {
      properties: {
        resourceTypes: {
          type: "array",
          items: { type: "string", enum: [...SCAN_TYPES] },
          description: "The scan types that must be on, besides those that the resources of the stack need.",
        },
        timeout: {
          type: "string",
          pattern: DURATION.source,
          default: DEFAULT_TIMEOUT,
          description: 'For how long to follow a status in transition; "0s" is one look.',
        },
      },
    },
    validateStack: async (args, report) => {
      const { resourceTypes = [], timeout = DEFAULT_TIMEOUT } = args.getConfig<LiveStatusConfig>();
      const say = (text: string): void => void pulumi.log.warn(concealed(text, args.resources));
      const reader = new StatusReader(say, stackConfig);
      const sentences = await Promise.all(
        placesOf(args.resources).map((watched) => sentencesAbout(reader, watched, resourceTypes, timeout)),
      );
      for (const sentence of new Set(sentences.flat())) report(concealed(sentence, args.resources));
    },
  };
}

async function sentencesAbout(
  reader: StatusReader,
  { place, resourceTypes, problem }: Watched,
  more: readonly string[],
  timeout: string,
): Promise<string[]> {
  if (problem !== undefined) return [problem];
  const types = [...new Set([...resourceTypes, ...more])];
  try {
    const outputs = await reader.read({
      ...place,
      ...(types.length > 0 && { resourceTypes: types }),
      timeout,
      [SECRET_NAMES]: "assumeRole.externalId",
    });
    return outputs.satisfied ? [] : violationSentences(outputs, outputs.region);
  } catch (error) {
    if (error instanceof UserError) return [error.message];
    throw error;
  }
}

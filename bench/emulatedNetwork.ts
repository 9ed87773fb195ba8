import type { RequestHandler } from "../provider/aws/client";
import type { Clock } from "../provider/waiting/clock";
import { EmulatedAws, type Call } from "../sdk/testing/aws";
import type { Scenario } from "../sdk/testing/scenario";

/** An emulated Amazon Inspector without a network in between, for runs in virtual time. */
export interface EmulatedNetwork {
  readonly requestHandler: RequestHandler;
  readonly calls: readonly Call[];
}

export function emulatedNetwork(scenario: Scenario, clock: Clock): EmulatedNetwork {
  const aws = new EmulatedAws(scenario, clock);
  const requestHandler = {
    async handle({
      method,
      path,
      headers,
      body,
    }: {
      method: string;
      path: string;
      headers: Record<string, string>;
      body?: Uint8Array | string;
    }) {
      const outcome = await aws.handle({
        method,
        path,
        headers,
        body: typeof body === "object" ? new TextDecoder().decode(body) : (body ?? ""),
      });
      if (!("status" in outcome)) throw new Error("this network has no broken connections");
      return {
        response: { statusCode: outcome.status, headers: { ...outcome.headers }, body: Buffer.from(outcome.body) },
      };
    },
    metadata: { handlerProtocol: "http/1.1" },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {},
  };
  return { requestHandler: requestHandler, calls: aws.calls };
}

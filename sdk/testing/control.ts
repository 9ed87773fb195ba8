import { messageOf } from "../../provider/values/messageOf";
import type { EmulatedAws } from "./aws";
import { checkScenario } from "./checkScenario";
import { type Answer, jsonAnswer } from "./protocol";

/** Changes the scenario. @throws {TypeError} that names everything that is wrong with the changes. */
export function setScenario(aws: EmulatedAws, changes: unknown): void {
  checkScenario(changes);
  aws.set(changes);
}

/** Answers requests of other processes to the emulator itself: changes the scenario, or lists the calls. */
export function control(aws: EmulatedAws, endpoint: string, body: string): Answer {
  if (endpoint === "GET /_emulator/calls") return jsonAnswer(aws.calls);
  if (endpoint !== "POST /_emulator/set")
    return problem(404, `There is no ${endpoint}; there are GET /_emulator/calls and POST /_emulator/set`);
  try {
    setScenario(aws, JSON.parse(body));
    return jsonAnswer({});
  } catch (error) {
    return problem(400, messageOf(error));
  }
}

/** An answer that refuses in a sentence. */
export function problem(status: number, message: string): Answer {
  return { ...jsonAnswer({ message }), status };
}

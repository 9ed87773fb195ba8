import assert from "node:assert/strict";
import { childEnvironment } from "../../../tools/childEnvironment";

describe("the environment of a child", () => {
  it("has nothing of the user's accounts, backends and npm, and no colours, also where CI is set", () => {
    const user = { AWS_PROFILE: "me", PULUMI_HOME: "/mine", npm_config_registry: "there" };
    const colours = { FORCE_COLOR: "1", MOCHA_COLORS: "1", CLICOLOR_FORCE: "1" };
    const kept = { CI: "true", PATH: "/bin", COLORADO: "a state" };
    assert.deepEqual(childEnvironment({ ...user, ...colours, ...kept }), { ...kept, NO_COLOR: "1" });
  });
});

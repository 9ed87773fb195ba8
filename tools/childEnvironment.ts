/**
 * The environment without what the person, or the machine, has set for themselves: accounts, profiles and backends, the
 * npm that runs us, and whether output is to have colours. It has none, because libraries also take CI for a terminal
 * with colours. So a program that is started prints the same everywhere.
 */
export function childEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(([name]) => !OF_THE_USER.test(name));
  return { ...Object.fromEntries(others), NO_COLOR: "1" };
}

// FORCE_COLOR, NO_COLOR, MOCHA_COLORS, NODE_DISABLE_COLORS, CLICOLOR, CLICOLOR_FORCE and their like.
const OF_THE_USER = /^(?:AWS_|PULUMI_|npm_)|(?:^|_|CLI)COLORS?(?:_|$)/i;

#!/usr/bin/env node
import { onStarterEnded } from "./starter";
import type { Host } from "./host";
import { run } from "./run";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const host: Host = {
  env: process.env,
  out: (line) => void process.stdout.write(`${line}\n`),
  error: (line) => void process.stderr.write(`${line}\n`),
  onStop(listener) {
    for (const signal of SIGNALS) process.on(signal, () => listener(signal));
    onStarterEnded(process.env, () => listener("SIGTERM"));
  },
  now: () => new Date(),
};

// The reader of the output may be gone: `| head` has seen enough, or a CI step has ended before its background process.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

void run(process.argv.slice(2), host).then((code) => {
  process.exitCode = code;
});

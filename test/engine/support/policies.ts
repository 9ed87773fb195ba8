import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { temporaryFolder } from "../../../tools/temporaryFolder";
import { writeAwsPlugin } from "../../../tools/example/awsPlugin";
import { installedPackages, NAME } from "./package";
import type { Stack } from "./stack";

const ROOT = join(__dirname, "..", "..", "..");
const LANGUAGE_HOST = "pulumi-language-nodejs";

/** The part of the Node.js language host that policy packs need, because the one on the registries is older. */
const HOST = `#!${process.execPath}
const { spawn } = require("node:child_process");
const load = require("node:module").createRequire(${JSON.stringify(join(ROOT, "package.json"))});
const grpc = load("@grpc/grpc-js");
const { LanguageRuntimeService } = load("@pulumi/pulumi/proto/language_grpc_pb.js");
const { RunPluginResponse, LanguageHandshakeResponse } = load("@pulumi/pulumi/proto/language_pb.js");
const { PluginInfo } = load("@pulumi/pulumi/proto/plugin_pb.js");

function runPlugin(call) {
  const { request } = call;
  const pack = load.resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const env = Object.fromEntries(request.getEnvList().map((each) => [each.slice(0, each.indexOf("=")), each.slice(each.indexOf("=") + 1)]));
  const child = spawn(process.execPath, [pack, ...request.getArgsList(), request.getInfo().getProgramDirectory()], { cwd: request.getPwd(), env: { ...process.env, ...env } });
  const say = (set) => (value) => { const response = new RunPluginResponse(); response[set](value); call.write(response); };
  child.stdout.on("data", say("setStdout"));
  child.stderr.on("data", say("setStderr"));
  child.on("close", (code) => { say("setExitcode")(code ?? 1); call.end(); });
  call.on("cancelled", () => child.kill());
}

const server = new grpc.Server();
server.addService(LanguageRuntimeService, {
  handshake: (_, callback) => callback(null, new LanguageHandshakeResponse()),
  getPluginInfo: (_, callback) => callback(null, new PluginInfo()),
  runPlugin,
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_, port) =>
  // As text, because a number would get a colour under FORCE_COLOR.
  console.log(String(port)));
`;

/**
 * The environment of a stack in which policy packs run, and resources of AWS can be declared.
 */
export function policyEnvironment(stack: Stack): NodeJS.ProcessEnv {
  const folder = temporaryFolder().path;
  const path = (stack.env["PATH"] ?? "").split(delimiter);
  const cli = path.find((each) => existsSync(join(each, "pulumi")))!;
  for (const name of ["pulumi", "pulumi-resource-pulumi-nodejs"]) {
    copyFileSync(join(cli, name), join(folder, name));
    chmodSync(join(folder, name), 0o755);
  }
  writeFileSync(join(folder, LANGUAGE_HOST), HOST, { mode: 0o755 });
  writeAwsPlugin(folder);
  const others = path.filter((each) => !existsSync(join(each, LANGUAGE_HOST)));
  stack.usePackages(packagesWithPolicy(folder));
  return { ...stack.env, PATH: [folder, ...others].join(delimiter) };
}

/** The folder of the policy pack in the program's installation. */
export function policyPack(stack: Stack): string {
  return join(stack.project, "node_modules", NAME, "policy-pack");
}

/** Our package with its dependencies, and `@pulumi/policy`, which other test programs don't have. */
function packagesWithPolicy(folder: string): string {
  const nodeModules = join(folder, "node_modules");
  cpSync(join(installedPackages(), NAME), join(nodeModules, NAME), { recursive: true });
  const link = (name: string, from: string): void => {
    mkdirSync(join(nodeModules, name, ".."), { recursive: true });
    symlinkSync(join(from, name), join(nodeModules, name), "junction");
  };
  link("@pulumi/policy", join(ROOT, "node_modules"));
  for (const entry of readdirSync(installedPackages())) {
    if (entry === NAME) continue;
    const names = entry.startsWith("@")
      ? readdirSync(join(installedPackages(), entry)).map((name) => `${entry}/${name}`)
      : [entry];
    for (const name of names) link(name, installedPackages());
  }
  return nodeModules;
}

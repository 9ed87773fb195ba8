import { writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..", "..");

/**
 * Writes a stand-in for the plugin of pulumi-aws into a folder, which is to be on PATH: it takes every configuration of an
 * `aws.Provider`, and every resource, as it is. The real one is not to be had from a package registry.
 */
export function writeAwsPlugin(folder: string): void {
  writeFileSync(join(folder, "pulumi-resource-aws"), SOURCE, { mode: 0o755 });
}

const SOURCE = `#!${process.execPath}
const load = require("node:module").createRequire(${JSON.stringify(join(ROOT, "package.json"))});
const grpc = load("@grpc/grpc-js");
const { ResourceProviderService } = load("@pulumi/pulumi/proto/provider_grpc_pb.js");
const provider = load("@pulumi/pulumi/proto/provider_pb.js");
const { PluginInfo } = load("@pulumi/pulumi/proto/plugin_pb.js");
const { Empty } = load("google-protobuf/google/protobuf/empty_pb.js");
const made = (message, set = () => {}) => (call, callback) => {
  set(message, call.request);
  callback(null, message);
};
const server = new grpc.Server();
server.addService(ResourceProviderService, {
  getPluginInfo: made(new PluginInfo(), (info) => info.setVersion("7.48.0")),
  checkConfig: made(new provider.CheckResponse(), (response, request) => response.setInputs(request.getNews())),
  diffConfig: made(new provider.DiffResponse()),
  configure: made(new provider.ConfigureResponse(), (response) => response.setAcceptsecrets(true)),
  check: made(new provider.CheckResponse(), (response, request) => response.setInputs(request.getNews())),
  diff: made(new provider.DiffResponse()),
  create: made(new provider.CreateResponse(), (response, request) => {
    response.setId("made");
    response.setProperties(request.getProperties());
  }),
  delete: made(new Empty()),
  cancel: made(new Empty()),
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_, port) => console.log(port));
`;

import { writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");

/**
 * Writes a stand-in for the plugin of pulumi-aws into a folder, which is to be on PATH: it takes every configuration of
 * an `aws.Provider`, and every resource, as it is; `aws.inspector2.Enabler` calls `Enable` and returns at once. The
 * real one is not to be had from a package registry.
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
const { Struct } = load("google-protobuf/google/protobuf/struct_pb.js");

const answer = (make) => (call, callback) => {
  make(call.request).then((message) => callback(null, message), (error) => callback({ code: 2, message: String(error.message) }));
};
const made = (message, set = () => {}) => answer(async (request) => (set(message, request), message));

async function create(request) {
  const inputs = request.getProperties().toJavaScript();
  const type = request.getUrn().split("::")[2].split("$").at(-1);
  const name = request.getUrn().split("::").at(-1);
  if (type === "aws:inspector2/enabler:Enabler") {
    const { Inspector2Client, EnableCommand } = load("@aws-sdk/client-inspector2");
    const { accountIds, resourceTypes } = inputs;
    await new Inspector2Client({}).send(new EnableCommand({ accountIds, resourceTypes }));
  }
  const region = process.env.AWS_REGION;
  const outputs = type === "aws:ecr/repository:Repository" ? { name, repositoryUrl: \`111122223333.dkr.ecr.\${region}.amazonaws.com/\${name}\` } : {};
  const response = new provider.CreateResponse();
  response.setId("made");
  response.setProperties(Struct.fromJavaScript({ ...inputs, ...outputs }));
  return response;
}

async function invoke(request) {
  if (request.getTok() !== "aws:index/getCallerIdentity:getCallerIdentity") throw new Error("no such function: " + request.getTok());
  const { STSClient, GetCallerIdentityCommand } = load("@aws-sdk/client-sts");
  const { Account, Arn, UserId } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
  const response = new provider.InvokeResponse();
  response.setReturn(Struct.fromJavaScript({ id: Account, accountId: Account, arn: Arn, userId: UserId }));
  return response;
}

const server = new grpc.Server();
server.addService(ResourceProviderService, {
  getPluginInfo: made(new PluginInfo(), (info) => info.setVersion("7.48.0")),
  checkConfig: made(new provider.CheckResponse(), (response, request) => response.setInputs(request.getNews())),
  diffConfig: made(new provider.DiffResponse()),
  configure: made(new provider.ConfigureResponse(), (response) => response.setAcceptsecrets(true)),
  check: answer(async (request) => {
    const response = new provider.CheckResponse();
    response.setInputs(request.getNews());
    return response;
  }),
  diff: made(new provider.DiffResponse()),
  create: answer(create),
  invoke: answer(invoke),
  delete: made(new Empty()),
  cancel: made(new Empty()),
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_, port) =>
  // As text, because a number would get a colour under FORCE_COLOR.
  console.log(String(port)));
`;

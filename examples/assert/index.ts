import { assertInspectorEnabled, getInspectorAccountStatus } from "pulumi-inspector-status";

// Top-level await is not to be had in CommonJS: the program is an async function.
export = async () => {
  const inspector = await getInspectorAccountStatus({ resourceTypes: ["EC2", "ECR"] });
  assertInspectorEnabled(inspector);
  return { status: inspector.status };
};

import * as pulumi from "@pulumi/pulumi";

const provider: pulumi.dynamic.ResourceProvider = {
  create: async () => ({ id: "workload" }),
};

/** Stands in for what must not run unscanned: a service, an image pipeline. */
export class Workload extends pulumi.dynamic.Resource {
  constructor(name: string, options: pulumi.CustomResourceOptions) {
    super(provider, name, {}, options, "quickstart", "Workload");
  }
}

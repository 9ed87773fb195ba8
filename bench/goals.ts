/** What each figure measures, and its largest allowed value. */
export interface Goal {
  readonly what: string;
  readonly atMost: number;
}

export const GOALS: Readonly<Record<string, Goal>> = {
  "schedule.callsVsTerraform": { what: "calls until settled ÷ Terraform's", atMost: 1 },
  "schedule.lagVsTerraform": { what: "lag after settling ÷ Terraform's", atMost: 0.9 },
  "schedule.relativeLag": { what: "lag ÷ time to settle", atMost: 0.1 },
  "watcher.callsManyVsOne": { what: "calls of 500 gates on an account each ÷ one gate on 500 accounts", atMost: 1.1 },
  "watcher.throttledFailed": { what: "gates that failed where 5 calls a second are allowed for all", atMost: 0 },
  "watcher.throttledTime": { what: "time of 500 gates there ÷ without a limit", atMost: 1.5 },
  "engine.upVsBare_1": { what: "`pulumi up` of a gate ÷ of a bare resource", atMost: 1.1 },
  "engine.upVsBare_100": { what: "the same, of 100", atMost: 1.1 },
  "engine.upVsBare_500": { what: "the same, of 500", atMost: 1.1 },
  "engine.previewVsBare_1": { what: "`pulumi preview` of a gate ÷ of a bare resource", atMost: 1.1 },
  "engine.previewVsBare_100": { what: "the same, of 100", atMost: 1.1 },
  "engine.previewVsBare_500": { what: "the same, of 500", atMost: 1.1 },
  "engine.callsPerPreview_500": { what: "BatchGetAccountStatus calls in a preview of 500 gates", atMost: 5 },
  "engine.previewVsBare_100_at40ms": {
    what: "`pulumi preview` of 100 gates, 40 ms an answer ÷ of bare resources",
    atMost: 1.25,
  },
  "fleet.wallVsSdkFloor": { what: "10,000 accounts read ÷ by bare calls of the AWS SDK", atMost: 1.2 },
  "fleet.growth": { what: "time per doubling, 1,250 to 10,000 accounts", atMost: 2.2 },
  "fleet.rssVsSdkFloor": { what: "peak memory ÷ of bare calls of the AWS SDK", atMost: 1.25 },
  "load.sdkImportMs": { what: "milliseconds to import this package beside `@pulumi/pulumi`", atMost: 5 },
  "load.firstCallMs": { what: "milliseconds from the provider's start to its first answer", atMost: 150 },
  "load.providerBytes": { what: "bytes of code in the state of each gate", atMost: 2_200 },
};

// @ts-check
import { TYPED } from "./tools/build/entries.mjs";

/** @type {Partial<import("typedoc").TypeDocOptions> & Partial<import("typedoc-plugin-markdown").PluginOptions>} */
export default {
  entryPoints: TYPED.map((entry) => `${entry}.ts`),
  tsconfig: "tsconfig.build.json",
  plugin: ["typedoc-plugin-markdown"],
  readme: "none",
  name: "pulumi-inspector-status",
  router: "module",
  excludeInternal: true,
  excludePrivate: true,
  disableSources: true,
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  classPropertiesFormat: "table",
  typeDeclarationFormat: "table",
  validation: { notExported: true, invalidLink: true, notDocumented: true },
  treatValidationWarningsAsErrors: true,
  treatWarningsAsErrors: true,
  externalSymbolLinkMappings: {
    "@pulumi/pulumi": { CustomResource: "https://www.pulumi.com/docs/concepts/resources/" },
  },
  // Parts of types that are documented whole where they are used.
  intentionallyNotExported: [
    "ERROR_CODE_TABLE",
    "ResponseName",
    "ENFORCEMENT_LEVELS",
    "provider/waiting/clock.ts:Clock",
  ],
};

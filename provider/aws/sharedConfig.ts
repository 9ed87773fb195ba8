import { readSharedTexts } from "./sharedFiles";
import type { Environment } from "./environment";

/** The settings of a section; those of a sub-section are named `inspector2.endpoint_url`. */
export type Section = Readonly<Record<string, string>>;

/** What the shared configuration of this computer says. */
export interface SharedConfig {
  /** The settings of a profile from both files; those of the credentials file come first. */
  profile(name: string): Section | undefined;
  /** The settings of a `services` section. */
  services(name: string): Section | undefined;
}

/**
 * Reads the shared configuration.
 *
 * @throws {FaultError} if a file can't be read to its end.
 */
export async function readSharedConfig(env: Environment): Promise<SharedConfig> {
  const { config, credentials } = await readSharedTexts(env);
  const [ofConfig, ofCredentials] = [sectionsIn(config), sectionsIn(credentials)];
  return {
    profile(name) {
      const [first, second] = [ofCredentials.get(`profile ${name}`), ofConfig.get(`profile ${name}`)];
      return first || second ? { ...second, ...first } : undefined;
    },
    services: (name) => ofConfig.get(`services ${name}`),
  };
}

/**
 * The sections of a shared file, by kind and name. A section without a kind is a profile, as in the credentials file.
 *
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export function sectionsIn(text: string): ReadonlyMap<string, Section> {
  const sections = new Map<string, Record<string, string>>();
  let section: Record<string, string> | undefined;
  let parent: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const header = HEADER.exec(line);
    if (header) {
      const [, kind = "profile", double, single, bare = ""] = header;
      const key = `${kind} ${double ?? single ?? bare}`;
      section = sections.get(key) ?? {};
      sections.set(key, section);
      parent = undefined;
      continue;
    }
    const [, indent = "", name = "", value = ""] =
      /^(\s*)([^\s=#;[][^=]*?)\s*=\s*(.*?)(?:\s[#;].*)?\s*$/.exec(line) ?? [];
    if (!section || !name) continue;
    if (indent === "") parent = value === "" ? name : undefined;
    const key = indent !== "" && parent !== undefined ? `${parent}.${name}` : name;
    if (value !== "") section[key] = value;
  }
  return sections;
}

const HEADER = /^\s*\[\s*(?:(profile|sso-session|services)\s+)?(?:"([^"]*)"|'([^']*)'|([^\]]*?))\s*\]/;

import { createHash, generateKeyPairSync, sign } from "node:crypto";

/** A self-signed certificate for the hosts of a test. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

// The part of DER that an X.509 certificate needs: https://www.rfc-editor.org/rfc/rfc5280#section-4.1
const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};
const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts);
const oid = (hex: string) => der(0x06, Buffer.from(hex, "hex"));
const time = (date: Date) => der(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]|\.\d+/g, "")}`));
const extension = (id: string, value: Buffer) => sequence(oid(id), der(0x04, value));

const ECDSA_WITH_SHA256 = sequence(oid("2a8648ce3d040302"));
const COMMON_NAME = "550403";
const SUBJECT_ALTERNATIVE_NAME = "551d11";
const BASIC_CONSTRAINTS = "551d13";

/** A certificate for hosts, valid for a day. */
export function certificateFor(...hosts: readonly string[]): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const spki = publicKey.export({ type: "spki", format: "der" });
  const name = sequence(der(0x31, sequence(oid(COMMON_NAME), der(0x0c, Buffer.from("pulumi-inspector-status test")))));
  const names = sequence(...hosts.map((host) => der(0x82, Buffer.from(host))));
  const isAuthority = sequence(der(0x01, Buffer.from([0xff])));
  const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(
      0x02,
      createHash("sha1")
        .update(spki)
        .digest()
        .subarray(0, 8)
        .map((byte, i) => (i === 0 ? (byte & 0x7f) | 0x01 : byte)) as Buffer,
    ),
    ECDSA_WITH_SHA256,
    name,
    sequence(time(hours(-1)), time(hours(24))),
    name,
    spki,
    der(0xa3, sequence(extension(SUBJECT_ALTERNATIVE_NAME, names), extension(BASIC_CONSTRAINTS, isAuthority))),
  );
  const signature = sign("sha256", body, privateKey);
  const certificate = sequence(body, ECDSA_WITH_SHA256, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString("base64").replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
  };
}

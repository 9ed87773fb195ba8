import assert from "node:assert/strict";
import { FaultError, faultOf, isFinal, type FaultKind } from "../../../../provider/status/fault";

function aws(name: string, status?: number): Error {
  return Object.assign(new Error("words"), {
    name,
    ...(status !== undefined && { $metadata: { httpStatusCode: status } }),
  });
}

function system(code: string, name = "Error"): Error {
  return Object.assign(new Error("words"), { code, name });
}

describe("faultOf", () => {
  const table: [error: Error, kind: FaultKind, code: string][] = [
    [aws("AccessDeniedException", 403), "denied", "AccessDeniedException"],
    [aws("ResourceNotFoundException", 404), "refused", "ResourceNotFoundException"],
    [aws("ValidationException", 400), "invalid", "ValidationException"],
    [aws("ThrottlingException", 429), "throttled", "ThrottlingException"],
    [aws("TooManyRequestsException", 400), "throttled", "TooManyRequestsException"],
    [aws("InternalServerException", 500), "unavailable", "InternalServerException"],
    [aws("ServiceUnavailableException", 503), "unavailable", "ServiceUnavailableException"],
    [aws("ExpiredTokenException", 403), "credentials", "ExpiredTokenException"],
    [aws("UnrecognizedClientException", 403), "credentials", "UnrecognizedClientException"],
    [aws("InvalidSignatureException", 403), "credentials", "InvalidSignatureException"],
    [aws("CredentialsProviderError"), "credentials", "CredentialsProviderError"],
    [aws("TokenProviderError"), "credentials", "TokenProviderError"],
    // Codes that this version does not know: the HTTP status decides.
    [aws("SlowDown", 429), "throttled", "SlowDown"],
    [aws("NewException", 400), "refused", "NewException"],
    [aws("NewException", 403), "denied", "NewException"],
    [aws("NewException", 500), "unavailable", "NewException"],
    [aws("SyntaxError", 200), "unavailable", "SyntaxError"],
    [Object.assign(aws("UnreadableAnswer"), { $retryable: {} }), "unreadable", "UnreadableAnswer"],
    // The network.
    [system("ENOTFOUND"), "unreachable", "ENOTFOUND"],
    [system("EAI_AGAIN"), "unreachable", "EAI_AGAIN"],
    [system("ECONNREFUSED"), "unreachable", "ECONNREFUSED"],
    [system("ENETUNREACH"), "unreachable", "ENETUNREACH"],
    [system("ETIMEDOUT"), "unreachable", "ETIMEDOUT"],
    [aws("TimeoutError"), "unreachable", "TimeoutError"],
    [system("ECONNRESET"), "unavailable", "ECONNRESET"],
    [system("ECONNRESET", "TimeoutError"), "unavailable", "ECONNRESET"],
    [system("EPIPE"), "unavailable", "EPIPE"],
    [system("CERT_HAS_EXPIRED"), "untrusted", "CERT_HAS_EXPIRED"],
    [system("toString"), "unavailable", "toString"],
  ];
  for (const [error, kind, code] of table) {
    it(`${code}${error.name === code ? "" : ` (${error.name})`} is ${kind}`, () => {
      assert.deepEqual(faultOf(error), { kind, code, message: "words" });
    });
  }

  it("ends a wait at once only where a repetition can't help", () => {
    const final = (kind: FaultKind) => isFinal({ kind, code: "", message: "" });
    assert.deepEqual(
      (
        [
          "denied",
          "credentials",
          "refused",
          "invalid",
          "throttled",
          "unavailable",
          "unreadable",
          "unreachable",
        ] as const
      ).map(final),
      [true, true, true, true, false, false, false, false],
    );
  });

  for (const mistake of [new TypeError("x is not a function"), new RangeError("x"), "text", undefined, null]) {
    it(`throws ${String(mistake)} on: it is our mistake`, () => {
      assert.throws(
        () => faultOf(mistake),
        (thrown) => thrown === mistake,
      );
    });
  }

  it("is clean, whatever the error is", () => {
    const words = "one\n::error::\u001b[31mtwo\u202e";
    const error = Object.assign(new Error(words), { name: "New\tException", $metadata: { httpStatusCode: 500 } });
    assert.deepEqual(faultOf(error), { kind: "unavailable", code: "New Exception", message: "one ::error:: two " });
    const own = { kind: "refused", code: "x", message: words } as const;
    assert.equal(faultOf(new FaultError(own)).message, "one ::error:: two ");
  });

  for (const odd of [[1], {}, 5, true, null, undefined, "", " ", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"]) {
    it(`has texts where an error has ${JSON.stringify(odd)} for its name, code and message`, () => {
      const error = Object.assign(new Error("x"), { $metadata: { httpStatusCode: 500 } });
      for (const member of ["name", "code", "message"]) Object.defineProperty(error, member, { value: odd });
      assert.deepEqual(faultOf(error), { kind: "unavailable", code: "HTTP500", message: "no message" });
    });
  }

  it("says what is inside an error without words of its own", () => {
    const error = Object.assign(new AggregateError([new Error("one"), new Error("two")], ""), { code: "ECONNREFUSED" });
    assert.equal(faultOf(error).message, "Error: one; Error: two");
    assert.equal(faultOf(Object.assign(new Error(""), { code: "EPIPE" })).message, "Error");
  });
});

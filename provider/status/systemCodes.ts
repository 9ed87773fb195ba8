// The codes of mistakes, such as a mistyped URL, are final, so that no gate waits half an hour for what can't pass.

/** There is no answer in HTTP. A wait that never got one gives up early. */
const UNREACHABLE = [
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "ENETUNREACH",
  "ENETDOWN",
  "EADDRNOTAVAIL",
  "EACCES",
  "EPERM",
  "ETIMEDOUT",
  // The AWS SDK uses this name if no connection was made. A slow service is another fault.
  "TimeoutError",
  // The answer is not HTTP: it comes from another kind of server, or from a TLS server asked over http://.
  "HPE_INVALID_CONSTANT",
  "HPE_INVALID_METHOD",
  "HPE_INVALID_VERSION",
  "HPE_CR_EXPECTED",
  "HPE_LF_EXPECTED",
];

/** The answer is broken HTTP. */
const UNREADABLE = [
  "HPE_HEADER_OVERFLOW",
  "HPE_INVALID_CHUNK_SIZE",
  "HPE_INVALID_CONTENT_LENGTH",
  "HPE_INVALID_EOF_STATE",
  "HPE_INVALID_HEADER_TOKEN",
  "HPE_INVALID_STATUS",
  "HPE_INVALID_TRANSFER_ENCODING",
  "HPE_UNEXPECTED_CONTENT_LENGTH",
];

/** The request can't be made: a part of it, or the kind of connection, is wrong. */
const REFUSED = [
  "ERR_INVALID_URL",
  "ERR_INVALID_PROTOCOL",
  "ERR_INVALID_DOMAIN_NAME",
  "ERR_INVALID_IP_ADDRESS",
  "ERR_INVALID_CHAR",
  "ERR_INVALID_HTTP_TOKEN",
  "ERR_HTTP_INVALID_HEADER_VALUE",
  "ERR_UNESCAPED_CHARACTERS",
  "ERR_SOCKET_BAD_PORT",
  "EPROTO",
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "ERR_SSL_PACKET_LENGTH_TOO_LONG",
  "ERR_SSL_HTTP_REQUEST",
  "ERR_SSL_UNSUPPORTED_PROTOCOL",
  "ERR_SSL_NO_PROTOCOLS_AVAILABLE",
  "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
  "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE",
  "ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE",
  "ERR_TLS_INVALID_PROTOCOL_VERSION",
  "ERR_TLS_PROTOCOL_VERSION_CONFLICT",
];

/** Of a certificate. Source: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const UNTRUSTED = [
  "CA_MD_TOO_WEAK",
  "CA_KEY_TOO_SMALL",
  "CERT_CHAIN_TOO_LONG",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_REJECTED",
  "CERT_REVOKED",
  "CERT_SIGNATURE_FAILURE",
  "CERT_UNTRUSTED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "EE_KEY_TOO_SMALL",
  "ERR_TLS_CERT_ALTNAME_FORMAT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "ERROR_IN_CERT_NOT_AFTER_FIELD",
  "ERROR_IN_CERT_NOT_BEFORE_FIELD",
  "HOSTNAME_MISMATCH",
  "INVALID_CA",
  "INVALID_PURPOSE",
  "PATH_LENGTH_EXCEEDED",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY",
  "UNABLE_TO_DECRYPT_CERT_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
];

/** The codes of Node.js, of its TLS and of the system, by what they mean for a call. */
export const SYSTEM_CODES = {
  unreachable: UNREACHABLE,
  unreadable: UNREADABLE,
  refused: REFUSED,
  untrusted: UNTRUSTED,
} as const;

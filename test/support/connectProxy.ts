import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { connect, createServer as createRelay, type AddressInfo, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import type { Certificate } from "./certificate";

/** A running proxy. */
export interface ConnectProxy {
  readonly port: number;
  /** Without user name and password. */
  readonly url: string;
  /** The hosts that it was asked to connect to, in order. */
  readonly hosts: string[];
  /** The user names and passwords that it was given, in order. */
  readonly logins: (string | undefined)[];
  close(): Promise<void>;
}

/** A listening server. */
export interface Relay {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Starts a proxy that connects to a port of this computer, whatever host is asked for, or refuses with an HTTP status.
 */
export async function startConnectProxy(
  answer: { readonly to: number } | { readonly status: number } | "hang",
): Promise<ConnectProxy> {
  const hosts: string[] = [];
  const logins: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const server = createServer();
  server.on("connection", (socket: Socket) => keep(sockets, socket));
  server.on("connect", (request: IncomingMessage, socket: Socket) => {
    hosts.push(request.url!);
    logins.push(loginIn(request.headers["proxy-authorization"]));
    if (answer === "hang") return;
    if ("status" in answer) return void socket.end(`HTTP/1.1 ${answer.status} No\r\ncontent-length: 0\r\n\r\n`);
    const target = connect(answer.to, "127.0.0.1", () => socket.write("HTTP/1.1 200 OK\r\n\r\n"));
    keep(sockets, target);
    socket.pipe(target).pipe(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}`, hosts, logins, close: () => closed(server, sockets) };
}

/** Starts a server that forwards to a port of this computer. With a certificate, it takes TLS. */
export async function startRelay(to: number, certificate?: Certificate): Promise<Relay> {
  const sockets = new Set<Socket>();
  const hand = (socket: Socket): void => {
    keep(sockets, socket);
    const target = connect(to, "127.0.0.1");
    keep(sockets, target);
    socket.pipe(target).pipe(socket);
  };
  const server = certificate ? createTlsServer(certificate, hand) : createRelay(hand);
  server.listen(0, "0.0.0.0");
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, close: () => closed(server, sockets) };
}

function keep(sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket);
  socket.on("error", () => socket.destroy());
  socket.on("close", () => sockets.delete(socket));
}

async function closed(server: { close(callback: () => void): unknown }, sockets: ReadonlySet<Socket>): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}

function loginIn(header: string | undefined): string | undefined {
  return header && Buffer.from(header.replace(/^Basic /, ""), "base64").toString();
}

import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

/** A proxy that asks for a password. It connects to the same place whatever the requested host is. */
export interface Proxy {
  readonly port: number;
  /** How many tunnels were asked for with the right password. */
  tunnels: number;
  /** Whether it refuses every password. */
  refuses: boolean;
  close(): void;
}

export async function startProxy(target: string, credentials: string): Promise<Proxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on("connect", ({ headers }, client: Socket) => {
    sockets.add(client);
    client.on("error", () => {});
    const wanted = `Basic ${Buffer.from(credentials).toString("base64")}`;
    if (proxy.refuses || headers["proxy-authorization"] !== wanted)
      return void client.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    proxy.tunnels++;
    const upstream = connect(Number(port), hostname, () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on("error", () => client.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy: Proxy = {
    port: (server.address() as AddressInfo).port,
    tunnels: 0,
    refuses: false,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  return proxy;
}

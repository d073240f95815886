// The network of the browsers under test: a web server for some files, and for everything else a proxy that only keeps a
// list of the requests.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, normalize } from "node:path";

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml", ".wasm": "application/wasm", ".xml": "application/xml", ".webmanifest": "application/manifest+json" };

/** The browsers' own requests, which cannot all be turned off: updates of themselves and of their lists. */
const ERRANDS = /^\w+ (http:\/\/)?(update\.googleapis|clients2\.google|accounts\.google|[a-z.]+\.services\.mozilla)\.com\b/;

/** Serves the folders mounted on it, and lists all requests. */
export class Network {
  /** @type {string[]} what was asked of the server and of the proxy since the list was emptied */
  asked = [];
  /** @type {[string, URL, Record<string, string>][]} */
  #mounts = [];
  #server = createServer((request, response) => void this.#answer(request, response));

  /** Servers of other names, and the headers that they got. @type {Record<string, import("node:http").RequestListener>} */
  hosts = {};
  /** @type {import("node:http").IncomingHttpHeaders[]} */
  headers = [];
  /** Whether the server answers at all. */
  isUp = true;
  /** The name of a file that it reports as missing. @type {string | undefined} */
  missing;
  /** The types of files, by the end of their names. @type {Record<string, string>} */
  types = { ...TYPES };

  async start() {
    this.#server.on("connect", (request, socket) => {
      this.asked.push(`CONNECT ${request.url}`);
      socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    });
    await new Promise((resolve) => this.#server.listen(0, "localhost", () => resolve(undefined)));
    return this;
  }

  /** The requests of the pages in the browser. */
  get askedByPages() {
    return this.asked.filter((line) => !ERRANDS.test(line));
  }

  get port() {
    return /** @type {import("node:net").AddressInfo} */ (this.#server.address()).port;
  }

  get proxy() {
    return `localhost:${this.port}`;
  }

  get origin() {
    return `http://localhost:${this.port}`;
  }

  /**
   * Serves a folder.
   * @param {string} path such as `/dist/`
   * @param {URL} folder
   * @param {Record<string, string>} [headers]
   */
  mount(path, folder, headers = {}) {
    this.#mounts.push([path, folder, headers]);
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /**
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:http").ServerResponse} response
   */
  async #answer(request, response) {
    // A browser's request to a proxy names the server too.
    const url = (request.url ?? "").replace(this.origin, "");
    this.asked.push(`${request.method} ${url}`);
    const host = url.match(/^http:\/\/([^/:]+)/)?.[1];
    if (host && this.hosts[host]) {
      this.headers.push(request.headers);
      return void this.hosts[host](request, response);
    }
    if (!this.isUp) return void response.destroy();
    const path = normalize(decodeURIComponent(url.split(/[?#]/)[0]));
    const [prefix, folder, headers] = this.#mounts.find(([prefix]) => path.startsWith(prefix)) ?? [];
    if (!prefix || !folder) return response.writeHead(502).end();
    const wanted = `${path.slice(prefix.length)}${path.endsWith("/") ? "index.html" : ""}`;
    if (this.missing && wanted.endsWith(this.missing)) return response.writeHead(404).end();
    try {
      const body = await readFile(new URL(wanted.split("/").map(encodeURIComponent).join("/"), folder));
      response.writeHead(200, { "content-type": this.types[extname(wanted)] ?? "application/octet-stream", ...headers }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  }
}

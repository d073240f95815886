// Serves dist/ on localhost, for a look at the page.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json", ".md": "text/plain; charset=utf-8", ".wasm": "application/wasm" };

const server = createServer((request, response) => {
  const path = normalize(new URL(request.url, "http://localhost").pathname);
  const file = join(DIST, path === "/" ? "site/index.html" : path);
  if (!existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404, { "content-type": "text/plain" }).end("There is no such file in dist/.\n");
    return;
  }
  response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
  createReadStream(file).pipe(response);
});

server.on("error", () => server.listen(0, "localhost"));
server.on("listening", () => console.log(`The page is at http://localhost:${server.address().port}/ (Ctrl-C ends it)`));
server.listen(Number(process.env.PORT ?? 4010), "localhost");

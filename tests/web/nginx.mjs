// A real nginx in front of a server in the tests, on this machine only.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request as ask } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class Nginx {
  /**
   * @param {import("node:http").RequestListener} answer the server behind it
   * @param {string} setup additional settings of its one location
   */
  static async before(answer, setup) {
    const nginx = new Nginx();
    nginx.folder = mkdtempSync(join(tmpdir(), "nginx-"));
    nginx.server = createServer(answer).listen(0, "127.0.0.1");
    await new Promise((resolve) => nginx.server.once("listening", resolve));
    // A port that was free a moment ago, because nginx does not report which port it uses.
    const free = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => free.once("listening", resolve));
    nginx.port = free.address().port;
    await new Promise((resolve) => free.close(resolve));
    const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${nginx.folder}/${name};`).join(" ");
    writeFileSync(join(nginx.folder, "nginx.conf"), `daemon off; pid ${nginx.folder}/pid; error_log stderr; events {}
      http { access_log off; ${paths} server { listen 127.0.0.1:${nginx.port}; location / { proxy_pass http://127.0.0.1:${nginx.server.address().port}; ${setup} } } }`);
    nginx.process = spawn("nginx", ["-e", "stderr", "-p", nginx.folder, "-c", "nginx.conf"], { stdio: "ignore" });
    for (let tries = 0; !(await nginx.answers()); tries++) {
      if (tries > 100) throw new Error("nginx does not start");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return nginx;
  }

  answers() {
    return new Promise((resolve) => ask({ port: this.port, host: "127.0.0.1" }, (answer) => resolve(answer.resume())).on("error", () => resolve(null)).end());
  }

  /** Forwards a request to nginx, and returns its unchanged response. */
  pass = ({ method, url }, response) => {
    const { pathname } = new URL(url, "http://host");
    ask({ port: this.port, host: "127.0.0.1", method, path: pathname }, (answer) => {
      response.sendDate = false;
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    }).end();
  };

  async stop() {
    this.process.kill();
    await new Promise((resolve) => this.process.once("exit", resolve));
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

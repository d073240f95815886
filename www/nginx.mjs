// Writes the configuration of nginx for the image: each page with a header that is equal to the policy inside it.
import { readFileSync, readdirSync } from "node:fs";

const POLICY = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/;

/** @param {string} site the folder of the site */
export function nginxConfiguration(site) {
  const pages = readdirSync(site, { recursive: true }).map(String).filter((path) => path.endsWith(".html")).sort();
  const policies = new Map(pages.map((path) => {
    const policy = readFileSync(`${site}${path}`, "utf8").match(POLICY)?.[1];
    if (!policy) throw new Error(`${path} has no policy`);
    return [path, policy];
  }));
  // Nearly all pages of the documentation have the same.
  const usual = policies.get("docs/findings.html");
  const others = [...policies].filter(([, policy]) => policy !== usual);
  return `map $uri $policy {
  default "${usual}";
${others.map(([path, policy]) => `  /${path} "${policy}";`).join("\n")}
}

server {
  listen 8080;
  root /usr/share/nginx/html;
  index index.html;
  server_tokens off;
  gzip on;
  gzip_types application/javascript application/json application/wasm text/css text/plain;
  add_header Content-Security-Policy $policy always;
  add_header X-Content-Type-Options nosniff always;
  add_header Referrer-Policy no-referrer always;
  add_header Cache-Control no-cache always;

  location = /manifest.webmanifest {
    default_type application/manifest+json;
  }
}
`;
}

import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where the role runs that answers what the pages ask for, while one develops. */
const servers: Readonly<Record<string, string>> = {
  portal: "http://localhost:3000",
  console: "http://localhost:3001",
};
const server = process.env.ATRIUM_SERVER ?? servers[basename(process.cwd())] ?? "";

/** The build both applications share; npm runs it in the folder of one of them. */
export default defineConfig({
  plugins: [react()],
  publicDir: fileURLToPath(new URL("./design/public", import.meta.url)),
  build: {
    // A font inlined as a data: URL would be refused by the content security policy.
    assetsInlineLimit: 0,
    target: "es2023",
    rolldownOptions: {
      // Changes only with its version, so that a new release of the pages leaves it in the caches.
      output: {
        codeSplitting: { groups: [{ name: "react", test: /node_modules\/(react|react-dom|scheduler)\// }] },
      },
    },
    license: { fileName: "third-party-licences.md" },
  },
  server: {
    // `GET /auth/logout` is a page of the application; the form's POST and everything else of /auth is the server's.
    proxy: {
      "/session": server,
      "/api": server,
      "/auth": {
        target: server,
        bypass: (request) =>
          request.method === "GET" && request.url === "/auth/logout" ? "/index.html" : undefined,
      },
    },
  },
});

import createClient, { type Middleware } from "openapi-fetch";
import { ApiError } from "./error";
import type { components, paths } from "./schema.gen";

type Schemas = components["schemas"];
export type Module = Schemas["Module"];
export type Organization = Schemas["Organization"];
export type Member = Schemas["Member"];
export type Region = Schemas["AnyRegion"];
export type SignIn = Schemas["SignIn"];
export type Stack = Schemas["Stack"];

const failures: Middleware = {
  onRequest({ request }) {
    // The server refuses changes without it: another site's form cannot set a header.
    if (request.method !== "GET") request.headers.set("X-Requested-With", "atrium");
  },
  async onResponse({ response }) {
    if (!response.ok) throw await ApiError.of(response);
  },
};

export const api = createClient<paths>({
  baseUrl: `${window.location.origin}/api`,
  fetch: (request) => reach(() => globalThis.fetch(request)),
});
api.use(failures);

/** Runs a request and turns "no answer" into an [ApiError] of status 0; an aborted one stays aborted. */
export async function reach(request: () => Promise<Response>): Promise<Response> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw ApiError.unreachable();
  }
}

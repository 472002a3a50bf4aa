import { vi } from "vitest";

/** Answers by path, the query left out: a body for 200, or a whole response. */
export type Answers = Readonly<Record<string, unknown>>;

/** Puts a server behind `fetch` that knows these answers and gives 404 in Membership's manner to all else. */
export function answering(answers: Answers): { readonly asked: string[] } {
  const asked: string[] = [];
  const server = (input: string | URL | Request): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    const { pathname } = new URL(url, window.location.origin);
    asked.push(pathname);
    const answer = answers[pathname];
    if (answer instanceof Response) return Promise.resolve(answer.clone());
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve(
      answer === undefined
        ? Response.json(
            { errorCode: "NOT_FOUND", errorMessage: `nothing at ${pathname}` },
            { status: 404, headers: { "X-Request-Id": "req-404" } },
          )
        : Response.json(answer),
    );
  };
  vi.stubGlobal("fetch", server);
  return { asked };
}

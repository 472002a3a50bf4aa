import { describe, expect, it } from "vitest";
import { answering } from "../testing";
import { api } from "./client";
import { ApiError } from "./error";

async function failure(): Promise<ApiError> {
  const error: unknown = await api.GET("/me").catch((thrown: unknown) => thrown);
  if (!(error instanceof ApiError)) throw new Error("that should have failed", { cause: error });
  return error;
}

describe("the API client", () => {
  it("asks below /api of the page's own origin", async () => {
    const server = answering({ "/api/me": { data: { id: "ada", email: "ada@example.com" } } });

    const { data } = await api.GET("/me");

    expect(server.asked).toEqual(["/api/me"]);
    expect(data?.data.email).toBe("ada@example.com");
  });

  it("throws what the server said, with the request's id", async () => {
    answering({
      "/api/me": Response.json(
        { errorCode: "FORBIDDEN", errorMessage: "needs organization:Read" },
        { status: 403, headers: { "X-Request-Id": "req-1" } },
      ),
    });

    expect(await failure()).toMatchObject({
      status: 403,
      code: "FORBIDDEN",
      reason: "needs organization:Read",
      requestId: "req-1",
    });
  });

  it("throws the status where the body says nothing", async () => {
    answering({ "/api/me": new Response("<html>", { status: 502 }) });

    expect(await failure()).toMatchObject({ status: 502, code: "HTTP_502", reason: "", requestId: null });
  });

  it("throws that nobody answered", async () => {
    answering({ "/api/me": new TypeError("fetch failed") });

    expect(await failure()).toMatchObject({ status: 0, code: "UNREACHABLE" });
  });
});

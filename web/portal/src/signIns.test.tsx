import { Atrium } from "@atrium/design";
import { a, answering, session, violations, type Answers } from "@atrium/design/testing";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { browser } from "./pages/browser";
import { newRouter } from "./router";

const PATH = "/users/ada/sign-ins";
const wrong = a.signIn({ seq: "2", outcome: "REFUSED", address: "203.0.113.9", userAgent: "curl/8.5.0" });

const page = (...data: readonly ReturnType<typeof a.signIn>[]) => ({
  data: { pageSize: 50, hasMore: false, recorded: true, data },
});

function open(path: string, answers: Answers = {}) {
  const server = answering({
    "/session": session,
    "/api/me": { data: { id: "ada", email: "ada@example.com", role: "USER" } },
    "/api/_info": { version: "v3.0.0" },
    "/api/organizations": { data: [a.organization()] },
    "/api/organizations/my-org": { data: a.organization() },
    "/api/organizations/my-org/users": { data: [a.member({ id: "bob", email: "bob@example.com" })] },
    [`/api${PATH}`]: page(wrong, a.signIn()),
    ...answers,
  });
  const router = newRouter(createMemoryHistory({ initialEntries: [path] }));
  render(
    <Atrium env="test">
      <RouterProvider router={router} />
    </Atrium>,
  );
  return { server, router };
}

describe("Sign-ins", () => {
  it("say when, what, by which connector, from where and with what", async () => {
    open(PATH);

    const refused = await screen.findByRole("row", { name: /Wrong password/ });
    expect(refused.textContent).toContain("203.0.113.9");
    expect(within(refused).getByText("curl 8.5.0")).toBeDefined();
    const done = screen.getByRole("row", { name: /Signed in/ });
    expect(done.textContent).toContain("Password");
    expect(within(done).getByText("Firefox 140 on Linux")).toBeDefined();
    expect(await violations()).toEqual([]);
  });

  it("are found in the menu of the account", async () => {
    const { router } = open("/organizations");

    await userEvent.click(await screen.findByRole("button", { name: "ada@example.com" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Sign-ins" }));

    expect(await screen.findByRole("heading", { level: 1, name: "Sign-ins" })).toBeDefined();
    expect(router.state.location.pathname).toBe(PATH);
  });

  it("bring earlier ones when asked", async () => {
    open(PATH, { [`/api${PATH}`]: { data: { ...page(wrong).data, hasMore: true, next: "sign-ins.f50.2" } } });
    const more = await screen.findByRole("button", { name: "Show earlier ones" });
    const { asked } = answering({ [`/api${PATH}`]: page(a.signIn()) });

    await userEvent.click(more);

    expect(await screen.findByRole("row", { name: /Signed in/ })).toBeDefined();
    expect(screen.getByRole("row", { name: /Wrong password/ })).toBeDefined();
    expect(asked).toEqual([`/api${PATH}`]);
    expect(screen.queryByRole("button", { name: "Show earlier ones" })).toBeNull();
  });

  it("say that there are none", async () => {
    open(PATH, { [`/api${PATH}`]: page() });

    expect(await screen.findByRole("heading", { name: /No sign-ins in the last 90 days/ })).toBeDefined();
    expect(await violations()).toEqual([]);
  });

  it("say that another provider has them", async () => {
    open(PATH, { [`/api${PATH}`]: { data: { ...page().data, recorded: false } } });

    expect(await screen.findByRole("heading", { name: "Sign-ins are not recorded here" })).toBeDefined();
  });

  it("of others are refused with the reason", async () => {
    open("/users/bob/sign-ins", {
      "/api/users/bob/sign-ins": Response.json(
        { errorCode: "FORBIDDEN", errorMessage: "system:Admin or ONESELF is needed" },
        { status: 403 },
      ),
    });

    expect((await screen.findByRole("alert")).textContent).toContain("System:Admin or ONESELF is needed.");
    expect(await violations()).toEqual([]);
  });

  it("of others are a link in the list of members for administrators of the platform", async () => {
    open("/organizations/my-org/members", {
      "/api/me": { data: { id: "ada", email: "ada@example.com", role: "SYSTEM" } },
    });

    expect((await screen.findByRole("link", { name: "bob@example.com" })).getAttribute("href")).toBe(
      "/users/bob/sign-ins",
    );
  });
});

describe("A user agent", () => {
  const windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)";
  it.each([
    [`${windows} Chrome/140.0.0.0 Safari/537.36`, { name: "Chrome 140", system: "Windows" }],
    [`${windows} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.1.2`, { name: "Edge 140", system: "Windows" }],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
      { name: "Safari 18", system: "iOS" },
    ],
    [
      "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36",
      { name: "Chrome 140", system: "Android" },
    ],
    ["fctl", { name: "fctl" }],
    ["", undefined],
  ])("%s is named shortly", (userAgent, named) => {
    expect(browser(userAgent)).toEqual(named);
  });
});

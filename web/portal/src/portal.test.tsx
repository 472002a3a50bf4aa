import { Atrium } from "@atrium/design";
import { a, answering, browser, session, violations, type Answers } from "@atrium/design/testing";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { newRouter } from "./router";

const everything: Answers = {
  "/session": session,
  "/api/me": { data: { id: "ada", email: "ada@example.com", role: "USER" } },
  "/api/_info": { version: "v3.0.0" },
  "/api/organizations": { data: [a.organization(), a.organization({ id: "other", name: "Other" })] },
  "/api/organizations/my-org": { data: a.organization() },
  "/api/organizations/my-org/stacks": {
    data: [a.stack(), a.stack({ id: "stag", name: "staging", status: "PROGRESSING" })],
  },
  "/api/organizations/my-org/stacks/prod": { data: a.stack() },
  "/api/organizations/my-org/stacks/prod/modules": { data: [a.module("ledger")] },
  "/api/organizations/my-org/regions": { data: [a.region()] },
  "/api/organizations/my-org/users": {
    data: [a.member(), a.member({ id: "bob", email: "bob@example.com", policyId: 17 })],
  },
};

function open(path: string, answers: Answers = everything) {
  const server = answering(answers);
  const router = newRouter(createMemoryHistory({ initialEntries: [path] }));
  render(
    <Atrium env="test">
      <RouterProvider router={router} />
    </Atrium>,
  );
  return { server, router };
}

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

describe("Portal", () => {
  const left = vi.fn();

  beforeEach(() => {
    left.mockReset();
    browser.leaveFor = left;
  });

  it("sends who is not logged in to the login", async () => {
    open("/organizations", { "/session": Response.json({ errorCode: "UNAUTHENTICATED" }, { status: 401 }) });

    await waitFor(() => {
      expect(left).toHaveBeenCalledExactlyOnceWith("/auth/login?to=%2F");
    });
  });

  it("asks nobody for a session on the page after the logout", async () => {
    const { server } = open("/auth/logout");

    expect(await heading("You are logged out")).toBeDefined();
    expect(screen.getByRole("link", { name: "Log in again" }).getAttribute("href")).toBe(
      "/auth/login?to=%2F",
    );
    expect(server.asked).toEqual([]);
    expect(await violations()).toEqual([]);
  });

  it("goes straight to the stacks of somebody's only organization", async () => {
    const { router } = open("/", { ...everything, "/api/organizations": { data: [a.organization()] } });

    expect(await heading("Stacks")).toBeDefined();
    expect(router.state.location.pathname).toBe("/organizations/my-org/stacks");
  });

  it("lets who has several organizations choose", async () => {
    const { router } = open("/");
    await heading("Organizations");

    await userEvent.click(await screen.findByRole("link", { name: "My Company" }));

    expect(await heading("Stacks")).toBeDefined();
    expect(router.state.location.pathname).toBe("/organizations/my-org/stacks");
  });

  it("lists the stacks with their states, and opens one", async () => {
    open("/organizations/my-org/stacks");
    const row = await screen.findByRole("row", { name: /staging/ });
    expect(within(row).getByText("Coming up")).toBeDefined();

    await userEvent.click(screen.getByRole("link", { name: "production" }));

    expect(await heading("production")).toBeDefined();
    expect(await screen.findByText("Ledger")).toBeDefined();
    expect(screen.getByRole("link", { name: "Open in Console" }).getAttribute("href")).toBe(
      "http://localhost:3001/my-org/prod?region=default",
    );
  });

  it("names the region of a stack, by its id where a server says no more", async () => {
    open("/organizations/my-org/stacks", {
      ...everything,
      "/api/organizations/my-org/stacks": {
        data: [
          a.stack({ region: a.region({ name: "Frankfurt" }) }),
          a.stack({ id: "stag", name: "staging", regionID: "eu-1" }),
        ],
      },
    });

    expect((await screen.findByRole("row", { name: /production/ })).textContent).toContain("Frankfurt");
    expect(screen.getByRole("row", { name: /staging/ }).textContent).toContain("eu-1");
  });

  it("says what a first stack would be and how to create it", async () => {
    open("/organizations/my-org/stacks", { ...everything, "/api/organizations/my-org/stacks": { data: [] } });

    expect(await screen.findByRole("heading", { name: "No stacks yet" })).toBeDefined();
    expect(screen.getByText(/fctl stack create .* --organization=my-org/)).toBeDefined();
  });

  it("says why one may not see the members", async () => {
    open("/organizations/my-org/members", {
      ...everything,
      "/api/organizations/my-org/users": Response.json(
        { errorCode: "FORBIDDEN", errorMessage: "needs organization:ListUsers" },
        { status: 403 },
      ),
    });

    expect((await screen.findByRole("alert")).textContent).toContain("Needs organization:ListUsers.");
    expect(await heading("Members")).toBeDefined();
  });

  it("says that a stack does not exist", async () => {
    open("/organizations/my-org/stacks/nope");

    expect(await heading("nope")).toBeDefined();
    expect(screen.getByRole("button", { name: "Copy req-404" })).toBeDefined();
  });

  it("names the owner, oneself, and a policy that is not built in", async () => {
    open("/organizations/my-org/members");

    const own = await screen.findByRole("row", { name: /ada@example.com/ });
    expect(await within(own).findByText("Owner")).toBeDefined();
    expect(within(own).getByText("you")).toBeDefined();
    expect(screen.getByText("Policy 17")).toBeDefined();
  });

  it("logs out by a form, which the server may answer with a redirect to elsewhere", async () => {
    const submit = vi.spyOn(HTMLFormElement.prototype, "requestSubmit").mockReturnValue();
    open("/organizations");

    await userEvent.click(await screen.findByRole("button", { name: "ada@example.com" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Log out everywhere" }));

    const form = submit.mock.contexts[0] as HTMLFormElement;
    expect([form.method, new URL(form.action).pathname]).toEqual(["post", "/auth/logout"]);
  });

  it.each([
    ["/organizations", "Organizations"],
    ["/organizations/my-org/stacks", "Stacks"],
    ["/organizations/my-org/stacks/prod", "production"],
    ["/organizations/my-org/regions", "Regions"],
    ["/organizations/my-org/members", "Members"],
  ])("%s is sound for assistive technology", async (path, title) => {
    open(path);
    await heading(title);

    expect(await violations()).toEqual([]);
  });
});

import { Atrium } from "@atrium/design";
import { a, answering, browser, session, violations, type Answers } from "@atrium/design/testing";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { newRouter } from "./router";

const everything: Answers = {
  "/session": session,
  "/api/me": { data: { id: "ada", email: "ada@example.com", role: "USER" } },
  "/api/_info": { version: "v3.0.0" },
  "/api/organizations": { data: [a.organization(), a.organization({ id: "other", name: "Other" })] },
  "/api/organizations/my-org/stacks": {
    data: [a.stack(), a.stack({ id: "gone", name: "bygone", state: "DELETED" })],
  },
  "/api/organizations/my-org/stacks/prod": { data: a.stack() },
  "/api/organizations/my-org/stacks/prod/modules": { data: [a.module("ledger")] },
  "/api/organizations/other/stacks": { data: [] },
};

function open(path: string, answers: Answers = everything) {
  answering(answers);
  const router = newRouter(createMemoryHistory({ initialEntries: [path] }));
  render(
    <Atrium env="test">
      <RouterProvider router={router} />
    </Atrium>,
  );
  return router;
}

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

describe("Console", () => {
  it("sends who is not logged in to the login", async () => {
    const left = vi.fn();
    browser.leaveFor = left;

    open("/my-org/prod", { "/session": Response.json({ errorCode: "UNAUTHENTICATED" }, { status: 401 }) });

    await waitFor(() => {
      expect(left).toHaveBeenCalledOnce();
    });
  });

  it("lets one choose a stack that still exists", async () => {
    const router = open("/");
    await heading("Choose a stack");
    expect(screen.queryByText("bygone")).toBeNull();

    await userEvent.click(await screen.findByRole("link", { name: "production" }));

    expect(await heading("production")).toBeDefined();
    expect(router.state.location.pathname).toBe("/my-org/prod");
  });

  it("opens the stack that the command line links to", async () => {
    open("/my-org/prod?region=default");

    expect(await heading("production")).toBeDefined();
    expect(screen.getByRole("link", { name: "https://my-org-prod.example.com" })).toBeDefined();
    expect(await screen.findByText("Ledger")).toBeDefined();
    expect(screen.getByRole("link", { name: "Back to Portal" }).getAttribute("href")).toBe(
      "http://localhost:3000/organizations/my-org/stacks/prod",
    );
  });

  it("begins in the organization one was in last", async () => {
    localStorage.setItem("atrium-console-organization", "other");

    const router = open("/");

    expect(await screen.findByRole("heading", { name: "This organization has no stacks" })).toBeDefined();
    expect(router.state.location.pathname).toBe("/other");
  });

  it.each([
    ["/my-org", "Choose a stack"],
    ["/my-org/prod", "production"],
    ["/auth/logout", "You are logged out"],
  ])("%s is sound for assistive technology", async (path, title) => {
    open(path);
    await heading(title);

    expect(await violations()).toEqual([]);
  });
});

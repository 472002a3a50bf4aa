import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { ApiError } from "../api/error";
import { Atrium } from "../Atrium";
import { violations } from "../testing";
import { ErrorPanel } from "./ErrorPanel";

function show(error: Error, onRetry?: () => void) {
  render(
    <Atrium env="test">
      <main>
        <ErrorPanel error={error} {...(onRetry ? { onRetry } : {})} />
      </main>
    </Atrium>,
  );
}

describe("an error", () => {
  it("says why one may not see something, whom to ask and which request it was", async () => {
    show(new ApiError(403, "FORBIDDEN", "needs organization:ListUsers", "req-7"));

    const panel = screen.getByRole("alert");
    expect(panel).toHaveProperty("textContent", expect.stringContaining("Needs organization:ListUsers."));
    expect(panel.textContent).toContain("Ask an owner");
    expect(screen.getByRole("button", { name: "Copy req-7" })).toBeDefined();
    expect(await violations()).toEqual([]);
  });

  it("copies the request's id", async () => {
    const user = userEvent.setup();
    show(new ApiError(500, "INTERNAL", "", "req-7"));

    await user.click(screen.getByRole("button", { name: "Copy req-7" }));

    expect(await navigator.clipboard.readText()).toBe("req-7");
    expect(await screen.findByText("Copied")).toBeDefined();
  });

  it("offers to try again where that can help", async () => {
    const retry = vi.fn();
    show(ApiError.unreachable(), retry);

    await userEvent.click(screen.getByRole("button", { name: "Try again" }));

    expect(retry).toHaveBeenCalledOnce();
  });

  it("does not offer to try again what stays forbidden", () => {
    show(new ApiError(403, "FORBIDDEN", "", null), vi.fn());

    expect(screen.queryByRole("button")).toBeNull();
  });

  it("offers the login to who logged in and is not known", () => {
    show(new ApiError(401, "UNAUTHENTICATED", "", null));

    expect(screen.getByRole("link", { name: "Log in again" }).getAttribute("href")).toBe(
      "/auth/login?to=%2F",
    );
  });
});

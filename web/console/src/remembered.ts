const KEY = "atrium-console-organization";

/** The organization whose stacks one looked at last. */
export const remembered = {
  get(): string | null {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  },
  set(organizationId: string): void {
    try {
      localStorage.setItem(KEY, organizationId);
    } catch {
      // Nothing keeps it: next time the first organization is shown.
    }
  },
};

/** Every word of Portal's own pages. A translation is another object of the same type. */
export const messages = {
  application: "Portal",
  groups: { people: "People and access", account: "Your account" },
  organizations: {
    title: "Organizations",
    columns: { name: "Organization", stacks: "Stacks", members: "Members", created: "Created" },
    filter: "Filter by name or id…",
    count: (shown: number, all: number) => counted(shown, all, "organization", "organizations"),
    none: {
      title: "You are in no organization",
      text: "Ask somebody for an invitation to theirs, or create one of your own:",
      command: "fctl cloud organizations create <name>",
    },
  },
  stacks: {
    title: "Stacks",
    columns: {
      name: "Stack",
      state: "State",
      version: "Version",
      region: "Region",
      modules: "Modules",
      changed: "Changed",
    },
    filter: "Filter by name, region, version…",
    count: (shown: number, all: number) => counted(shown, all, "stack", "stacks"),
    more: (count: number) => `+${count}`,
    none: {
      title: "No stacks yet",
      text: "A stack runs Ledger, Payments and the other modules in one of your regions. Create the first one:",
      command: (organizationId: string) => `fctl stack create <name> --organization=${organizationId}`,
    },
    inConsole: "Open in Console",
  },
  regions: {
    title: "Regions",
    columns: {
      name: "Region",
      state: "State",
      kind: "Kind",
      version: "Version",
      modules: "Modules",
      ping: "Last heard",
    },
    filter: "Filter by name or id…",
    count: (shown: number, all: number) => counted(shown, all, "region", "regions"),
    states: { connected: "Connected", unreachable: "Unreachable", outdated: "Outdated" },
    kinds: { public: "Public", private: "Private", production: "Public, production" },
    none: {
      title: "No regions yet",
      text: "A region is where stacks run: a cluster with an agent. Create a private one:",
      command: "fctl cloud regions create <name>",
    },
  },
  members: {
    title: "Members",
    columns: { email: "Member", policy: "Rights", id: "Id" },
    filter: "Filter by e-mail…",
    count: (shown: number, all: number) => counted(shown, all, "member", "members"),
    you: "you",
    owner: "Owner",
    none: { title: "No members", text: "Whoever accepts an invitation to the organization appears here." },
    /** The built-in policies, by id; the organization's own are named by their number. */
    policies: {
      1: "Read stacks",
      2: "Administer stacks",
      4: "Read the organization",
      5: "Read the organization and its stacks",
      6: "Read the organization, administer stacks",
      8: "Administer the organization",
      9: "Administer the organization, read stacks",
      10: "Administer everything",
    } as Readonly<Record<number, string>>,
    policy: (id: number) => `Policy ${id}`,
  },
  signIns: {
    title: "Sign-ins",
    columns: { date: "When", outcome: "What happened", connector: "By", address: "From", browser: "With" },
    filter: "Filter by address, browser…",
    count: (shown: number, all: number) => counted(shown, all, "attempt", "attempts"),
    outcomes: {
      SUCCESS: "Signed in",
      REFUSED: "Wrong password",
      THROTTLED: "Blocked for a while",
      FAILURE: "Could not be checked",
    },
    outcome: "What happened",
    password: "Password",
    unknown: "Unknown",
    on: (browser: string, system: string) => `${browser} on ${system}`,
    earlier: "Show earlier ones",
    kept: "Kept for 90 days. A wrong password that was not yours: somebody tried your name. A sign-in that was not yours: change your password and log out everywhere.",
    none: {
      title: "No sign-ins in the last 90 days",
      text: "Whoever signs in with a password, or tries to, appears here.",
    },
    elsewhere: {
      title: "Sign-ins are not recorded here",
      text: "This account is used by way of another login provider; ask there who signed in.",
    },
  },
  notFound: {
    title: "There is no such page",
    text: "The address may be mistyped, or the page has moved.",
    home: "To the organizations",
  },
};

function counted(shown: number, all: number, one: string, many: string): string {
  const noun = all === 1 ? one : many;
  return shown === all ? `${all} ${noun}` : `${shown} of ${all} ${noun}`;
}

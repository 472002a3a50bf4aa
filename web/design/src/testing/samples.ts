import type { Member, Module, Organization, Region, SignIn, Stack } from "../api/client";
import type { Session } from "../session/session";

const NOON = "2026-11-21T12:00:00Z";

export const session: Session = {
  user: { id: "ada", email: "ada@example.com", name: "Ada Lovelace" },
  membershipUrl: "http://localhost:8080/api",
  portalUrl: "http://localhost:3000",
  consoleUrl: "http://localhost:3001",
  expiresAt: "2026-11-21T20:00:00Z",
};

/** Things as the API gives them, each simply up; what a test is about, it says itself. */
export const a = {
  organization: (difference: Partial<Organization> = {}): Organization => ({
    id: "my-org",
    name: "My Company",
    ownerId: "ada",
    defaultPolicyID: 5,
    ...difference,
  }),

  signIn: (difference: Partial<SignIn> = {}): SignIn => ({
    seq: "1",
    date: NOON,
    outcome: "SUCCESS",
    connector: "local",
    clientId: "membership",
    address: "192.0.2.7",
    userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    ...difference,
  }),

  region: (difference: Partial<Region> = {}): Region => ({
    id: "default",
    name: "default",
    baseUrl: "https://example.com",
    active: true,
    createdAt: NOON,
    lastPing: NOON,
    capabilities: {},
    agentID: "default",
    outdated: false,
    public: true,
    ...difference,
  }),

  module: (name: string, difference: Partial<Module> = {}): Module => ({
    name,
    state: "ENABLED",
    status: "READY",
    lastStateUpdate: NOON,
    lastStatusUpdate: NOON,
    ...difference,
  }),

  stack: (difference: Partial<Stack> = {}): Stack => ({
    id: "prod",
    name: "production",
    organizationId: "my-org",
    uri: "https://my-org-prod.example.com",
    version: "v3.1",
    regionID: "default",
    state: "ACTIVE",
    expectedStatus: "READY",
    status: "READY",
    lastStateUpdate: NOON,
    lastStatusUpdate: NOON,
    lastExpectedStatusUpdate: NOON,
    reachable: true,
    synchronised: true,
    stargateEnabled: false,
    modules: [],
    ...difference,
  }),

  member: (difference: Partial<Member> = {}): Member => ({
    id: "ada",
    email: "ada@example.com",
    policyId: 10,
    ...difference,
  }),
};

package dev.atrium.membership;

/// Every operation once as it is meant, and the conflicts that only a certain state brings about.
final class DocumentWalk {
    private static final String ACME = "/organizations/acme";

    // A scope of Membership itself, by its number in the catalogue.
    private static final int READ_STACKS = 2;

    private final DocumentWorld world;
    private final String ada;
    private final String bob;

    DocumentWalk(DocumentWorld world) {
        this.world = world;
        ada = world.ada;
        bob = world.bob;
    }

    void all() {
        server();
        organizations();
        members();
        invitations();
        policies();
        features();
        providers();
        clients();
        regions();
        stacks();
        modules();
        stackUsers();
        applications();
        applicationClients();
        events();
        world.call(bob, 200, "GET " + ACME + "/logs?pageSize=2");
        world.call(bob, 200, "GET " + ACME + "/logs?action=stacks.created&key=stackId&value=x");
    }

    private String made(String token, String route, String body) {
        return world.call(token, 201, route, body).json().at("/data/id").asString();
    }

    private void server() {
        world.call("", 200, "GET /_info");
        world.call("", 200, "GET /.well-known/scopes");
        world.call(bob, 200, "GET /me");
        world.call(ada, 201, "POST /users", "{\"email\": \"zoe@example.com\"}");
        world.call(ada, 409, "POST /users", "{\"email\": \"zoe@example.com\"}");
        world.call(bob, 200, "GET /users/bob/sign-ins");
        world.call(ada, 200, "GET /users/bob/sign-ins?pageSize=2");
    }

    private void organizations() {
        world.call(bob, 200, "GET /organizations?expand=true&pageSize=1");
        world.call(bob, 200, "GET /organizations/expanded");
        String mine =
                made(
                        ada,
                        "POST /organizations",
                        "{\"name\": \"Mine\", \"domain\": \"mine.example\"}");
        String taken =
                "{\"name\": \"Other\", \"domain\": \"mine.example\", \"defaultPolicyID\": 5}";
        world.call(ada, 409, "POST /organizations", taken);
        world.call(ada, 404, "POST /organizations", "{\"name\": \"X\", \"ownerID\": \"nobody\"}");
        world.call(ada, 409, "PUT " + ACME, taken);
        world.call(bob, 200, "GET " + ACME + "?expand=true");
        world.call(bob, 200, "PUT " + ACME, "{\"name\": \"Acme\", \"defaultPolicyID\": null}");
        world.call(bob, 409, "DELETE " + ACME);
        world.call(ada, 204, "DELETE /organizations/" + mine);
    }

    private void members() {
        world.call(bob, 200, "GET " + ACME + "/users");
        world.call(bob, 200, "GET " + ACME + "/users?pageSize=1");
        world.call(bob, 204, "PUT " + ACME + "/users/fay", "{\"policyId\": 4}");
        world.call(bob, 200, "GET " + ACME + "/users/fay");
        String explain = "GET " + ACME + "/access/explain?user=fay&stack=prod&scope=";
        world.call(bob, 200, explain + "organization:Read");
        world.call(bob, 200, explain + "stack:Write");
        world.call(bob, 204, "DELETE " + ACME + "/users/fay");
    }

    private void invitations() {
        String invite = "POST " + ACME + "/invitations?email=";
        String fay = made(bob, invite + "fay@example.com", "{\"policyId\": 4}");
        world.call(bob, 200, invite + "fay@example.com");
        world.call(bob, 200, "GET " + ACME + "/invitations?status=PENDING");
        String fays = world.server.root("fay");
        world.call(fays, 200, "GET /me/invitations?organization=acme");
        world.call(fays, 204, "POST /me/invitations/" + fay + "/accept");
        world.call(fays, 409, "POST /me/invitations/" + fay + "/accept");
        world.call(bob, 409, "DELETE " + ACME + "/invitations/" + fay);
        world.call(bob, 204, "DELETE " + ACME + "/users/fay");
        String again = made(bob, invite + "fay@example.com", "");
        world.call(fays, 204, "POST /me/invitations/" + again + "/reject");
        world.call(fays, 409, "POST /me/invitations/" + again + "/reject");
        String third = made(bob, invite + "fay@example.com", "");
        world.call(bob, 204, "DELETE " + ACME + "/invitations/" + third);
    }

    private void policies() {
        String policies = ACME + "/policies";
        world.call(bob, 200, "GET " + policies + "?pageSize=3");
        String auditors = made(bob, "POST " + policies, "{\"name\": \"Auditors\"}");
        String others = made(bob, "POST " + policies, "{\"name\": \"Others\"}");
        world.call(bob, 409, "POST " + policies, "{\"name\": \"Auditors\"}");
        world.call(bob, 409, "PUT " + policies + "/" + others, "{\"name\": \"Auditors\"}");
        world.call(bob, 200, "PUT " + policies + "/" + others, "{\"name\": \"Those\"}");
        world.call(bob, 204, "PUT " + policies + "/" + auditors + "/scopes/10");
        world.call(bob, 200, "GET " + policies + "/" + auditors);
        world.call(bob, 204, "DELETE " + policies + "/" + auditors + "/scopes/10");
        world.call(bob, 204, "PUT " + ACME + "/users/carl", "{\"policyId\": " + auditors + "}");
        world.call(bob, 409, "DELETE " + policies + "/" + auditors);
        world.call(bob, 204, "DELETE " + policies + "/" + others);
    }

    private void features() {
        world.call(ada, 204, "POST " + ACME + "/features", "{\"features\": [\"audit\"]}");
        world.call(bob, 200, "GET " + ACME + "/features");
        world.call(ada, 204, "DELETE " + ACME + "/features/audit");
    }

    private void clients() {
        String clients = ACME + "/clients";
        String ci = made(bob, "POST " + clients, "{\"name\": \"ci\"}");
        world.call(bob, 200, "GET " + clients + "?pageSize=1");
        world.call(bob, 200, "GET " + clients + "/organization_" + ci);
        world.call(bob, 204, "PUT " + clients + "/" + ci, "{\"name\": \"deploy\"}");
        world.call(bob, 200, "POST " + clients + "/" + ci + "/rotate");
        world.call(bob, 204, "DELETE " + clients + "/" + ci);
        world.call(bob, 201, "PUT " + ACME + "/client");
        world.call(bob, 200, "GET " + ACME + "/client");
        world.call(bob, 204, "DELETE " + ACME + "/client");
        world.call(bob, 404, "GET " + ACME + "/client");
    }

    private void regions() {
        String regions = ACME + "/regions";
        String own = made(bob, "POST " + regions, "{\"name\": \"Ours\"}");
        world.call(bob, 409, "POST " + regions, "{\"name\": \"Ours\"}");
        world.call(bob, 200, "GET " + regions);
        world.call(bob, 200, "GET " + regions + "/" + own);
        world.call(bob, 200, "GET " + regions + "/public/versions");
        world.call(bob, 204, "PUT " + regions + "/" + own + "/organizations/globex");
        world.call(bob, 200, "GET " + regions + "/" + own + "/organizations");
        world.call(bob, 204, "DELETE " + regions + "/" + own + "/organizations/globex");
        world.call(bob, 409, "PUT " + regions + "/" + own + "/organizations/acme");
        world.call(bob, 204, "DELETE " + regions + "/" + own);
        world.call(bob, 409, "DELETE " + regions + "/private");
    }

    private void stacks() {
        String stacks = ACME + "/stacks";
        String wish =
                "{\"name\": \"Second\", \"regionID\": \"public\", \"version\": \"v3.0\", \"metadata\": {\"env\": \"test\"}}";
        world.call(bob, 409, "POST " + stacks, wish.replace("public", "outdated"));
        String id = world.call(bob, 202, "POST " + stacks, wish).json().at("/data/id").asString();
        String stack = stacks + "/" + id;
        world.call(bob, 200, "GET " + stacks + "?all=true");
        world.call(bob, 200, "GET " + stack);
        world.call(bob, 200, "PUT " + stack, "{\"name\": \"Third\"}");
        world.call(bob, 202, "PUT " + stack + "/upgrade", "{\"version\": \"v3.1\"}");
        world.call(bob, 202, "PUT " + stack + "/disable");
        world.call(bob, 202, "PUT " + stack + "/enable");
        world.call(bob, 204, "DELETE " + stack);
        world.call(bob, 200, "GET " + stack);
        world.call(bob, 409, "PUT " + stack, "{\"name\": \"Third\"}");
        world.call(bob, 409, "PUT " + stack + "/upgrade", "{\"version\": \"v3.0\"}");
        world.call(bob, 409, "PUT " + stack + "/disable");
        world.call(bob, 409, "PUT " + stack + "/enable");
        world.call(bob, 409, "POST " + stack + "/modules?name=payments");
        world.call(bob, 409, "PUT " + stack + "/stargate/enable");
        world.call(bob, 202, "PUT " + stack + "/restore");
        world.call(bob, 204, "DELETE " + stack + "?force=true");
        world.call(bob, 409, "PUT " + stack + "/restore");
    }

    private void modules() {
        String stack = ACME + "/stacks/prod";
        world.call(bob, 202, "POST " + stack + "/modules?name=payments");
        world.call(bob, 200, "GET " + stack + "/modules");
        world.call(bob, 202, "DELETE " + stack + "/modules?name=payments");
        world.call(bob, 202, "PUT " + stack + "/stargate/enable");
        world.call(bob, 202, "PUT " + stack + "/stargate/disable");
        world.call(bob, 409, "DELETE " + stack + "/modules?name=ledger");
    }

    private void stackUsers() {
        String users = ACME + "/stacks/prod/users";
        world.call(bob, 204, "PUT " + users + "/carl", "{\"policyId\": 2}");
        world.call(bob, 200, "GET " + users);
        world.call(bob, 200, "GET " + users + "/carl");
        world.call(bob, 204, "DELETE " + users + "/carl");
    }

    private void applications() {
        String deploy =
                "{\"name\": \"Deploy\", \"url\": \"https://deploy.example.com\", \"alias\": \"deploy\"}";
        String id = made(ada, "POST /applications", deploy);
        String other = made(ada, "POST /applications", deploy.replace("deploy", "other"));
        world.call(ada, 409, "POST /applications", deploy);
        world.call(ada, 409, "PUT /applications/" + other, deploy);
        world.call(ada, 200, "PUT /applications/" + id, deploy);
        world.call(ada, 200, "GET /applications?pageSize=1&page=1");
        String scopes = "/applications/" + id + "/scopes";
        String read = made(ada, "POST " + scopes, "{\"label\": \"apps:Read\"}");
        String write = made(ada, "POST " + scopes, "{\"label\": \"apps:Write\"}");
        world.call(ada, 409, "POST " + scopes, "{\"label\": \"apps:Write\"}");
        world.call(ada, 200, "GET /applications/" + id);
        String membership = scopes + "/" + write + "/delegations/" + READ_STACKS;
        world.call(ada, 201, "POST " + membership);
        world.call(ada, 204, "DELETE " + membership);
        world.call(ada, 204, "DELETE " + scopes + "/" + read);
        world.call(ada, 201, "PUT " + ACME + "/applications/" + id);
        world.call(bob, 200, "GET " + ACME + "/applications");
        world.call(bob, 200, "GET " + ACME + "/applications/" + id);
        world.call(ada, 204, "DELETE " + ACME + "/applications/" + id);
        world.call(ada, 204, "DELETE /applications/" + other);
    }

    private void providers() {
        String path = ACME + "/authentication-provider";
        String github =
                "{\"type\": \"github\", \"name\": \"GitHub\", \"clientID\": \"id\", \"clientSecret\": \"s\", \"config\": {}}";
        world.call(bob, 409, "PUT " + path, github.replace("\"s\"", "\"********\""));
        world.call(bob, 200, "PUT " + path, github);
        world.call(bob, 200, "GET " + path);
        world.call(bob, 204, "DELETE " + path);
    }

    private void applicationClients() {
        String relay =
                "{\"name\": \"Relay\", \"url\": \"https://relay.example.com\", \"alias\": \"relay\"}";
        String clients = "/applications/" + made(ada, "POST /applications", relay) + "/clients";
        String id = made(ada, "POST " + clients, "");
        world.call(ada, 200, "GET " + clients);
        world.call(ada, 200, "GET " + clients + "/" + id);
        world.call(ada, 200, "PUT " + clients + "/" + id, "{\"name\": \"server\"}");
        world.call(ada, 200, "POST " + clients + "/" + id, "{\"overlapSeconds\": 0}");
        world.call(ada, 204, "DELETE " + clients + "/" + id);
    }

    private void events() {
        String hook =
                "{\"url\": \"https://hooks.example.com/atrium\", \"actions\": [\"stacks.created\"]}";
        String endpoint = "/event-endpoints/" + made(ada, "POST /event-endpoints", hook);
        String nobodys = hook.replace("{", "{\"organizationId\": \"nobody\", ");
        world.call(ada, 404, "POST /event-endpoints", nobodys);
        world.call(ada, 200, "GET /event-endpoints");
        world.call(ada, 200, "GET " + endpoint);
        world.call(ada, 200, "PUT " + endpoint, hook);
        world.call(ada, 200, "GET " + endpoint + "/undelivered?pageSize=5");
        world.call(ada, 202, "POST " + endpoint + "/undelivered/retry");
        world.call(ada, 204, "DELETE " + endpoint);
    }
}

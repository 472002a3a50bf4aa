package dev.atrium.dex.opening;

import dev.atrium.connectors.Connector;
import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.opening.ClosedConnector;
import dev.atrium.connectors.opening.ConnectorKinds;
import dev.atrium.connectors.opening.ConnectorProblem;
import dev.atrium.dex.NamedConnector;
import dev.atrium.dex.config.ConnectorConfig;
import dev.atrium.dex.config.DexConfig;
import dev.atrium.dex.config.DexConfigException;
import dev.atrium.oidc.GrantType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the connectors of a file. One that fails is logged and stays listed: its upstream is asked
/// again when somebody chooses it. The start fails only when none can be used, or at the first one
/// where the operator wants it so.
public final class OpenConnectors {
    private static final Logger LOG = LoggerFactory.getLogger(OpenConnectors.class);

    private OpenConnectors() {}

    /// @param local the connector for the people that we know by a password, if the file enables it
    /// @throws DexConfigException in Dex's words
    public static List<NamedConnector> open(
            DexConfig config, Optional<Connector> local, ConnectorKinds kinds) {
        List<Attempt> attempts = attempts(config.connectors(), kinds);
        List<NamedConnector> opened = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (Attempt attempt : attempts) {
            if (attempt.failure().isPresent()) {
                failures.add(said(attempt.config().id(), attempt.failure().orElseThrow()));
                report(config, attempt.config().id(), failures.getLast());
            }
            opened.add(
                    new NamedConnector(
                            new ConnectorId(attempt.config().id()),
                            attempt.config().name(),
                            attempt.connector(),
                            grants(attempt.config())));
        }
        local.ifPresent(
                connector ->
                        opened.add(
                                new NamedConnector(
                                        new ConnectorId("local"), "Email", connector, Set.of())));
        if (failures.size() == opened.size()) {
            throw DexConfigException.server(
                    "server: failed to open all connectors ("
                            + failures.size()
                            + "/"
                            + failures.size()
                            + ")\n"
                            + String.join("\n", failures));
        }
        return opened;
    }

    private static String said(String id, String reason) {
        return "failed to open connector: failed to create connector " + id + ": " + reason;
    }

    private static void report(DexConfig config, String id, String said) {
        if (!config.flags().continueOnConnectorFailure()) {
            throw DexConfigException.server("server: Failed to open connector " + id + ": " + said);
        }
        LOG.atError()
                .addKeyValue("id", id)
                .addKeyValue("err", said)
                .log("server: Failed to open connector");
    }

    private record Attempt(ConnectorConfig config, Connector connector, Optional<String> failure) {}

    /// Upstreams are asked at the same time, so that several dead ones cost one deadline.
    private static List<Attempt> attempts(List<ConnectorConfig> configs, ConnectorKinds kinds) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Attempt>> running =
                    configs.stream()
                            .map(config -> threads.submit(() -> attempt(config, kinds)))
                            .toList();
            List<Attempt> attempts = new ArrayList<>();
            for (Future<Attempt> future : running) {
                attempts.add(future.get());
            }
            return attempts;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw DexConfigException.server("interrupted while opening connectors");
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a connector could not be opened", failure.getCause());
        }
    }

    private static Attempt attempt(ConnectorConfig config, ConnectorKinds kinds) {
        Connector connector;
        try {
            connector = kinds.open(new ConnectorId(config.id()), config.type(), config.config());
        } catch (ConnectorProblem problem) {
            String reason = String.valueOf(problem.getMessage());
            return new Attempt(
                    config, new ClosedConnector(config.type(), reason), Optional.of(reason));
        }
        try {
            connector.check();
            return new Attempt(config, connector, Optional.empty());
        } catch (UpstreamException unreachable) {
            return new Attempt(
                    config, connector, Optional.of(String.valueOf(unreachable.getMessage())));
        }
    }

    private static Set<GrantType> grants(ConnectorConfig config) {
        return config.grantTypes().stream()
                .flatMap(name -> GrantType.of(name).stream())
                .collect(Collectors.toSet());
    }
}

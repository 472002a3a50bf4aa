package dev.atrium.connectors;

/// The configured id of a connector, part of who a person is.
public record ConnectorId(String value) {
    public ConnectorId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a connector's id is empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

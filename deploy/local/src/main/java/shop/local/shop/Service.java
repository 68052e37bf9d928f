package shop.local.shop;

import java.net.URI;

/** The services of the shop with their ports. */
public enum Service {
    USER("user-service", "users", 8081, 9081),
    INVENTORY("inventory-service", "inventory", 8082, 9082),
    ORDER("order-service", "orders", 8080, 9080);

    private final String id;
    private final String database;
    private final Address address;

    Service(String id, String database, int port, int managementPort) {
        this.id = id;
        this.database = database;
        this.address = new Address(port, managementPort);
    }

    /** The name of its Maven module, and its {@code service.name}. */
    public String id() {
        return id;
    }

    public String database() {
        return database;
    }

    /** Its ports in the demo, in Compose and in Kubernetes, on this machine. */
    public Address address() {
        return address;
    }

    /** Its address on another host. */
    public Address address(String url) {
        var uri = URI.create(url);
        return new Address(uri.getHost(), uri.getPort(), address.managementPort);
    }

    /** Where a running service listens: its API on one port, health and metrics on another. */
    public record Address(String host, int port, int managementPort) {
        public Address(int port, int managementPort) {
            this("localhost", port, managementPort);
        }

        public String url() {
            return "http://" + host + ":" + port;
        }

        public String managementUrl() {
            return "http://" + host + ":" + managementPort;
        }
    }
}

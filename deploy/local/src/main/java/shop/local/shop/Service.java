package shop.local.shop;

/** The services of the shop and where the contract puts them. */
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

    /** The name of its Maven module and of its telemetry. */
    public String id() {
        return id;
    }

    String database() {
        return database;
    }

    /** The ports that it has everywhere but in tests. */
    public Address address() {
        return address;
    }

    /** Where a running service listens: its API on one port, health and metrics on another. */
    public record Address(int port, int managementPort) {
        public String url() {
            return "http://localhost:" + port;
        }

        public String managementUrl() {
            return "http://localhost:" + managementPort;
        }
    }
}

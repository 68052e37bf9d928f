package shop.local.chaos;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import shop.backends.PostgresServer;
import shop.backends.RedisServer;
import shop.backends.process.Ports;
import shop.local.benchmark.database.DatabaseConnection;
import shop.local.load.Sink;
import shop.local.shop.Account;
import shop.local.shop.LocalShop;
import shop.local.shop.LocalShopOptions;
import shop.local.shop.Service;
import shop.local.shop.ServiceProcess;
import shop.local.shop.Shop;
import shop.local.shop.Signal;

/** A shop that can be broken: its services reach each other and the telemetry receivers through faulty proxies. */
final class ChaosShop implements Shop, AutoCloseable {
    private final Sink receiver;
    private final FaultyProxy telemetry;
    private final Map<Service, FaultyProxy> neighbours;
    private final LocalShop localShop;
    private final Map<Service, Replica> replicas = new EnumMap<>(Service.class);
    private final AtomicLong requests = new AtomicLong();

    private ChaosShop(Sink receiver, FaultyProxy telemetry, Map<Service, FaultyProxy> neighbours, LocalShop localShop) {
        this.receiver = receiver;
        this.telemetry = telemetry;
        this.neighbours = neighbours;
        this.localShop = localShop;
    }

    /**
     * Starts it with production settings: a PostgreSQL that loses what it has committed would prove nothing.
     *
     * @param environment further variables of the services
     */
    static ChaosShop start(Path root, Map<String, String> environment) {
        var receiver = Sink.start();
        var telemetry = FaultyProxy.before(receiver.port());
        var signals = "localhost:" + telemetry.port();
        var options = LocalShopOptions.freePorts(root, "http://" + signals)
                .underLoad()
                .durable()
                .with(Signal.environment(signals))
                .with(environment);
        var neighbours = new EnumMap<Service, FaultyProxy>(Service.class);
        for (var service : List.of(Service.USER, Service.INVENTORY)) {
            neighbours.put(
                    service, FaultyProxy.before(options.addresses().get(service).port()));
        }
        try {
            var behindProxies = options.with(Map.of(
                    "USER_SERVICE_URL", url(neighbours.get(Service.USER)),
                    "INVENTORY_SERVICE_URL", url(neighbours.get(Service.INVENTORY))));
            return new ChaosShop(receiver, telemetry, neighbours, LocalShop.start(behindProxies, _ -> {}));
        } catch (RuntimeException e) {
            neighbours.values().forEach(FaultyProxy::close);
            telemetry.close();
            receiver.close();
            throw e;
        }
    }

    private static String url(FaultyProxy proxy) {
        return "http://localhost:" + proxy.port();
    }

    /** The replicas in turn. */
    @Override
    public synchronized Service.Address address(Service service) {
        var addresses = addresses(service);
        return addresses.get((int) (requests.getAndIncrement() % addresses.size()));
    }

    @Override
    public Account operator() {
        return localShop.operator();
    }

    PostgresServer postgres() {
        return localShop.postgres();
    }

    RedisServer redis() {
        return localShop.redis();
    }

    DatabaseConnection database(Service service) {
        return DatabaseConnection.of(localShop.postgres(), service.database());
    }

    void kill(Service... services) {
        List.of(services).forEach(localShop::kill);
    }

    void restart(Service... services) {
        localShop.restart(services);
    }

    void freeze(Service service) {
        localShop.freeze(service);
    }

    void thaw(Service service) {
        localShop.thaw(service);
    }

    /** Switches the proxies between the services. */
    void neighboursBecome(FaultyProxy.Mode mode) {
        neighbours.values().forEach(proxy -> proxy.become(mode));
    }

    FaultyProxy telemetry() {
        return telemetry;
    }

    /** Starts a second replica of every service, and lets requests go to both. */
    void addReplicas() {
        for (var service : Service.values()) {
            var address = new Service.Address(Ports.free(), Ports.free());
            var process = localShop.replica(service, address);
            synchronized (this) {
                replicas.put(service, new Replica(process, address));
            }
        }
        forward();
    }

    void removeReplicas() {
        List<Replica> removed;
        synchronized (this) {
            removed = List.copyOf(replicas.values());
            replicas.clear();
        }
        forward();
        removed.forEach(replica -> replica.process.close());
    }

    @Override
    public void close() {
        removeReplicas();
        localShop.close();
        neighbours.values().forEach(FaultyProxy::close);
        telemetry.close();
        receiver.close();
    }

    private void forward() {
        neighbours.forEach((service, proxy) -> proxy.forwardTo(
                addresses(service).stream().map(Service.Address::port).toList()));
    }

    private synchronized List<Service.Address> addresses(Service service) {
        var first = localShop.address(service);
        return replicas.containsKey(service) ? List.of(first, replicas.get(service).address) : List.of(first);
    }

    private record Replica(ServiceProcess process, Service.Address address) {}
}

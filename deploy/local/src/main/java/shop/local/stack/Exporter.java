package shop.local.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import shop.backends.process.ChildProcess;
import shop.local.shop.LocalShop;

/** A Prometheus exporter of a database. */
enum Exporter {
    POSTGRES("postgres-exporter", "postgres_exporter", 9187) {
        @Override
        Map<String, String> environment(LocalShop localShop) {
            var account = localShop.databaseAccount();
            return Map.of(
                    "DATA_SOURCE_URI",
                    "127.0.0.1:" + localShop.postgres().port() + "/postgres?sslmode=disable",
                    "DATA_SOURCE_USER",
                    account.name(),
                    "DATA_SOURCE_PASS",
                    account.password());
        }
    },
    REDIS("redis-exporter", "redis_exporter", 9121) {
        @Override
        Map<String, String> environment(LocalShop localShop) {
            return Map.of("REDIS_ADDR", localShop.redisUrl());
        }
    };

    private final String id;
    private final String executable;
    private final int port;

    Exporter(String id, String executable, int port) {
        this.id = id;
        this.executable = executable;
        this.port = port;
    }

    /** Its name in Compose. */
    String id() {
        return id;
    }

    String executable() {
        return executable;
    }

    int port() {
        return port;
    }

    abstract Map<String, String> environment(LocalShop localShop);

    ChildProcess start(Path executable, PortMap ports, LocalShop localShop, Path folder) {
        var command = List.of(executable.toString(), "--web.listen-address=127.0.0.1:" + ports.mapped(port));
        return ChildProcess.start(id, command, environment(localShop), folder, folder.resolve(id + ".log"));
    }
}

package shop.local.compose;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** deploy/postgres/databases.sh creates the users of PostgreSQL. */
class DatabasesTest {
    private static final Path SCRIPT =
            Path.of(System.getProperty("shop.root", "../.."), "deploy/postgres/databases.sh");
    private static final String GENERATED = "aB3".repeat(17).substring(1);

    /** Substitutes the iterations, the only variable without quotes, and prints the statements. */
    private static final String PSQL = """
            #!/usr/bin/env bash
            for argument; do
              case $argument in
                name=*) echo "-- ${argument#name=}" ;;
                iterations=*) iterations=${argument#iterations=} ;;
              esac
            done
            sed "s/:iterations/${iterations:-}/"
            """;

    @TempDir
    private Path folder;

    @Test
    void a_generated_password_needs_no_slow_hash() throws Exception {
        assertThat(create(Map.of())).contains("""
                -- orders
                SET scram_iterations = 1000;
                CREATE USER :"name" PASSWORD :'password';
                """);
    }

    @Test
    void a_password_that_the_user_has_chosen_keeps_the_default() throws Exception {
        var chosen = Map.of("ORDERS_DB_PASSWORD", "correct horse battery staple, which is long and no random text");

        assertThat(create(chosen))
                .contains("-- orders\nSET scram_iterations = DEFAULT;\n")
                .contains("-- users\nSET scram_iterations = 1000;\n");
    }

    private String create(Map<String, String> chosen) throws IOException, InterruptedException {
        var passwords = new TreeMap<String, String>();
        for (var user : new String[] {"ORDERS", "USERS", "INVENTORY", "MONITORING"}) {
            passwords.put(user + "_DB_PASSWORD", GENERATED);
        }
        passwords.putAll(chosen);
        for (var password : passwords.entrySet()) {
            Files.writeString(folder.resolve(password.getKey()), password.getValue());
        }
        var psql = Files.writeString(folder.resolve("psql"), PSQL);
        Files.setPosixFilePermissions(psql, PosixFilePermissions.fromString("rwxr-xr-x"));
        var builder = new ProcessBuilder("bash", SCRIPT.toAbsolutePath().toString()).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "SECRETS",
                        folder.toString(),
                        "POSTGRES_USER",
                        "postgres",
                        "PATH",
                        folder + ":" + System.getenv("PATH")));
        var process = builder.start();
        try (var output = process.inputReader()) {
            var lines = output.lines().collect(joining("\n", "", "\n"));
            assertThat(process.waitFor()).as(lines).isZero();
            return lines;
        }
    }
}

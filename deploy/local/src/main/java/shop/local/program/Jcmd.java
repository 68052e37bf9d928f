package shop.local.program;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import shop.backends.process.ChildProcess;
import shop.backends.process.TemporaryFolder;

/** Diagnostic commands for other JVMs. */
public final class Jcmd {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Jcmd() {}

    /** @throws StartFailure if the JVM has ended or refuses the command */
    public static void run(long jvm, String... command) {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        line.add(String.valueOf(jvm));
        line.addAll(List.of(command));
        try (var folder = new TemporaryFolder("shop-jcmd-");
                var jcmd = ChildProcess.start(
                        "jcmd", line, Map.of(), folder.path(), folder.path().resolve("log"))) {
            if (jcmd.exitCode(LIMIT) != 0) {
                throw new StartFailure(String.join(" ", line) + " failed.", jcmd.lastLines(10));
            }
        }
    }
}

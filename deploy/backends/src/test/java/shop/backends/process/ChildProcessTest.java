package shop.backends.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ChildProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final TemporaryFolder folder = new TemporaryFolder("shop-child-");
    private final ChildProcess process = ChildProcess.start(
            "shell",
            List.of("sh", "-c", "sleep 60 & wait"),
            Map.of(),
            folder.path(),
            folder.path().resolve("log"));

    @AfterEach
    void stop() {
        process.kill();
        folder.close();
    }

    @Test
    void kills_its_children_too() {
        var family = family();

        process.kill();

        assertThat(process.isAlive()).isFalse();
        assertThat(BoundedWait.upTo(LIMIT).until(() -> family.stream().noneMatch(ProcessHandle::isAlive)))
                .isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void freezes_and_thaws_with_its_children() {
        var family = family();

        process.freeze();
        assertThat(BoundedWait.upTo(LIMIT).until(() -> family.stream().allMatch(ChildProcessTest::isStopped)))
                .isTrue();

        process.thaw();
        assertThat(BoundedWait.upTo(LIMIT).until(() -> family.stream().noneMatch(ChildProcessTest::isStopped)))
                .isTrue();
    }

    private List<ProcessHandle> family() {
        var shell = ProcessHandle.of(process.pid()).orElseThrow();
        assertThat(BoundedWait.upTo(LIMIT).until(() -> shell.children().count() == 1))
                .isTrue();
        return Stream.concat(Stream.of(shell), shell.children()).toList();
    }

    private static boolean isStopped(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "status"))
                    .contains("State:\tT");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

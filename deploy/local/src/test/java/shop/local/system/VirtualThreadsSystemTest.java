package shop.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import shop.local.shop.Service;

@Tag("system")
@ExtendWith(SharedShop.class)
@EnabledIfSystemProperty(named = "native", matches = ".*", disabledReason = "On a JVM they wake each other up.")
class VirtualThreadsSystemTest {
    private final ShopUnderTest shop;

    VirtualThreadsSystemTest(ShopUnderTest shop) {
        this.shop = shop;
    }

    /** In an executable, a virtual thread that polls sockets may miss a wake-up, so that a response is never read. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void are_woken_by_platform_threads() {
        shop.customer().orders("standard", shop.product("28.50", 5), 1).expecting(201);

        for (var service : Service.values()) {
            assertThat(platformThreads(service)).contains("Read-Poller");
        }
    }

    private List<String> platformThreads(Service service) {
        try (var threads =
                Files.list(Path.of("/proc", Long.toString(shop.localShop().pid(service)), "task"))) {
            return threads.map(thread -> name(thread.resolve("comm"))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path comm) {
        try {
            return Files.readString(comm).strip();
        } catch (IOException e) {
            // The thread has ended.
            return "";
        }
    }
}

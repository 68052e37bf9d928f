package shop.local.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JitCompilersTest {

    @Test
    void count_the_methods_that_a_running_jvm_has_compiled() {
        try (var compilers = JitCompilers.watch(List.of(ProcessHandle.current().pid()))) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(compilers.work().compiled()).isPositive());
        }
    }

    @Test
    void of_no_jvm_have_nothing_to_do() {
        try (var compilers = JitCompilers.watch(List.of())) {
            assertThat(compilers.work()).isEqualTo(JitCompilers.Work.NONE);
        }
    }
}

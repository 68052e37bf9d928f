package shop.defaults.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.defaults.faults.Faults.UnknownFault;
import shop.defaults.problem.InvalidRequest;

class FaultsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T07:48:00.123456Z");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Errors errors = new Errors();
    private final Latency latency = new Latency();
    private final Timers timers = new Timers();
    private final Faults faults = faults(true);
    private final Log log = new Log();

    @BeforeEach
    void listen() {
        log.logger.addHandler(log);
    }

    @AfterEach
    void stopListening() {
        log.logger.removeHandler(log);
    }

    @Test
    void are_off_initially() {
        errors.strike();

        assertThat(errors.isOn()).isFalse();
        assertThat(active("errors")).isZero();
    }

    @Test
    void strike_when_switched_on() {
        faults.switchOn("errors", Map.of("rate", "1", "ttl", "60s"));

        assertThatThrownBy(errors::strike).isInstanceOf(InjectedFault.class);
        assertThat(active("errors")).isOne();
        assertThat(active("latency")).isZero();
        assertThat(log.lines).containsExactly("WARNING Fault errors is on until 2026-11-24T07:49:00.123Z: {rate=1.0}");
    }

    @Test
    void strike_no_request_at_a_rate_of_zero() {
        faults.switchOn("errors", Map.of("rate", "0"));

        errors.strike();

        assertThat(errors.isOn()).isTrue();
    }

    @Test
    void have_default_parameters() {
        faults.switchOn("latency", Map.of());

        assertThat(latency.setting().until()).isEqualTo("2026-11-24T07:53:00.123Z");
        assertThat(latency.setting().values()).isEqualTo(Map.of("delay", "2s", "rate", 1.0));
    }

    @Test
    void end_after_their_time_to_live() {
        faults.switchOn("errors", Map.of("ttl", "90s"));
        assertThat(timers.delays).containsExactly(Duration.ofSeconds(90));

        timers.steps.getFirst().run();

        assertThat(errors.isOn()).isFalse();
        assertThat(active("errors")).isZero();
        assertThat(log.lines).last().isEqualTo("INFO Fault errors is off: its time is over");
    }

    @Test
    void are_replaced_by_a_later_setting() {
        faults.switchOn("errors", Map.of("ttl", "1s"));
        faults.switchOn("errors", Map.of("ttl", "1m", "rate", "0.5"));

        timers.steps.getFirst().run();

        assertThat(errors.setting().values()).isEqualTo(Map.of("rate", 0.5));
        timers.steps.getLast().run();
        assertThat(errors.isOn()).isFalse();
    }

    @Test
    void end_when_switched_off_or_when_the_service_stops() {
        faults.switchOn("errors", Map.of());
        faults.switchOn("latency", Map.of());

        faults.switchOff("errors");
        faults.switchOff("errors");
        faults.stop(null);

        assertThat(errors.isOn()).isFalse();
        assertThat(latency.isOn()).isFalse();
        assertThat(log.lines.subList(2, 4))
                .containsExactly(
                        "INFO Fault errors is off: it was switched off",
                        "INFO Fault latency is off: the service stops");
    }

    @Test
    void reject_parameters_that_are_unknown_or_out_of_range() {
        assertRefused("errors", "rate", "1.5", "Set rate to a number from 0 to 1.");
        assertRefused("errors", "rate", "NaN", "Set rate to a number from 0 to 1.");
        assertRefused("errors", "rate", "", "Set rate to a number from 0 to 1.");
        assertRefused("errors", "ttl", "61m", "Set ttl to a duration from 1s to 1h, such as 5m.");
        assertRefused("errors", "ttl", "forever", "Set ttl to a duration from 1s to 1h, such as 5m.");
        assertRefused("latency", "delay", "31s", "Set delay to a duration from 1ms to 30s, such as 2s.");
        assertRefused("errors", "delay", "1s", "The parameters of errors are rate, ttl.");
        assertThat(errors.isOn()).isFalse();
        assertThat(log.lines).isEmpty();
    }

    @Test
    void are_listed_when_an_unknown_one_is_switched() {
        assertThatThrownBy(() -> faults.switchOn("gremlins", Map.of()))
                .isInstanceOf(UnknownFault.class)
                .hasMessage("The faults of this service are errors, latency.");
        assertThatThrownBy(() -> faults.switchOff("gremlins")).isInstanceOf(UnknownFault.class);
    }

    @Test
    void are_absent_unless_enabled() {
        metrics.clear();

        var none = faults(false);

        assertThat(none.all()).isEmpty();
        assertThat(metrics.getMeters()).isEmpty();
    }

    private Faults faults(boolean enabled) {
        return new Faults(
                enabled, List.of(latency, errors, new Impossible()), Clock.fixed(NOW, ZoneOffset.UTC), null, metrics) {

            @Override
            void schedule(Duration delay, Runnable task) {
                timers.add(delay, task);
            }
        };
    }

    private double active(String fault) {
        return metrics.get("fault.active").tag("fault", fault).gauge().value();
    }

    private void assertRefused(String fault, String parameter, String value, String detail) {
        assertThatThrownBy(() -> faults.switchOn(fault, Map.of(parameter, value)))
                .isInstanceOf(InvalidRequest.class)
                .hasMessage(detail);
    }

    private static final class Impossible extends Fault {

        private Impossible() {
            super("impossible");
        }

        @Override
        protected boolean isPossible() {
            return false;
        }
    }

    private static final class Timers {

        private final List<Duration> delays = new ArrayList<>();
        private final List<Runnable> steps = new ArrayList<>();

        private void add(Duration delay, Runnable step) {
            delays.add(delay);
            steps.add(step);
        }
    }

    private static final class Log extends Handler {

        private final Logger logger = Logger.getLogger(Faults.class.getName());
        private final List<String> lines = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            var level = line.getLevel().intValue() == Level.WARNING.intValue()
                    ? "WARNING"
                    : line.getLevel().getName();
            lines.add(level + " " + String.format(line.getMessage(), line.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

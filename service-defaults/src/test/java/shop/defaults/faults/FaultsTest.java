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
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.defaults.faults.Faults.UnknownFault;
import shop.http.problem.InvalidRequest;

class FaultsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T07:48:00.123456Z");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Faults faults = faults(true);
    private final RequestFaults requestFaults = new RequestFaults(faults);
    private final Log log = new Log();

    @BeforeEach
    void listen() {
        faults.measure(metrics);
        log.logger.addHandler(log);
    }

    @AfterEach
    void stopListening() {
        log.logger.removeHandler(log);
    }

    @Test
    void are_off_initially() {
        requestFaults.fail();

        assertThat(faults.isOn(Fault.ERRORS)).isFalse();
        assertThat(active("errors")).isZero();
    }

    @Test
    void strike_when_switched_on() {
        faults.switchOn(Fault.ERRORS, Map.of("rate", "1", "ttl", "60s"));

        assertThatThrownBy(requestFaults::fail).isInstanceOf(InjectedFault.class);
        assertThat(active("errors")).isOne();
        assertThat(active("latency")).isZero();
        assertThat(log.lines).containsExactly("WARNING Fault errors is on until 2026-11-24T07:49:00.123Z: {rate=1.0}");
    }

    @Test
    void strike_handlers_of_events_and_no_requests() {
        faults.switchOn(Fault.EVENT_HANDLER, Map.of());

        requestFaults.fail();

        assertThatThrownBy(() -> faults.hit(Fault.EVENT_HANDLER)).hasMessage("The fault event-handler is on");
    }

    @Test
    void strike_no_request_at_a_rate_of_zero() {
        faults.switchOn(Fault.ERRORS, Map.of("rate", "0"));

        requestFaults.fail();

        assertThat(faults.isOn(Fault.ERRORS)).isTrue();
    }

    @Test
    void have_default_parameters() {
        var setting = faults.switchOn(Fault.LATENCY, Map.of());

        assertThat(setting.until()).isEqualTo("2026-11-24T07:53:00.123Z");
        assertThat(setting.parameters()).isEqualTo(Map.of("delay", "2s", "rate", 1.0));
        assertThat(faults.setting(Fault.LATENCY)).isEqualTo(setting);
    }

    @Test
    void end_after_their_time_to_live() {
        var setting = faults.switchOn(Fault.ERRORS, Map.of("ttl", "90s"));
        assertThat(faults.timeLeft(setting)).isEqualTo(Duration.ofSeconds(90));

        faults.expire(Fault.ERRORS, setting);

        assertThat(faults.isOn(Fault.ERRORS)).isFalse();
        assertThat(active("errors")).isZero();
        assertThat(log.lines).last().isEqualTo("INFO Fault errors is off: its time is over");
    }

    @Test
    void are_replaced_by_a_later_setting() {
        var first = faults.switchOn(Fault.ERRORS, Map.of("ttl", "1s"));
        var second = faults.switchOn(Fault.ERRORS, Map.of("ttl", "1m", "rate", "0.5"));

        faults.expire(Fault.ERRORS, first);

        assertThat(faults.setting(Fault.ERRORS).parameters()).isEqualTo(Map.of("rate", 0.5));
        faults.expire(Fault.ERRORS, second);
        assertThat(faults.isOn(Fault.ERRORS)).isFalse();
    }

    @Test
    void end_when_switched_off_or_when_the_service_stops() {
        faults.switchOn(Fault.ERRORS, Map.of());
        faults.switchOn(Fault.LATENCY, Map.of());

        faults.switchOff(Fault.ERRORS);
        faults.switchOff(Fault.ERRORS);
        faults.stop(null);

        assertThat(faults.isOn(Fault.ERRORS)).isFalse();
        assertThat(faults.isOn(Fault.LATENCY)).isFalse();
        assertThat(log.lines.subList(2, 4))
                .containsExactly(
                        "INFO Fault errors is off: it was switched off",
                        "INFO Fault latency is off: the service stops");
    }

    @Test
    void reject_parameters_that_are_unknown_or_out_of_range() {
        assertRefused(Fault.ERRORS, "rate", "1.5", "Set rate to a number from 0 to 1.");
        assertRefused(Fault.ERRORS, "rate", "NaN", "Set rate to a number from 0 to 1.");
        assertRefused(Fault.ERRORS, "rate", "", "Set rate to a number from 0 to 1.");
        assertRefused(Fault.ERRORS, "ttl", "61m", "Set ttl to a duration from 1s to 1h, such as 5m.");
        assertRefused(Fault.ERRORS, "ttl", "forever", "Set ttl to a duration from 1s to 1h, such as 5m.");
        assertRefused(Fault.LATENCY, "delay", "31s", "Set delay to a duration from 1ms to 30s, such as 2s.");
        assertRefused(Fault.ERRORS, "delay", "1s", "The parameters of errors are rate, ttl.");
        assertThat(faults.isOn(Fault.ERRORS)).isFalse();
        assertThat(log.lines).isEmpty();
    }

    @Test
    void are_listed_when_an_unknown_one_is_switched() {
        assertThatThrownBy(() -> faults.find("gremlins"))
                .isInstanceOf(UnknownFault.class)
                .hasMessage("The faults of this service are errors, latency.");
        assertThatThrownBy(() -> faults.find("slow-database")).isInstanceOf(UnknownFault.class);
    }

    @Test
    void are_absent_unless_enabled() {
        metrics.clear();

        // Not even asked for its router.
        faults(false).register(null, metrics);

        assertThat(metrics.getMeters()).isEmpty();
    }

    private static Faults faults(boolean enabled) {
        var possible = List.of(Fault.ERRORS, Fault.LATENCY);
        return new Faults(enabled, possible, Optional.empty(), Clock.fixed(NOW, ZoneOffset.UTC), null);
    }

    private double active(String fault) {
        return metrics.get("fault.active").tag("fault", fault).gauge().value();
    }

    private void assertRefused(Fault fault, String parameter, String value, String detail) {
        assertThatThrownBy(() -> faults.switchOn(fault, Map.of(parameter, value)))
                .isInstanceOf(InvalidRequest.class)
                .hasMessage(detail);
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

package shop.local.drill;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import shop.local.traffic.Traffic;

/**
 * How to make an alert fire.
 *
 * @param what description
 * @param load the traffic during the drill
 * @param faults faults to switch on
 * @param replay the service whose dead letters are replayed afterwards
 * @param stop the container or process to stop
 * @param stock remaining pieces of a product, which is restocked afterwards
 * @param expect labels that the alert must have
 * @param shows what a trace id must lead to
 * @param mail whether the alert is sent by mail
 * @param hours whether the rule's range is hours; until then an alert with a shorter range inhibits its mail
 */
record Drill(
        String alert,
        String what,
        Optional<Traffic.Kind> load,
        List<Fault> faults,
        Optional<String> replay,
        Optional<String> stop,
        OptionalInt stock,
        Map<String, String> expect,
        Set<Trail> shows,
        boolean mail,
        boolean hours) {

    // If one of these is down, its alert is visible only in Prometheus.
    private static final Set<String> ALERT_DELIVERY = Set.of("alertmanager", "mailpit");

    /** Whether to expect a mail. */
    boolean isMailed() {
        return mail && !isInAlertDelivery();
    }

    /** Whether the drill stops a part between Prometheus and the mailbox. */
    boolean isInAlertDelivery() {
        return stop.filter(ALERT_DELIVERY::contains).isPresent();
    }

    /** Whether it has a cause that can be removed; the others always fire. */
    boolean hasCause() {
        return load.isPresent() || !faults.isEmpty() || stop.isPresent() || stock.isPresent();
    }

    /** Whether the traffic itself is the cause. */
    boolean isCausedByTraffic() {
        return hasCause() && faults.isEmpty() && stop.isEmpty() && stock.isEmpty();
    }

    /** A fault of a service, with its parameters. */
    record Fault(String service, String name, Map<String, String> parameters) {
        @Override
        public String toString() {
            var settings = parameters.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(parameter -> " " + parameter.getKey() + "=" + parameter.getValue())
                    .collect(Collectors.joining());
            return name + settings + " in " + service;
        }
    }

    /** What a trace id leads to. */
    enum Trail {
        TRACE,
        LOG,
        ERROR
    }
}

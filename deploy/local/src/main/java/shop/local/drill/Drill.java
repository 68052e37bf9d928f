package shop.local.drill;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How an alert is made to fire.
 *
 * @param what in words
 * @param traffic what the services are asked while it lasts
 * @param faults what is switched on in them
 * @param stop the part that is stopped
 * @param stock how many pieces are left of a product, which is restocked afterwards
 * @param expect labels that the alert must have
 * @param shows what of it can be found by a trace id
 * @param mail whether somebody is told of it by mail
 * @param hours whether its rule looks back over hours, and another alert that looks back over less speaks for it meanwhile
 */
record Drill(
        String alert,
        String what,
        Load traffic,
        List<Fault> faults,
        Optional<String> stop,
        OptionalInt stock,
        Map<String, String> expect,
        Set<Trail> shows,
        boolean mail,
        boolean hours) {

    // Between the rule and the mail: where one of them is down, Prometheus is where its alert shows.
    private static final Set<String> MESSENGERS = Set.of("alertmanager", "mailpit");

    /** Whether a mail is to be waited for. */
    boolean isMailed() {
        return mail && !isUnheard();
    }

    /** Whether nothing beyond Prometheus can know of it. */
    boolean isUnheard() {
        return stop.filter(MESSENGERS::contains).isPresent();
    }

    /** Whether it has a cause that can be removed; the others always fire. */
    boolean hasCause() {
        return traffic != Load.NONE || !faults.isEmpty() || stop.isPresent() || stock.isPresent();
    }

    /** Whether what people ask for is itself the cause. */
    boolean isCausedByTraffic() {
        return hasCause() && faults.isEmpty() && stop.isEmpty() && stock.isEmpty();
    }

    /** The requests that come in meanwhile. */
    enum Load {
        ORDERS,
        READS,
        REFUSALS,
        NONE
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

    /** What is kept under the id of a trace. */
    enum Trail {
        TRACE,
        LOG,
        ERROR
    }
}

package shop.defaults.faults;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import shop.defaults.problem.InvalidRequest;

/** A fault that can be switched on while a service runs. A bean of this type is one that the service has. */
public abstract class Fault {

    private final String name;
    private final List<Parameter<?>> parameters;
    private volatile Setting setting;

    protected Fault(String name, Parameter<?>... parameters) {
        this.name = name;
        this.parameters = List.of(parameters);
    }

    /** Whether this service has what the fault breaks. */
    protected boolean isPossible() {
        return true;
    }

    /** Null while the fault is off: one look at this is all that it costs then. */
    protected final Setting setting() {
        return setting;
    }

    public final boolean isOn() {
        return setting != null;
    }

    /** Is called when the fault is switched on, on a thread that must not wait. */
    protected void begin() {}

    /** Is called when the fault is over, on a thread that must not wait. */
    protected void end() {}

    String name() {
        return name;
    }

    void change(Setting next) {
        if (setting != null) {
            end();
        }
        setting = next;
        if (next != null) {
            begin();
        }
    }

    /** @throws InvalidRequest where a parameter is unknown or out of its range */
    Setting read(Map<String, String> given, Instant now) {
        var known = new ArrayList<>(parameters);
        known.add(Parameter.TTL);
        var names = known.stream().map(Parameter::name).toList();
        if (!names.containsAll(given.keySet())) {
            throw new InvalidRequest(
                    "The parameters of " + name + " are " + names.stream().collect(Collectors.joining(", ")) + ".");
        }
        var values = new LinkedHashMap<Parameter<?>, Object>();
        parameters.forEach(parameter -> values.put(parameter, value(parameter, given)));
        return new Setting(now.plus(value(Parameter.TTL, given)), values);
    }

    private static <T> T value(Parameter<T> parameter, Map<String, String> given) {
        return parameter
                .read(given.getOrDefault(parameter.name(), parameter.otherwise()))
                .orElseThrow(() -> new InvalidRequest("Set " + parameter.name() + " to " + parameter.range() + "."));
    }
}

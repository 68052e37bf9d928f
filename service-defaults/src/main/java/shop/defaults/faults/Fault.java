package shop.defaults.faults;

import io.quarkus.runtime.configuration.DurationConverter;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import shop.defaults.problem.InvalidRequest;

/** A fault that can be switched on while a service runs. Each bean of this type is listed by {@code /q/faults}. */
public abstract class Fault {

    private final String name;
    private final List<Parameter> parameters;
    private volatile Setting setting;

    protected Fault(String name, Parameter... parameters) {
        this.name = name;
        this.parameters = List.of(parameters);
    }

    /** Whether this service has what the fault breaks. */
    protected boolean isPossible() {
        return true;
    }

    /** Null while the fault is off, so that an inactive fault costs one field access. */
    protected final Setting setting() {
        return setting;
    }

    public final boolean isOn() {
        return setting != null;
    }

    /** Called on an event loop when the fault is switched on. */
    protected void begin() {}

    /** Called on an event loop when the fault ends. */
    protected void end() {}

    String name() {
        return name;
    }

    JsonObject state() {
        var now = setting;
        var state = new JsonObject().put("fault", name).put("active", now != null);
        if (now != null) {
            state.put("until", now.until().toString());
            now.values().forEach(state::put);
        }
        return state;
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

    /** @throws InvalidRequest if a parameter is unknown or outside its range */
    Setting read(Map<String, String> given, Instant now) {
        var names = Stream.concat(parameters.stream(), Stream.of(Parameter.TTL))
                .map(Parameter::name)
                .toList();
        if (!names.containsAll(given.keySet())) {
            throw new InvalidRequest("The parameters of " + name + " are " + String.join(", ", names) + ".");
        }
        var values = new LinkedHashMap<String, Object>();
        parameters.forEach(parameter -> values.put(parameter.name(), parameter.from(given)));
        var ttl = DurationConverter.parseDuration((String) Parameter.TTL.from(given));
        return new Setting(now.plus(ttl), values);
    }
}

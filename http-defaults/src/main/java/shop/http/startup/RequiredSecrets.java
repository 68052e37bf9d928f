package shop.http.startup;

import io.quarkus.arc.Unremovable;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;

/** Secrets without which a service does not start, by variable. Quarkus validates them before anything else starts. */
@ConfigMapping(prefix = "service.secrets")
@Unremovable
interface RequiredSecrets {

    @WithParentName
    Map<String, Secret> all();

    /** A group, because SmallRye reports all groups of a map but only the first invalid value of one. */
    interface Secret {

        @WithParentName
        String value();
    }
}

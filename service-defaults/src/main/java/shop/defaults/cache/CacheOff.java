package shop.defaults.cache;

import io.quarkus.arc.Arc;
import jakarta.inject.Singleton;
import shop.defaults.faults.Fault;

/** Caches are neither read nor written. */
@Singleton
class CacheOff extends Fault {

    CacheOff() {
        super("cache-off");
    }

    /** Arc removes the factory from services that have no cache. */
    @Override
    protected boolean isPossible() {
        return Arc.container().select(Caches.class).isResolvable();
    }
}

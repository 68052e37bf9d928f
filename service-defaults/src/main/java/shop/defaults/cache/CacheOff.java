package shop.defaults.cache;

import io.quarkus.arc.Arc;
import jakarta.inject.Singleton;
import shop.defaults.faults.Fault;

/** Nothing is read from the caches or kept in them. */
@Singleton
class CacheOff extends Fault {

    CacheOff() {
        super("cache-off");
    }

    /** The bean is gone where nobody makes a cache with it. */
    @Override
    protected boolean isPossible() {
        return Arc.container().select(Caches.class).isResolvable();
    }
}

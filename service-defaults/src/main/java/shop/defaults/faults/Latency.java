package shop.defaults.faults;

import io.quarkus.runtime.BlockingOperationControl;
import jakarta.inject.Singleton;

/** Requests wait before they are handled. */
@Singleton
class Latency extends Fault {

    Latency() {
        super("latency", Parameter.DELAY, Parameter.RATE);
    }

    /** Not on an event loop, where all other requests would wait too. */
    void strike() {
        var setting = setting();
        if (setting == null || !setting.isDrawn() || !BlockingOperationControl.isBlockingAllowed()) {
            return;
        }
        try {
            Thread.sleep(setting.of(Parameter.DELAY));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

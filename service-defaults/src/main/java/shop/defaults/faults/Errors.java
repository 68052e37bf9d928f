package shop.defaults.faults;

import jakarta.inject.Singleton;

/** Requests fail as by a bug. */
@Singleton
class Errors extends Fault {

    Errors() {
        super("errors", Parameter.RATE);
    }

    void strike() {
        var setting = setting();
        if (setting != null && setting.isDrawn()) {
            throw new InjectedFault();
        }
    }
}

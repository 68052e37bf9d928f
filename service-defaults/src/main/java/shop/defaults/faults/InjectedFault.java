package shop.defaults.faults;

/** Thrown while the fault {@code errors} is on. */
final class InjectedFault extends RuntimeException {

    InjectedFault() {
        super("This request fails because the fault errors is on");
    }
}

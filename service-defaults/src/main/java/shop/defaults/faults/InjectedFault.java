package shop.defaults.faults;

/** Thrown while a fault that makes code fail is on. */
final class InjectedFault extends RuntimeException {

    InjectedFault(Fault fault) {
        super("The fault " + fault + " is on");
    }
}

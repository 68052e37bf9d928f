package shop.local.shop;

import java.util.function.Function;
import java.util.function.Supplier;

/** Addresses and operator account of a running shop. */
public interface Shop {
    Service.Address address(Service service);

    /** The operator account that user-service creates when it first starts. */
    Account operator();

    /** A shop whose properties are computed on each use. */
    static Shop of(Function<Service, Service.Address> address, Supplier<Account> operator) {
        return new Shop() {
            @Override
            public Service.Address address(Service service) {
                return address.apply(service);
            }

            @Override
            public Account operator() {
                return operator.get();
            }
        };
    }
}

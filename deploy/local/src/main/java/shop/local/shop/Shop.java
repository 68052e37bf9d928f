package shop.local.shop;

/** Addresses and operator account of a running shop. */
public interface Shop {
    Service.Address address(Service service);

    /** The operator account that user-service creates when it first starts. */
    Account operator();
}

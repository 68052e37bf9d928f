package shop.local.shop;

/** Where the services of a running shop are reached, and who operates it. */
public interface Shop {
    Service.Address address(Service service);

    /** The first operator, whom user-service makes when it starts. */
    Credentials operator();
}

package shop.defaults.security;

/** The values of the {@code groups} claim, for {@code @RolesAllowed}. */
public final class Role {

    public static final String CUSTOMER = "customer";
    public static final String OPERATOR = "operator";
    public static final String SERVICE = "service";

    private Role() {}
}

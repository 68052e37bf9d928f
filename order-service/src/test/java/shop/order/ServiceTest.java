package shop.order;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import shop.backends.quarkus.BackendsTestResource;
import shop.backends.quarkus.IssuerTestResource;

/** A test of the whole service with a real PostgreSQL, a real Redis, a token issuer and stubs of the other services. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
@QuarkusTestResource(IssuerTestResource.class)
@QuarkusTestResource(StubServices.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ServiceTest {}

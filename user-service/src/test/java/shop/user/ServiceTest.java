package shop.user;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import shop.backends.quarkus.BackendsTestResource;

/** A test of the whole service with a real PostgreSQL and a real Redis. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface ServiceTest {}

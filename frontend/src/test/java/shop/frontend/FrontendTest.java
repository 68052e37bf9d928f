package shop.frontend;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import shop.backends.quarkus.SentryTestResource;

/** A test of the whole frontend with a stub in the place of each other program. */
@QuarkusTest
@QuarkusTestResource(StubShopResource.class)
@QuarkusTestResource(SentryTestResource.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface FrontendTest {}

package shop.frontend;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;

/** Requests as a browser sends them for the page. */
final class Browser {

    private Browser() {}

    static RequestSpecification page() {
        return given().header("Sec-Fetch-Site", "same-origin");
    }

    static RequestSpecification customer() {
        return page().cookie("customer", StubShop.CUSTOMER);
    }

    static RequestSpecification operator() {
        return page().cookie("operator", StubShop.OPERATOR);
    }
}

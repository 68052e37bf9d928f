package shop.defaults;

import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;

/** The response to a request that has created something. */
public final class Created {

    private Created() {}

    /** @param path of what was created; Jakarta REST would make it absolute with the client's {@code Host} */
    public static <T> RestResponse<T> at(String path, T entity) {
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, entity)
                .header(HttpHeaders.LOCATION, path)
                .build();
    }
}

package shop.defaults;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;

/** Pagination parameters of a list; strings, because Jakarta REST answers 404 to an invalid number. */
public class PageRequest {

    @QueryParam("page")
    @DefaultValue("0")
    @Pattern(regexp = "\\d{1,6}", message = "must be a number from 0 to 999999")
    public String page;

    @QueryParam("size")
    @DefaultValue("20")
    @Pattern(regexp = "[1-9]\\d?|100", message = "must be a number from 1 to 100")
    public String size;

    /** Reads the requested page, and the total by a second query. */
    public <T> Page<T> read(PanacheQuery<T> query) {
        var number = Integer.parseInt(page);
        var most = Integer.parseInt(size);
        return new Page<>(query.page(number, most).list(), number, most, query.count());
    }
}

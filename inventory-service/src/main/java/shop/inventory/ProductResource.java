package shop.inventory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import shop.defaults.Created;
import shop.defaults.Page;
import shop.defaults.PageRequest;
import shop.defaults.idempotency.IdempotencyKeyHeader;
import shop.defaults.idempotency.IdempotencyKeys;
import shop.defaults.security.Role;
import shop.defaults.text.Visible;
import shop.http.text.Text;
import shop.inventory.ProductCatalog.Item;

/** REST resource of products. */
@Path("/products")
class ProductResource {

    private static final long MOST_STOCK = 1_000_000_000;
    // @Digits overflows where the exponent is close to the largest int.
    private static final String MOST_PRICE = "9999999999.99";

    record NewProduct(
            @NotNull @Pattern(regexp = Product.SLUG) String id,
            @NotNull @Visible @Size(max = 200) String name,

            @NotNull @PositiveOrZero @DecimalMax(MOST_PRICE) @Digits(integer = 10, fraction = 2)
            BigDecimal price,

            @NotNull @Min(0) @Max(MOST_STOCK) Long stock) {

        NewProduct {
            name = Text.strip(name);
            price = withoutTrailingZeros(price);
        }
    }

    record ProductChange(
            @NotNull @Visible @Size(max = 200) String name,

            @NotNull @PositiveOrZero @DecimalMax(MOST_PRICE) @Digits(integer = 10, fraction = 2)
            BigDecimal price) {

        ProductChange {
            name = Text.strip(name);
            price = withoutTrailingZeros(price);
        }
    }

    @RegisterForReflection
    record Restock(@NotNull @Min(1) @Max(MOST_STOCK) Long quantity) {}

    private final ProductCatalog catalog;
    private final ProductRepository products;
    private final IdempotencyKeys keys;

    ProductResource(ProductCatalog catalog, ProductRepository products, IdempotencyKeys keys) {
        this.catalog = catalog;
        this.products = products;
        this.keys = keys;
    }

    @GET
    @PermitAll
    @RunOnVirtualThread
    public Page<Item> list(@QueryParam("query") @Size(max = 100) String query, @Valid @BeanParam PageRequest page) {
        return page.read(products.search(query)).map(catalog::item);
    }

    @GET
    @Path("/{id}")
    @PermitAll
    public CompletionStage<Item> read(String id) {
        return catalog.find(id).toCompletionStage();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.OPERATOR)
    @RunOnVirtualThread
    public RestResponse<Item> create(@NotNull @Valid NewProduct product) {
        var created = catalog.add(product.id(), product.name(), product.price(), product.stock());
        return Created.at("/products/" + created.id(), created);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{id}")
    @RolesAllowed(Role.OPERATOR)
    @RunOnVirtualThread
    public Item change(String id, @NotNull @Valid ProductChange change) {
        return catalog.change(id, change.name(), change.price());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{id}/restocks")
    @RolesAllowed(Role.OPERATOR)
    @RunOnVirtualThread
    @Parameter(
            name = IdempotencyKeyHeader.NAME,
            in = ParameterIn.HEADER,
            description = IdempotencyKeyHeader.DESCRIPTION,
            schema = @Schema(type = SchemaType.STRING, pattern = IdempotencyKeyHeader.PATTERN))
    @APIResponse(
            responseCode = "200",
            description = "OK",
            headers =
                    @Header(
                            name = IdempotencyKeyHeader.REPLAYED,
                            description = IdempotencyKeyHeader.REPLAYED_DESCRIPTION,
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Item.class)))
    @APIResponse(responseCode = "409", description = IdempotencyKeyHeader.IN_PROGRESS)
    @APIResponse(responseCode = "422", description = IdempotencyKeyHeader.REUSED)
    public Item restock(String id, @NotNull @Valid Restock restock) {
        var key = keys.current("POST /products/" + id + "/restocks", restock);
        return catalog.restock(id, restock.quantity(), key);
    }

    private static BigDecimal withoutTrailingZeros(BigDecimal price) {
        return price == null ? null : price.stripTrailingZeros();
    }
}

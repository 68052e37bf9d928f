package shop.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
import shop.defaults.security.Caller;
import shop.defaults.security.Role;
import shop.http.problem.NotFound;

/** REST resource of orders. */
@Path("/orders")
@RunOnVirtualThread
class OrderResource {

    @RegisterForReflection
    record Request(
            @NotNull OrderType type,
            @NotNull @Size(min = 1, max = 50) List<@NotNull @Valid Line> lines) {

        @RegisterForReflection
        record Line(
                @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,63}")
                String productId,

                @NotNull @Min(1) @Max(1_000) Integer quantity) {

            OrderLine.Requested requested() {
                return new OrderLine.Requested(productId, quantity);
            }
        }
    }

    /** The JSON of an order. */
    @RegisterForReflection
    record View(
            UUID id,
            UUID userId,
            OrderType type,
            OrderStatus status,
            List<Line> lines,
            BigDecimal total,
            String currency,
            String traceId,
            Instant createdAt,
            Instant updatedAt,
            @JsonInclude(Include.NON_NULL) String reason) {

        /** @param unitPrice null until the order is confirmed */
        @RegisterForReflection
        record Line(String productId, long quantity, BigDecimal unitPrice) {

            static Line of(OrderLine line) {
                return switch (line) {
                    case OrderLine.Requested requested -> new Line(requested.productId(), requested.quantity(), null);
                    case OrderLine.Priced priced -> new Line(priced.productId(), priced.quantity(), priced.unitPrice());
                };
            }
        }

        static View of(Order order) {
            return new View(
                    order.id(),
                    order.userId(),
                    order.type(),
                    order.status(),
                    order.lines().stream().map(Line::of).toList(),
                    order.total(),
                    order.currency(),
                    order.traceId(),
                    order.createdAt(),
                    order.updatedAt(),
                    order.reason());
        }
    }

    private final PlaceOrder placeOrder;
    private final CancelOrder cancelOrder;
    private final OrderRepository orders;
    private final OrderTelemetry telemetry;
    private final IdempotencyKeys keys;
    private final Caller caller;

    OrderResource(
            PlaceOrder placeOrder,
            CancelOrder cancelOrder,
            OrderRepository orders,
            OrderTelemetry telemetry,
            IdempotencyKeys keys,
            Caller caller) {
        this.placeOrder = placeOrder;
        this.cancelOrder = cancelOrder;
        this.orders = orders;
        this.telemetry = telemetry;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.CUSTOMER)
    @Parameter(
            name = IdempotencyKeyHeader.NAME,
            in = ParameterIn.HEADER,
            description = IdempotencyKeyHeader.DESCRIPTION,
            schema = @Schema(type = SchemaType.STRING, pattern = IdempotencyKeyHeader.PATTERN))
    @APIResponse(
            responseCode = "201",
            description = "Created",
            headers =
                    @Header(
                            name = IdempotencyKeyHeader.REPLAYED,
                            description = IdempotencyKeyHeader.REPLAYED_DESCRIPTION,
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = View.class)))
    @APIResponse(responseCode = "409", description = "insufficient-stock, or " + IdempotencyKeyHeader.IN_PROGRESS)
    @APIResponse(responseCode = "422", description = "unknown-product, or " + IdempotencyKeyHeader.REUSED)
    public RestResponse<View> place(@NotNull @Valid Request request) {
        var lines = request.lines().stream().map(Request.Line::requested).toList();
        var key = keys.current("POST /orders", request);
        var placement = new Order.Placement(caller.userId(), request.type(), lines, key);
        var order = keys.repeat(key, View.class, () -> View.of(placeOrder.place(placement)));
        return Created.at("/orders/" + order.id(), order);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.CUSTOMER, Role.OPERATOR})
    public View read(UUID id) {
        telemetry.scope(id);
        return View.of(orders.visible(id, owner()).orElseThrow(() -> new NotFound("order " + id)));
    }

    @GET
    @RolesAllowed({Role.CUSTOMER, Role.OPERATOR})
    public Page<View> list(
            @QueryParam("status")
                    @Pattern(
                            regexp = "PENDING|CONFIRMED|REJECTED|CANCELLED",
                            message = "must be PENDING, CONFIRMED, REJECTED or CANCELLED")
                    String status,
            @Valid @BeanParam PageRequest page) {
        return page.read(orders.newestFirst(owner(), Optional.ofNullable(status).map(OrderStatus::valueOf)))
                .map(View::of);
    }

    @POST
    @Path("/{id}/cancellation")
    @RolesAllowed({Role.CUSTOMER, Role.OPERATOR})
    public View cancel(UUID id) {
        return View.of(cancelOrder.cancel(id, owner()));
    }

    /** The customer whose orders the caller may see; empty for operators, who may see all. */
    private Optional<UUID> owner() {
        return caller.is(Role.OPERATOR) ? Optional.empty() : Optional.of(caller.userId());
    }
}

package shop.user;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestResponse;
import shop.defaults.Created;
import shop.defaults.Page;
import shop.defaults.PageRequest;
import shop.defaults.security.Caller;
import shop.defaults.security.Role;
import shop.defaults.text.Visible;
import shop.http.problem.Forbidden;
import shop.http.problem.NotFound;
import shop.http.text.Text;
import shop.user.UserDirectory.Entry;

/** REST resource of users. */
@Path("/users")
class UserResource {

    /**
     * Excludes what {@code @Email} accepts and RFC 5321 does not: white space without quotes, and the full stops that
     * IDNA 2003 takes for dots.
     */
    private static final String ADDRESS = "[\\P{IsWhite_Space} &&[^\\u200B\\uFEFF]]+"
            + "@[\\P{IsWhite_Space}&&[^@\\u200B\\uFEFF\\u3002\\uFF0E\\uFF61]]+";

    record Registration(
            @NotNull @Email(regexp = ADDRESS) @Size(min = 3, max = 254)
            String email,

            @NotNull @Visible @Size(max = 100) String name,
            @NotNull @Size(min = 10, max = 128) String password) {

        Registration {
            email = Text.strip(email);
            name = Text.strip(name);
        }

        @Override
        public String toString() {
            return "Registration";
        }
    }

    record Change(@Visible @Size(max = 100) String name, User.Status status) {

        Change {
            name = Text.strip(name);
        }
    }

    private final RegisterUser registerUser;
    private final UserDirectory directory;
    private final UserRepository users;
    private final Caller caller;

    UserResource(RegisterUser registerUser, UserDirectory directory, UserRepository users, Caller caller) {
        this.registerUser = registerUser;
        this.directory = directory;
        this.users = users;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    @RunOnVirtualThread
    public RestResponse<Entry> register(@NotNull @Valid Registration registration) {
        var user = registerUser.register(
                registration.email(), registration.name(), registration.password(), User.Role.CUSTOMER);
        return Created.at("/users/" + user.id, Entry.of(user));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.CUSTOMER, Role.OPERATOR, Role.SERVICE})
    public CompletionStage<Entry> read(UUID id) {
        if (!caller.isUser(id) && !caller.is(Role.OPERATOR) && !caller.is(Role.SERVICE)) {
            throw new Forbidden();
        }
        return directory
                .find(id)
                .map(user -> user.orElseThrow(() -> notFound(id)))
                .toCompletionStage();
    }

    @GET
    @RolesAllowed(Role.OPERATOR)
    @RunOnVirtualThread
    public Page<Entry> list(@QueryParam("email") @Visible String email, @Valid @BeanParam PageRequest page) {
        return page.read(email == null ? users.newestFirst() : users.ofEmail(email))
                .map(Entry::of);
    }

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{id}")
    @RolesAllowed({Role.CUSTOMER, Role.OPERATOR})
    @RunOnVirtualThread
    public Entry change(UUID id, @NotNull @Valid Change change) {
        var isOwnName = caller.isUser(id) && change.status() == null;
        if (!isOwnName && !caller.is(Role.OPERATOR)) {
            throw new Forbidden();
        }
        return directory.change(id, change.name(), change.status()).orElseThrow(() -> notFound(id));
    }

    private static NotFound notFound(UUID id) {
        return new NotFound("user " + id);
    }
}

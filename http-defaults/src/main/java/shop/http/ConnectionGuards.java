package shop.http;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;

/** Adds a {@link ConnectionGuard} to each HTTP connection of the public port, through Netty's service loader. */
@RegisterForReflection
@Singleton
public final class ConnectionGuards extends ChannelInitializerExtension implements VertxOptionsCustomizer {

    private static final String VERTX_DECODER = "httpDecoder";
    private static final String VERTX_HANDLER = "handler";

    private final Duration limit = ConfigProvider.getConfig().getValue("service.request-timeout", Duration.class);

    /** Netty ignores extensions unless this property is set before the first connection. */
    @Override
    public void accept(VertxOptions options) {
        System.setProperty(EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
    }

    @Override
    public void postInitializeServerChildChannel(Channel connection) {
        connection.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelActive(ChannelHandlerContext context) {
                var pipeline = context.pipeline();
                // Absent from connections with TLS and from the management port, which may speak HTTP/2.
                if (pipeline.get(VERTX_DECODER) != null) {
                    pipeline.addBefore(VERTX_HANDLER, null, new ConnectionGuard(limit));
                }
                context.fireChannelActive();
                pipeline.remove(this);
            }
        });
    }
}

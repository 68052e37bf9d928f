package shop.http;

import static io.netty.handler.codec.http.HttpHeaderNames.AUTHORIZATION;
import static io.netty.handler.codec.http.HttpHeaderNames.CONNECTION;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.DATE;
import static io.netty.handler.codec.http.HttpHeaderNames.EXPECT;
import static io.netty.handler.codec.http.HttpHeaderNames.HOST;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_KEY1;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_KEY2;
import static io.netty.handler.codec.http.HttpHeaderNames.TRANSFER_ENCODING;
import static io.netty.handler.codec.http.HttpHeaderValues.CHUNKED;
import static io.netty.handler.codec.http.HttpHeaderValues.CLOSE;
import static io.netty.handler.codec.http.HttpHeaderValues.CONTINUE;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ByteProcessor;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Refuses requests that are not HTTP/1.x or ambiguous (RFC 9112), bounds the time in which a request must arrive,
 * passes on one request at a time, and dates responses (RFC 9110, section 6.6.1).
 *
 * <p>A refused request goes on as an empty one with a {@link Refusal}, so that it is traced, counted and answered like
 * any other. Nothing that follows it on its connection is processed.
 */
final class ConnectionGuard extends ChannelDuplexHandler {

    private static final int REQUEST_TIMEOUT = 408;
    private static final int MAX_HELD_MESSAGES = 16;

    private final Duration limit;

    /** The messages of requests that arrive before the response to an earlier one. */
    private final Queue<Object> held = new ArrayDeque<>();

    private HttpRequest arriving;
    private int unanswered;
    private boolean isSilent = true;
    private boolean hasEnded;
    private boolean isClosing;
    private ScheduledFuture<?> deadline;

    /** @param limit time from the first byte of a request, or from the start of the connection, to its last byte */
    ConnectionGuard(Duration limit) {
        this.limit = limit;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.pipeline().addFirst(new EndOfRead());
        startDeadline(context);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stopDeadline();
        releaseHeld();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        releaseHeld();
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof LastHttpContent) {
            hasEnded = true;
            stopDeadline();
        }
        if (isClosing) {
            drop(context, message);
        } else if (message instanceof HttpRequest request) {
            receive(context, request);
        } else if (message instanceof HttpContent content
                && content.decoderResult().isFailure()) {
            content.release();
            refuseBody(context, 400);
        } else {
            if (message instanceof LastHttpContent) {
                arriving = null;
            }
            pass(context, message);
        }
    }

    /** After each read, and when Vert.x resumes reading. */
    @Override
    public void read(ChannelHandlerContext context) {
        if (held.size() >= MAX_HELD_MESSAGES) {
            stopReading(context);
            return;
        }
        if (!hasEnded) {
            startDeadline(context);
        }
        context.read();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
                context.write(message, promise);
                return;
            }
            response.headers().set(DATE, DateFormatter.format(new Date()));
            // A response to a request that is still arriving: the rest is not wanted.
            isClosing |= arriving != null && unanswered == 1;
            if (isClosing && unanswered == 1) {
                response.headers().set(CONNECTION, CLOSE);
            }
        }
        if (message instanceof LastHttpContent) {
            unanswered--;
            if (isClosing && unanswered == 0) {
                promise = promise.unvoid().addListener(_ -> closeAfterRequest(context));
            }
            if (!held.isEmpty()) {
                // Later, because Vert.x ends the exchange after this write.
                context.executor().execute(() -> passNext(context));
            }
        }
        context.write(message, promise);
    }

    private void receive(ChannelHandlerContext context, HttpRequest request) {
        if (request.decoderResult().cause() instanceof PrematureChannelClosureException) {
            ReferenceCountUtil.release(request);
            return;
        }
        if (request.uri().startsWith("//")) {
            // Vert.x Web routes several slashes like one. Quarkus would take what follows them for an authority.
            request.setUri(request.uri().replaceFirst("^/+", "/"));
        }
        var status = refusal(request);
        if (status.isPresent()) {
            ReferenceCountUtil.release(request);
            arriving = request.decoderResult().isSuccess() && hasBody(request) ? request : null;
            refuse(context, request, status.getAsInt());
        } else {
            arriving = hasBody(request) ? request : null;
            if (request.headers().containsValue(CONNECTION, CLOSE, true)) {
                // Vert.x does not read lists.
                request.headers().set(CONNECTION, CLOSE);
            }
            pass(context, request);
        }
    }

    private void pass(ChannelHandlerContext context, Object message) {
        var isNext = held.isEmpty() && (unanswered == 0 || !(message instanceof HttpRequest));
        if (message instanceof HttpRequest) {
            unanswered++;
        }
        if (isNext) {
            context.fireChannelRead(message);
            return;
        }
        held.add(message);
        if (held.size() >= MAX_HELD_MESSAGES) {
            stopReading(context);
        }
    }

    private void stopReading(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(false);
        // The client cannot send the rest.
        stopDeadline();
    }

    private void passNext(ChannelHandlerContext context) {
        if (held.isEmpty()) {
            // The client has left since the response was written.
            return;
        }
        var next = new ArrayList<Object>();
        do {
            next.add(held.poll());
        } while (!held.isEmpty() && !(held.peek() instanceof HttpRequest));
        context.channel().config().setAutoRead(true);
        next.forEach(context::fireChannelRead);
        context.fireChannelReadComplete();
    }

    private void releaseHeld() {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }

    private static OptionalInt refusal(HttpRequest request) {
        var headers = request.headers();
        var failure = request.decoderResult().cause();
        if (failure instanceof TooLongHttpLineException) {
            return OptionalInt.of(414);
        }
        if (failure instanceof TooLongHttpHeaderException) {
            return OptionalInt.of(431);
        }
        // The same instances: Netty decodes "http/1.1" and "HTTP/01.1" to equal ones.
        var isHttp1 =
                request.protocolVersion() == HttpVersion.HTTP_1_1 || request.protocolVersion() == HttpVersion.HTTP_1_0;
        // Netty refuses a length with chunks, too, but ignores one with any other transfer coding.
        var isFramed = !headers.contains(TRANSFER_ENCODING)
                || !headers.contains(CONTENT_LENGTH)
                        && CHUNKED.contentEqualsIgnoreCase(String.join(",", headers.getAll(TRANSFER_ENCODING)));
        // A GET with both keys, which an early draft of WebSocket defined, has a body of eight bytes in Netty.
        var hasHiddenBody = headers.contains(SEC_WEBSOCKET_KEY1) && headers.contains(SEC_WEBSOCKET_KEY2);
        if (failure != null
                || !isHttp1
                || !isFramed
                || hasHiddenBody
                || !isTarget(request.uri())
                || headers.contains("")
                || headers.getAll(HOST).size() > 1
                || headers.getAll(AUTHORIZATION).size() > 1) {
            return OptionalInt.of(400);
        }
        var isExpected = headers.getAll(EXPECT).stream()
                .flatMap(list -> HeaderValue.split(list, ',').stream())
                .allMatch(expectation -> expectation.isEmpty() || CONTINUE.contentEqualsIgnoreCase(expectation));
        return isExpected ? OptionalInt.empty() : OptionalInt.of(417);
    }

    private void refuse(ChannelHandlerContext context, HttpRequest request, int status) {
        // Netty's substitute for a request without a valid first line is a full one, with a path of its own.
        var hasPath = !(request instanceof FullHttpRequest) && request.uri().startsWith("/") && isTarget(request.uri());
        var refused = new DefaultHttpRequest(HttpVersion.HTTP_1_1, request.method(), hasPath ? request.uri() : "/");
        refused.headers().set(HOST, "");
        refused.setDecoderResult(new Refusal(status));
        isClosing = true;
        pass(context, refused);
        pass(context, LastHttpContent.EMPTY_LAST_CONTENT);
    }

    /** Ends a request in the middle of its body. */
    private void refuseBody(ChannelHandlerContext context, int status) {
        arriving.setDecoderResult(new Refusal(status));
        arriving = null;
        isClosing = true;
        pass(context, LastHttpContent.EMPTY_LAST_CONTENT);
    }

    /** Reads the rest of a request: closing a connection with unread bytes may destroy the response on its way. */
    private void drop(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
        if (message instanceof LastHttpContent && arriving != null) {
            arriving = null;
            if (unanswered == 0) {
                // Vert.x may not have flushed the response yet.
                context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            }
        }
    }

    private void closeAfterRequest(ChannelHandlerContext context) {
        if (arriving == null) {
            context.close();
        } else {
            context.channel().config().setAutoRead(true);
        }
    }

    private void startDeadline(ChannelHandlerContext context) {
        if (deadline == null) {
            deadline = context.executor().schedule(() -> expire(context), limit.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void stopDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void expire(ChannelHandlerContext context) {
        if (isSilent || isClosing) {
            context.close();
        } else if (arriving != null) {
            refuseBody(context, REQUEST_TIMEOUT);
        } else {
            refuse(context, new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"), REQUEST_TIMEOUT);
        }
        // Lets Vert.x flush the response.
        context.fireChannelReadComplete();
    }

    private static boolean hasBody(HttpRequest request) {
        return HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) > 0;
    }

    /** Whether it is a URI, and not only a query (RFC 9112, section 3.2). */
    private static boolean isTarget(String text) {
        try {
            new URI(text);
            return !text.startsWith("?")
                    && StandardCharsets.US_ASCII.newEncoder().canEncode(text);
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /**
     * Decodes the end of each read on its own: its last byte but for empty lines, which may follow a request (RFC 9112,
     * section 2.2). If no request ends there, the next one has begun.
     */
    private final class EndOfRead extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var bytes = (ByteBuf) message;
            var last = bytes.forEachByteDesc(ByteProcessor.FIND_NON_CRLF);
            if (last > bytes.readerIndex()) {
                context.fireChannelRead(bytes.readRetainedSlice(last - bytes.readerIndex()));
            }
            if (last >= 0) {
                isSilent = false;
                hasEnded = false;
            }
            context.fireChannelRead(bytes);
        }
    }
}
